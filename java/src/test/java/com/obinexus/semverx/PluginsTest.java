package com.obinexus.semverx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class PluginsTest {
    private static final String LINES =
            """
            {"name":"app","version":"1.0.0","deps":{"core":"^1"}}
            {"name":"core","version":"1.0.0","deps":{}}
            """;
    private static final Map<String, Object> ENTRY =
            Map.of("name", "core", "version", "1.1.0", "deps", Map.of());

    @TempDir Path folder;
    private Registry registry;
    private Project project;

    @BeforeEach
    void open() {
        registry = Registry.fromLines(LINES);
        project = new Project(folder).needs(Map.of("app", "^1", "core", "1.0.0"));
    }

    @AfterEach
    void close() {
        registry.close();
    }

    /** What a judge says to each question. */
    @FunctionalInterface
    interface Judge {
        void say(Vote.Hook hook, List<Object> arguments) throws Exception;
    }

    /** A plugin that puts every question to one judge. */
    private static RegistryPlugin plugin(String name, Judge judge) {
        return new RegistryPlugin() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void onPublish(EntryReport found) throws Exception {
                judge.say(Vote.Hook.ON_PUBLISH, List.of(found));
            }

            @Override
            public void onInstall(EntryReport found) throws Exception {
                judge.say(Vote.Hook.ON_INSTALL, List.of(found));
            }

            @Override
            public void onUpdate(EntryReport before, EntryReport after) throws Exception {
                judge.say(Vote.Hook.ON_UPDATE, List.of(before, after));
            }

            @Override
            public void onRemove(EntryReport found) throws Exception {
                judge.say(Vote.Hook.ON_REMOVE, List.of(found));
            }

            @Override
            public void onResolve(Proposal proposal) throws Exception {
                judge.say(Vote.Hook.ON_RESOLVE, List.of(proposal));
            }
        };
    }

    private static RegistryPlugin refusing(Vote.Hook hook) {
        return plugin(
                "judge",
                (asked, arguments) -> {
                    if (asked == hook) {
                        throw new IOException("not here");
                    }
                });
    }

    private static List<Map<String, Object>> votes(Executable change) {
        var refused = assertThrows(RegistryException.class, change);
        assertEquals(Code.PLUGIN, refused.code());
        @SuppressWarnings("unchecked")
        var votes = (List<Map<String, Object>>) refused.details().get("votes");
        return votes;
    }

    @Test
    void aPublishCanBeRefused() {
        registry.plug(refusing(Vote.Hook.ON_PUBLISH));
        var refused = assertThrows(RegistryException.class, () -> registry.publish(ENTRY));
        assertEquals(
                "plugin \"judge\" refused to publish core 1.1.0: not here", refused.getMessage());
        Map<String, Object> vote = votes(() -> registry.publish(ENTRY)).get(0);
        assertEquals("judge", vote.get("plugin"));
        assertEquals("on_publish", vote.get("hook"));
        assertEquals("no", vote.get("answer"));
        assertEquals("not here", vote.get("why"));
        assertEquals(1, registry.snapshot().seq());
        assertTrue(registry.unplug("judge"));
        assertFalse(registry.unplug("judge"));
        GateReport gates = registry.publish(ENTRY).gates().orElseThrow();
        assertEquals(GateVerdict.SKIPPED, gates.verdict(Gate.PLUGINS));
    }

    @ParameterizedTest
    @EnumSource(names = {"ON_INSTALL", "ON_UPDATE", "ON_REMOVE", "ON_RESOLVE"})
    void aLockCanBeRefused(Vote.Hook hook) {
        registry.publish(ENTRY);
        if (hook == Vote.Hook.ON_UPDATE || hook == Vote.Hook.ON_REMOVE) {
            registry.lock(folder);
            project.needs(Map.of("core", "1.1.0"));
        }
        String before = project.locked();
        registry.plug(refusing(hook));
        List<Map<String, Object>> votes = votes(() -> registry.lock(folder));
        votes.forEach(vote -> assertEquals(hook.toString(), vote.get("hook")));
        assertEquals(before, project.locked());
        registry.unplug("judge");
        assertEquals(LockReport.Status.WRITTEN, registry.lock(folder).status());
    }

    @Test
    void pluginsAreToldWhatIsAboutToHappen() {
        registry.publish(ENTRY);
        var hooks = new ArrayList<Vote.Hook>();
        var heard = new ArrayList<List<Object>>();
        Judge witness =
                (hook, arguments) -> {
                    hooks.add(hook);
                    heard.add(arguments);
                };
        registry.plug(plugin("witness", witness));
        LockReport report = registry.lock(folder);
        assertEquals(3, report.votes().size());
        for (Vote vote : report.votes()) {
            assertEquals(Vote.Answer.YES, vote.answer());
            assertEquals("witness", vote.plugin());
            assertEquals(Optional.empty(), vote.why());
        }
        assertEquals(List.of(Vote.Hook.ON_RESOLVE, Vote.Hook.ON_INSTALL, Vote.Hook.ON_INSTALL), hooks);
        Proposal proposal = (Proposal) heard.get(0).get(0);
        assertEquals(Map.of("app", "^1", "core", "1.0.0"), proposal.requirements());
        assertEquals(List.of("app", "core"), proposal.installs());
        assertEquals(proposal.packages(), List.of(heard.get(1).get(0), heard.get(2).get(0)));
        assertEquals(registry.info("app", "1.0.0"), proposal.packages().get(0));

        hooks.clear();
        heard.clear();
        project.needs(Map.of("core", "1.1.0"));
        registry.lock(folder);
        assertEquals(List.of(Vote.Hook.ON_RESOLVE, Vote.Hook.ON_REMOVE, Vote.Hook.ON_UPDATE), hooks);
        assertEquals(
                List.of(registry.info("core", "1.0.0"), registry.info("core", "1.1.0")),
                heard.get(2));
    }

    @Test
    void whateverIsThrownIsANo() {
        registry.plug(plugin("deep", (hook, arguments) -> { throw new StackOverflowError(); }));
        registry.plug(plugin("mute", (hook, arguments) -> { throw new Exception(" "); }));
        registry.plug(plugin("half", (hook, arguments) -> { throw new Error("\ud800 is half"); }));
        registry.plug(plugin("fair", (hook, arguments) -> {}));
        List<Map<String, Object>> votes = votes(() -> registry.publish(ENTRY));
        assertEquals(
                List.of("java.lang.StackOverflowError", "java.lang.Exception", "? is half"),
                votes.stream().map(vote -> vote.get("why")).toList());
        votes.forEach(vote -> assertEquals("no", vote.get("answer")));
    }

    @Test
    void aLatePluginIsSwitchedOff() {
        var leave = new CountDownLatch(1);
        registry.plug(plugin("slow", (hook, said) -> leave.await()), Duration.ofMillis(1));
        assertEquals("late", votes(() -> registry.publish(ENTRY)).get(0).get("answer"));
        PluginState state = registry.plugins().get(0);
        assertFalse(state.on());
        assertTrue(state.why().orElseThrow().contains("1ms"), state.why()::toString);
        registry.publish(ENTRY);
        leave.countDown();
    }

    /** A plugin may look at the registry that asks it, take itself out, and not change it. */
    @Test
    void aPluginThatCallsBackIn() {
        var refused = new AtomicReference<DiramException>();
        var seen = new AtomicReference<EntryReport>();
        Judge judge =
                (hook, arguments) -> {
                    seen.set(registry.info("core", "1.0.0"));
                    refused.set(
                            assertThrows(
                                    StateException.class, () -> registry.yank("core", "1.0.0")));
                    registry.unplug("self");
                };
        registry.plug(plugin("self", judge));
        registry.publish(ENTRY);
        assertEquals(Code.STATE, refused.get().code());
        assertEquals("core", seen.get().name());
        assertEquals(List.of(), registry.plugins());
        assertFalse(registry.info("core", "1.0.0").yanked());
    }

    @Test
    void aPluginMayChangeAnotherRegistry() {
        try (var other = Registry.fromLines(LINES);
                var heard = other.subscribe("core")) {
            registry.plug(plugin("mirror", (hook, arguments) -> other.yank("core", "1.0.0")));
            registry.publish(ENTRY);
            assertEquals(UpdateKind.YANK, heard.take().kind());
        }
    }

    @Test
    void pluginsRunOnDaemonThreadsWithTheirClassLoader() {
        var thread = new AtomicReference<Thread>();
        var loader = new AtomicReference<ClassLoader>();
        Judge judge =
                (hook, arguments) -> {
                    thread.set(Thread.currentThread());
                    loader.set(Thread.currentThread().getContextClassLoader());
                };
        registry.plug(plugin("who", judge));
        registry.publish(ENTRY);
        assertTrue(thread.get().isDaemon());
        assertEquals("semverx plugin", thread.get().getName());
        assertSame(PluginsTest.class.getClassLoader(), loader.get());
        assertFalse(thread.get() == Thread.currentThread());
    }

    private static final class Quiet implements RegistryPlugin {}

    @Test
    void namesTellPluginsApart() {
        registry.plug(new Quiet());
        var refused = assertThrows(ArgumentException.class, () -> registry.plug(new Quiet()));
        assertTrue(refused.getMessage().contains("Quiet"), refused::getMessage);
        RegistryPlugin nameless = new RegistryPlugin() {};
        registry.plug(nameless);
        assertEquals(
                List.of("Quiet", nameless.name()),
                registry.plugins().stream().map(PluginState::name).toList());
        assertTrue(nameless.name().startsWith("PluginsTest$"), nameless.name());
        assertThrows(ArgumentException.class, () -> registry.plug(plugin("", (h, a) -> {})));
        assertThrows(
                ArgumentException.class,
                () -> registry.plug(plugin("other", (h, a) -> {}), Duration.ofNanos(-1)));
        GateReport gates = registry.publish(ENTRY).gates().orElseThrow();
        assertEquals(GateVerdict.VALID, gates.verdict(Gate.PLUGINS));
    }

    @Test
    void theScannerKeepsVulnerableVersionsOut() {
        new Project(folder.resolve("advisories"))
                .write(
                        "one.json",
                        """
                        {"id": "DIRAM-2026-1", "affected": [{
                          "package": {"ecosystem": "SemVerX", "name": "core"},
                          "ranges": [{"type": "SEMVER",
                                      "events": [{"introduced": "0"}, {"fixed": "1.1.0"}]}]}]}
                        """);
        var scanner = new SecurityScanner(folder.resolve("advisories"));
        registry.publish(ENTRY);
        EntryReport bad = registry.info("core", "1.0.0");
        EntryReport good = registry.info("core", "1.1.0");
        assertEquals(List.of("DIRAM-2026-1"), scanner.advisories(bad));
        assertTrue(scanner.hasVulnerabilities(bad));
        assertFalse(scanner.hasVulnerabilities(good));
        assertTrue(scanner.fixesVulnerabilities(bad, good));
        assertFalse(scanner.fixesVulnerabilities(bad, bad));

        registry.plug(scanner);
        assertThrows(ArgumentException.class, () -> registry.plug(scanner, Duration.ofDays(1)));
        String why = (String) votes(() -> registry.lock(folder)).get(0).get("why");
        assertTrue(why.contains("DIRAM-2026-1") && why.contains("1.1.0"), why);
        project.needs(Map.of("core", "^1"));
        assertEquals(good.version(), registry.lock(folder).solution().get("core"));
        assertEquals("SecurityScanner", registry.plugins().get(0).name());
        assertThrows(
                StorageException.class, () -> new SecurityScanner(folder.resolve("nothing")));
    }

    @Test
    void orphansAreReported() {
        var orphans = new OrphanReport();
        registry.plug(orphans, Duration.ofMinutes(1));
        project.needs(Map.of("app", "^1"));
        registry.lock(folder);
        assertEquals(List.of(), orphans.orphans());
        project.needs(Map.of());
        project.write("package.json", "{\"semverx\": {}}");
        registry.lock(folder);
        assertEquals(List.of("core"), orphans.orphans());
    }
}
