package com.obinexus.semverx.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.obinexus.semverx.Code;
import com.obinexus.semverx.DiramException;
import com.obinexus.semverx.StateException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class HandleTest {
    private final List<Long> freed = new CopyOnWriteArrayList<>();

    private static long address(Handle handle) {
        return handle.call(address -> address);
    }

    private static Code refusal(Handle handle) {
        return assertThrows(StateException.class, () -> handle.call(address -> null)).code();
    }

    @Test
    void closingFreesOnceAndRefusesLaterCalls() {
        var handle = Handle.shared("thing", 42, freed::add);
        assertEquals(42, address(handle));
        handle.close();
        handle.close();
        assertEquals(List.of(42L), freed);
        assertEquals(Code.CLOSED, refusal(handle));
    }

    @Test
    void closingDuringACallWaitsForItsEnd() {
        var handle = Handle.shared("thing", 42, freed::add);
        handle.call(
                address -> {
                    handle.close();
                    assertEquals(List.of(), freed);
                    assertEquals(Code.CLOSED, refusal(handle));
                    return null;
                });
        assertEquals(List.of(42L), freed);
    }

    @Test
    void aStreamRefusesASecondUser() {
        var stream = Handle.exclusive("stream", 1, freed::add);
        stream.call(
                address -> {
                    assertEquals(Code.BUSY, refusal(stream));
                    return null;
                });
        assertEquals(1, address(stream));
        var shared = Handle.shared("thing", 2, freed::add);
        long nested = shared.call(outer -> shared.call(inner -> inner));
        assertEquals(2, nested);
    }

    @Test
    void onlyAPanicPoisons() {
        var handle = Handle.shared("thing", 1, freed::add);
        for (Code code : List.of(Code.IO, Code.MEMORY, Code.PANIC)) {
            assertEquals(1, address(handle));
            assertThrows(
                    DiramException.class,
                    () ->
                            handle.call(
                                    address -> {
                                        throw DiramException.of(code, "", null, Map.of());
                                    }));
        }
        assertEquals(Code.POISONED, refusal(handle));
        handle.close();
        assertEquals(List.of(1L), freed);
    }

    @Test
    @Timeout(60)
    void aForgottenHandleIsFreedByTheCollector() throws InterruptedException {
        var done = new CountDownLatch(1);
        forget(done);
        do {
            System.gc();
        } while (!done.await(50, TimeUnit.MILLISECONDS));
        assertEquals(List.of(7L), freed);
    }

    @Test
    @Timeout(60)
    void forgettingIsToldOfWhatHasToBeClosed(@TempDir Path folder) throws Exception {
        Path all = folder.resolve("logging.properties");
        Files.writeString(
                all,
                """
                handlers = java.util.logging.ConsoleHandler
                java.util.logging.ConsoleHandler.level = ALL
                com.obinexus.semverx.level = ALL
                """);
        var run = Hooks.run(null, "forget", "-Djava.util.logging.config.file=" + all);
        assertEquals(0, run.status(), run.output());
        assertTrue(run.output().contains("a forgotten thing was never closed"), run.output());
        assertFalse(run.output().contains("a lasting thing"), run.output());
        assertTrue(run.output().lines().toList().contains("freed 2"), run.output());
    }

    private void forget(CountDownLatch done) {
        var freedHere = freed;
        Handle.shared(
                "thing",
                7,
                address -> {
                    freedHere.add(address);
                    done.countDown();
                });
    }
}
