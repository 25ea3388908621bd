package com.obinexus.semverx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LockTest {
    private static final Version NEWER = Version.parse("1.3.0");

    @TempDir Path folder;
    private Registry registry;
    private Project project;

    @BeforeEach
    void open() {
        registry = Registry.fromLines(Shelf.LINES);
        project = new Project(folder).needs(Map.of("app", "^1"));
    }

    @AfterEach
    void close() {
        registry.close();
    }

    private static LockOptions.Builder options() {
        return LockOptions.builder();
    }

    private void newer() {
        registry.publish(Map.of("name", "core", "version", "1.3.0", "deps", Map.of()));
    }

    @Test
    void aLockIsWrittenOnceAndKept() {
        assertEquals(
                LockReport.Status.STALE,
                registry.lock(folder, options().check(true).build()).status());
        assertEquals("", project.locked());
        LockReport report = registry.lock(folder);
        assertEquals(LockReport.Status.WRITTEN, report.status());
        assertEquals(
                List.of("app", "core"),
                report.installs().stream().map(LockReport.Installed::name).toList());
        assertEquals(report.solution().get("core"), report.installs().get(1).version());
        assertEquals(List.of(), report.votes());
        assertEquals(2, report.gates().size());
        assertEquals(project.lock(), Path.of(report.path()));
        String written = project.locked();
        newer();
        report = registry.lock(folder.resolve("package.json"));
        assertEquals(LockReport.Status.CURRENT, report.status());
        assertEquals(
                List.of(new LockReport.Available("core", Version.parse("1.1.0"), NEWER)),
                report.available());
        assertEquals(written, project.locked());
    }

    @Test
    void lockedVersionsMoveWhenTheyMay() {
        registry.lock(folder);
        newer();
        assertEquals(
                LockReport.Status.CURRENT,
                registry.lock(folder, options().update(List.of("app")).build()).status());
        var names = options().update(List.of("core")).now(Instant.now()).build();
        LockReport report = registry.lock(folder, names);
        assertEquals(
                List.of(new LockReport.Updated("core", Version.parse("1.1.0"), NEWER)),
                report.updates());
        registry.publish(Map.of("name", "app", "version", "1.9.0", "deps", Map.of()));
        report = registry.lock(folder, options().updateAll().build());
        assertEquals(
                List.of(new LockReport.Removed("core", NEWER, true)), report.removes());
    }

    @Test
    void aLockThatCannotBe() {
        project.needs(Map.of("app", "^9"));
        var none = assertThrows(ResolutionException.class, () -> registry.lock(folder));
        assertEquals(Code.NO_SOLUTION, none.code());
        project.write("package.json", "{");
        assertThrows(FormatException.class, () -> registry.lock(folder));
        project.write("package.json", "{}");
        assertThrows(ArgumentException.class, () -> registry.lock(folder));
        project.needs(Map.of("app", "^1")).write("semverx-lock.json", "{}");
        var broken = assertThrows(RegistryException.class, () -> registry.lock(folder));
        assertEquals(Code.LOCK_FILE, broken.code());
        assertEquals("{}", project.locked());
    }

    /** While the first one's plugin thinks, the second one writes: the first must not undo that. */
    @Test
    void twoLocksAtOnce() throws Exception {
        var thinks = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        registry.plug(
                new RegistryPlugin() {
                    @Override
                    public void onResolve(Proposal proposal) throws InterruptedException {
                        thinks.countDown();
                        leave.await();
                    }
                },
                Duration.ofMinutes(1));
        var first = registry.lockAsync(folder, options().build());
        thinks.await();
        try (var other = Registry.fromLines(Shelf.LINES)) {
            assertEquals(LockReport.Status.WRITTEN, other.lock(folder).status());
        }
        String written = project.locked();
        leave.countDown();
        var refused = assertThrows(ExecutionException.class, first::get).getCause();
        assertEquals(Code.LOCK_FILE, ((RegistryException) refused).code());
        assertEquals(written, project.locked());
    }

    @Test
    void aLockCanBeCancelled() {
        var op = new Op();
        op.cancel();
        var options = options().op(op).build();
        assertThrows(CancelledException.class, () -> registry.lock(folder, options));
        assertThrows(
                CancellationException.class, () -> registry.lockAsync(folder, options).join());
        assertFalse(project.lock().toFile().exists());
        assertTrue(options.ops().contains(op));
    }

    @Test
    void nothingWorksOnceItIsClosed() {
        registry.close();
        for (Executable call :
                List.<Executable>of(
                        () -> registry.lock(folder),
                        () -> registry.gate("core", "1.0.0"),
                        () -> registry.faults(),
                        () -> registry.handleFault("core", "1.0.0", 1),
                        () -> registry.plug(new RegistryPlugin() {}),
                        () -> registry.plug(new OrphanReport()),
                        () -> registry.unplug("none"),
                        () -> registry.plugins(),
                        () -> registry.subscribe("core"),
                        () -> registry.checkStale(),
                        () -> registry.advanceClock(Duration.ZERO))) {
            assertEquals(Code.CLOSED, assertThrows(StateException.class, call).code());
        }
    }
}
