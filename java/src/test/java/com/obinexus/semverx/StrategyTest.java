package com.obinexus.semverx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StrategyTest {
    private static final String LINES =
            """
            {"name":"app","version":"1.0.0","deps":{"core":"^1"}}
            {"name":"app","version":"1.1.0","deps":{"core":"^1","log":"*"}}
            {"name":"core","version":"1.0.0","deps":{}}
            {"name":"core","version":"1.2.0","deps":{},"fault":7}
            {"name":"core","version":"2.0.0","deps":{}}
            {"name":"core","version":"3.2.0","deps":{}}
            {"name":"log","version":"1.0.0","deps":{}}
            """;
    private static final Map<String, ?> RUNNING =
            Map.of("app", "1.0.0", "core", Version.parse("1.0.0"));

    private Registry registry;
    private Resolver resolver;

    @BeforeEach
    void open() {
        registry = Registry.fromLines(LINES);
        resolver = registry.resolver();
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void aSwapIsJudgedByParity() {
        Resolution found = resolver.resolve("app");
        var swap = CheckOptions.builder().running(RUNNING).build();
        CheckReport report = resolver.check(found, Strategy.EULERIAN, swap);
        assertEquals(SwapVerdict.WARNING, report.verdict());
        assertEquals(FaultLevel.MEDIUM_WARNING, report.fault());
        Parity parity = report.parity().orElseThrow();
        assertEquals(List.of("app", "log"), parity.odd());
        assertEquals(List.of(new Parity.Link("app", "log")), parity.added());
        assertEquals(Optional.of(List.of()), report.frozen());
        assertFalse(report.toJson().contains("\"ways\""), report::toJson);

        var same = CheckOptions.builder().running(found).literal(true).build();
        assertEquals(1, resolver.check(found, Strategy.EULERIAN, same).parity().stream().count());
        assertEquals(
                SwapVerdict.SAFE_SWAP, resolver.check(found, Strategy.EULERIAN).verdict());
    }

    @Test
    void nothingIsSwappedToWhatIsFrozen() {
        var swap = CheckOptions.builder().running(Map.of("core", "1.0.0")).build();
        CheckReport report = resolver.check(Map.of("core", "1.2.0"), Strategy.EULERIAN, swap);
        assertEquals(SwapVerdict.PANIC, report.verdict());
        assertEquals(Optional.of(List.of("core")), report.frozen());
    }

    @Test
    void installsComeInOrder() {
        CheckReport report = resolver.check(resolver.resolve("app"), Strategy.HAMILTONIAN);
        assertEquals(
                List.of("core", "log", "app"), report.install().orElseThrow().order());
        report = resolver.check(Map.of("app", "1.0.0"), Strategy.HAMILTONIAN);
        assertEquals(SwapVerdict.PANIC, report.verdict());
        assertEquals(
                List.of(new InstallOrder.Missing("app", "core ^1")),
                report.install().orElseThrow().missing());
    }

    @Test
    void updatesHaveWays() {
        UpdatePath path = resolver.plan("core", "1.0.0", "3.2.0");
        assertEquals(path, resolver.plan("core", path.from(), path.to()));
        assertEquals(220, path.cost());
        assertEquals(
                List.of(Version.parse("2.0.0"), Version.parse("3.2.0")),
                path.hops().stream().map(Hop::to).toList());
        UpdatePath disturbed = resolver.plan("core", path.from(), path.to(), RUNNING);
        assertEquals(List.of("app"), disturbed.hops().get(0).needs());
        UpdatePath none = resolver.plan("core", "1.0.0", "1.2.0", Map.of());
        assertFalse(none.found());
        assertTrue(none.reason().isPresent());
        assertEquals("NO_SAFE_PATH", UpdatePath.NO_SAFE_PATH);

        var swap = CheckOptions.builder().running(Map.of("core", "1.0.0")).build();
        CheckReport report = resolver.check(Map.of("core", "2.0.0"), Strategy.ASTAR, swap);
        assertEquals("core", report.ways().orElseThrow().get(0).name());
    }

    @Test
    void aSolutionIsAGraph() {
        Resolution found = resolver.resolve("app");
        List<SolutionNode> nodes = resolver.graph(found);
        assertEquals(nodes, resolver.graph(found.solution()));
        assertEquals(List.of("core", "log"), nodes.get(0).needs());
        assertEquals(List.of("core ^1"), resolver.graph(Map.of("app", "1.0.0")).get(0).unmet());
    }

    @Test
    void wrongSolutionsSayWhere() {
        var unknown =
                assertThrows(
                        ResolutionException.class, () -> resolver.graph(Map.of("core", "9.0.0")));
        assertEquals(Code.NOT_FOUND, unknown.code());
        var wrong =
                assertThrows(
                        ArgumentException.class,
                        () -> resolver.check(Map.of("core", 7), Strategy.ASTAR));
        assertTrue(wrong.getMessage().contains("\"core\""), wrong::getMessage);
        assertThrows(VersionException.class, () -> resolver.plan("core", "one", "2.0.0"));
    }

    @Test
    void anAnswerKnowsWhatWasAskedFor() {
        Resolution found = resolver.resolve("core", "^1 || ^2");
        assertEquals(Version.parse("2.0.0"), found.getPackage().version());
        assertEquals(Optional.of(found.packages().get(0)), found.requested());
        assertFalse(found.toJson().contains("requested"), found::toJson);
        assertNull(resolver.resolve(Map.of("app", "*", "log", "*")).getPackage());
        assertNull(resolver.resolve("core", "^9").getPackage());
        var requests =
                List.of(
                        List.of(new Requirement("log", "*")),
                        List.of(new Requirement("core", "^3")));
        assertEquals(
                List.of("log", "core"),
                resolver.resolveMany(requests).stream()
                        .map(one -> one.get().getPackage().name())
                        .toList());
    }

    @Test
    void ofSeveralLinesTheOneAskedForIsMeant() {
        Policy lines = Policy.builder().lines(Policy.Lines.MAJOR).build();
        String two =
                """
                {"name":"app","version":"1.0.0","deps":{"core":"^1","new":"*"}}
                {"name":"core","version":"1.0.0","deps":{"old":"*"}}
                {"name":"core","version":"2.0.0","deps":{}}
                {"name":"new","version":"1.0.0","deps":{"core":"^2"}}
                {"name":"old","version":"1.0.0","deps":{"core":"^2"}}
                """;
        var options = RegistryOptions.builder().policy(lines).build();
        try (var side = Registry.fromLines(two, options)) {
            Resolution found = side.resolver().resolve("core", "^1");
            assertEquals(3, found.packages().size(), found::toJson);
            assertEquals(Version.parse("1.0.0"), found.getPackage().version());
        }
    }
}
