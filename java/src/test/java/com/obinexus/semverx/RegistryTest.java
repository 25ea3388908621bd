package com.obinexus.semverx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class RegistryTest {
    private static final RegistryOptions AT_1000 =
            RegistryOptions.builder().clock(Instant.ofEpochSecond(1000)).build();

    @TempDir Path folder;
    private Path file;
    private Registry registry;

    @BeforeEach
    void open() {
        file = Shelf.file(folder);
        registry = new Registry(file, AT_1000);
    }

    @AfterEach
    void close() {
        registry.close();
    }

    private static Map<String, Object> entry(String version) {
        return Map.of("name", "core", "version", version, "deps", Map.of("app", "*"));
    }

    @Test
    void everythingCanBeLookedAt() {
        assertEquals(List.of("app", "core", "new", "old"), registry.names());
        List<VersionEntry> versions = registry.versions("core");
        assertEquals(
                List.of("1.2.0.experimental", "1.0.0", "1.1.0", "2.0.0"),
                versions.stream().map(VersionEntry::compact).toList());
        assertEquals(Version.parse("2.0.0"), versions.get(3).version());
        assertEquals(FaultLevel.MEDIUM_WARNING, versions.get(3).fault());
        EntryReport info = registry.info("app", "1.1.0");
        assertEquals(Map.of("core", "^1.1"), info.deps());
        assertEquals(info, registry.info("app", Version.parse("1.1.0")));
        assertEquals(
                List.of("app 1.0.0", "app 1.1.0", "new 1.0.0", "old 1.0.0"),
                registry.dependents("core").stream()
                        .map(d -> d.name() + " " + d.version().toCompact())
                        .toList());
        assertEquals(
                List.of(new SearchHit("core", Optional.of(Version.parse("2.0.0")))),
                registry.search("COR"));
        PackageGraph graph = registry.graph("app");
        assertEquals(
                List.of(new PackageGraph.Node("app", 2), new PackageGraph.Node("core", 4)),
                graph.nodes());
        assertEquals(
                new PackageGraph.Edge("app", Version.parse("1.0.0"), "core", "^1"),
                graph.edges().get(0));
        RegistryNode node = registry.node("app", "1.1.0");
        assertEquals("app", node.packageId());
        assertEquals(Version.parse("1.1.0"), node.version());
        assertEquals(AccessTier.LIVE, node.accessTier());
        assertEquals(AccessLevel.PUBLIC, node.accessLevel());
        assertEquals(
                List.of(new DependencyEdge("core", "^1.1", AccessTier.LIVE, false)),
                node.dependencies());
        assertEquals("live", registry.source());
        assertEquals(Policy.DEFAULT, registry.policy());
        assertEquals(Optional.empty(), registry.publicKey());
        assertEquals(file.toString(), registry.endpoint());
    }

    @Test
    void namesThatAreNotThereComeWithNearOnes() {
        var missing = assertThrows(ResolutionException.class, () -> registry.versions("coer"));
        assertEquals(Code.NOT_FOUND, missing.code());
        assertTrue(missing.hint().contains("core"), missing.hint());
        ProofReport absent = registry.prove("coer");
        assertFalse(absent.present());
        assertEquals(List.of("core"), absent.near());
        assertTrue(registry.prove("core", "1.0.0").present());
        assertEquals(
                registry.prove("core", "1.0.0"), registry.prove("core", Version.parse("1.0.0")));
        assertFalse(absent.tree().isEmpty());
        assertThrows(UnsupportedOperationException.class, () -> absent.tree().clear());
        assertThrows(ArgumentException.class, () -> registry.prove("Not a name"));
    }

    @Test
    void whatIsDoneCanBeUndone() {
        Resolution before = registry.resolver().resolve("app", "*");
        Receipt first = registry.publish(entry("1.5.0"));
        assertEquals(2, first.snapshot().seq());
        assertEquals(1000, first.snapshot().time());
        assertTrue(first.proof().present());
        assertEquals(
                OptionalLong.of(1000), registry.info("core", "1.5.0").published());
        registry.yank("core", Version.parse("1.1.0"));
        registry.publish("{\"name\":\"core\",\"version\":\"1.6.0\",\"deps\":{}}");
        assertTrue(registry.info("core", "1.1.0").yanked());
        Resolution between = registry.resolver().resolve("app", "*");
        assertEquals("1.6.0", between.solution().get("core").toCompact());
        assertEquals(
                List.of(
                        "core 1.1.0 yanked",
                        "core 1.5.0 published",
                        "core 1.6.0 published"),
                registry.diff(1, 4).stream()
                        .map(c -> c.name() + " " + c.version().toCompact() + " " + c.kind())
                        .toList());

        Receipt undone = registry.rollback("core", 1);
        assertEquals(5, undone.snapshot().seq());
        Resolution after = registry.resolver().resolve("app", "*");
        assertEquals(before.solution(), after.solution());
        assertFalse(registry.info("core", "1.1.0").yanked());
        for (String gone : List.of("1.5.0", "1.6.0", "1.6.0+again")) {
            var refused =
                    assertThrows(RegistryException.class, () -> registry.publish(entry(gone)));
            assertEquals(Code.EXISTS, refused.code());
        }
        assertEquals(before, registry.at(1).resolver().resolve("app", "*"));
        assertEquals(between.solution(), registry.at(4).resolver().resolve("app", "*").solution());
        assertEquals(Shelf.LINES, content());
    }

    private String content() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void changesHaveTheirWayBack() {
        registry.yank("core", "1.0.0");
        registry.unyank("core", Version.parse("1.0.0"));
        registry.setFault("core", "1.0.0", FaultLevel.LOW_PANIC);
        registry.setFault("core", Version.parse("1.0.0"), FaultLevel.SYSTEM_PANIC);
        EntryReport info = registry.info("core", "1.0.0");
        assertEquals(FaultState.PANIC, info.faultState());
        assertEquals("SYSTEM_PANIC", info.faultName());
        assertFalse(info.yanked());
        registry.rollback("core");
        assertEquals(FaultLevel.LOW_PANIC, registry.info("core", "1.0.0").fault());
        assertEquals(6, registry.snapshot().seq());
        try (var old = registry.at(2)) {
            assertTrue(old.info("core", "1.0.0").yanked());
            assertEquals(2, old.snapshot().seq());
            var refused = assertThrows(StateException.class, () -> old.yank("core", "1.1.0"));
            assertEquals(Code.STATE, refused.code());
        }
        for (long wrong : new long[] {99, 1L << 40}) {
            var refused = assertThrows(RegistryException.class, () -> registry.at(wrong));
            assertEquals(Code.SNAPSHOT, refused.code());
        }
        assertThrows(ArgumentException.class, () -> registry.at(-1));
        assertThrows(ArgumentException.class, () -> registry.diff(1, -1));
        assertThrows(ArgumentException.class, () -> registry.rollback("core", -1));
    }

    @Test
    void wrongEntriesSayWhere() throws Exception {
        for (String line : List.of("", "{}", "{\"name\":\"core\"", entry("1.0").toString())) {
            var refused = assertThrows(DiramException.class, () -> registry.publish(line));
            assertEquals(Code.FORMAT, refused.code(), refused.getMessage());
        }
        var again = assertThrows(RegistryException.class, () -> registry.publish(entry("1.0.0")));
        assertEquals(Code.EXISTS, again.code());
        Path broken = folder.resolve("broken.ndjson");
        Files.writeString(broken, Shelf.LINES + "\n{\"name\":\"x\",\"version\":\"1\"}\n");
        var refused = assertThrows(DiramException.class, () -> new Registry(broken));
        assertEquals(10L, refused.details().get("line"));
        assertTrue(refused.getMessage().contains("broken.ndjson"), refused.getMessage());
    }

    @Test
    void foldersHoldSources() throws Exception {
        Path sources = Files.createDirectory(folder.resolve("sources"));
        Files.writeString(sources.resolve("live.ndjson"), Shelf.LINES);
        Files.writeString(
                sources.resolve("acme.ndjson"), "{\"name\":\"tool\",\"version\":\"1.0.0\",\"deps\":{}}");
        try (var live = new Registry(sources.toString());
                var acme = new Registry(sources, RegistryOptions.builder().tier("acme").build())) {
            assertEquals(4, live.names().size());
            assertEquals(List.of("tool"), acme.names());
            assertEquals(live.snapshot(), acme.snapshot());
            assertEquals(2, live.snapshot().roots().size());
        }
        var none = RegistryOptions.builder().tier("lve").build();
        assertThrows(ArgumentException.class, () -> new Registry(sources, none));
        var small = RegistryOptions.builder().maxBytes(10).build();
        assertThrows(ArgumentException.class, () -> new Registry(sources, small));
    }

    @Test
    void aUrlIsNotReadYet() {
        var refused = assertThrows(FormatException.class, () -> new Registry());
        assertEquals(Code.UNSUPPORTED, refused.code());
        assertTrue(refused.getMessage().contains("https://r.obinexus.org"));
        assertFalse(refused.hint().isEmpty());
    }

    @Test
    void keysSignSnapshots() {
        byte[] seed = new byte[32];
        seed[0] = 7;
        var options = RegistryOptions.builder().signingKey(seed);
        var same = RegistryOptions.builder().signingKey(seed.clone());
        seed[0] = 8; // a copy was taken
        try (var one = new Registry(file, options.build());
                var again = new Registry(file, same.build());
                var other = new Registry(file, RegistryOptions.builder().signingKey(seed).build())) {
            assertEquals(again.publicKey(), one.publicKey());
            String key = one.publicKey().orElseThrow();
            assertEquals(List.of(key), one.snapshot().signedBy());
            assertFalse(key.equals(other.publicKey().orElseThrow()));
        }
        var wrong =
                assertThrows(
                        ArgumentException.class,
                        () -> RegistryOptions.builder().signingKey(new byte[31]));
        assertEquals(Code.LIMIT, wrong.code());
        assertThrows(ArgumentException.class, () -> RegistryOptions.builder().maxBytes(-1));
    }

    @Test
    void linesAreARegistryToo() {
        try (var lines = Registry.fromLines(Shelf.LINES);
                var acme =
                        Registry.fromLines(
                                Shelf.LINES, RegistryOptions.builder().tier("acme").build())) {
            assertEquals(registry.snapshot(), lines.snapshot());
            assertEquals(registry.names(), lines.names());
            assertEquals("", lines.endpoint());
            assertEquals("acme", acme.source());
        }
        try (var empty = Registry.fromLines("")) {
            assertEquals(List.of(), empty.names());
        }
        var refused =
                assertThrows(FormatException.class, () -> Registry.fromLines(Shelf.LINES + "{"));
        assertEquals(9L, refused.details().get("line"));
        var broken = assertThrows(ArgumentException.class, () -> Registry.fromLines("\ud800"));
        assertEquals(Code.UTF8, broken.code());
    }

    @Test
    void aRegistrysResolverOutlivesIt() {
        Policy open = Policy.builder().allowExperimental(true).build();
        var other = new Registry(file, RegistryOptions.builder().policy(open).build());
        assertEquals(open, other.policy());
        Resolver own = other.resolver();
        assertSame(own, other.resolver());
        assertTrue(own.resolve("core", "^1.1.0.experimental").feasible());
        other.close();
        other.close();
        assertTrue(own.resolve("core", "^1.1.0.experimental").feasible());
        own.close();
        for (Executable use :
                List.<Executable>of(
                        () -> own.resolve("core"), other::names, other::resolver)) {
            assertEquals(Code.CLOSED, assertThrows(StateException.class, use).code());
        }
    }

    @Test
    void manyThreadsAskWhileItChanges() throws Exception {
        var threads = Executors.newFixedThreadPool(4);
        try {
            var answers = new ArrayList<Future<Resolution>>();
            for (int i = 0; i < 40; i++) {
                answers.add(threads.submit(() -> registry.resolver().resolve("app", "*")));
                registry.publish(entry("1.9." + i));
            }
            for (var answer : answers) {
                Resolution found = answer.get();
                assertTrue(found.feasible());
                long seq = found.snapshot().seq();
                String expected = seq == 1 ? "1.1.0" : "1.9." + (seq - 2);
                assertEquals(expected, found.solution().get("core").toCompact());
                try (var then = registry.at(seq)) {
                    assertEquals(then.snapshot().root(), found.snapshot().root());
                }
            }
        } finally {
            threads.shutdown();
        }
    }
}
