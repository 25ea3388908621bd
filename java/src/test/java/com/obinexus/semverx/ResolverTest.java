package com.obinexus.semverx;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ResolverTest {
    @TempDir Path folder;
    private Resolver resolver;

    @BeforeEach
    void open() {
        resolver = new Resolver(Shelf.file(folder));
    }

    @AfterEach
    void close() {
        resolver.close();
    }

    @Test
    void aSolutionHasAllThatIsKnown() {
        Resolution found = resolver.resolve("app", "1.*.*.stable");
        assertTrue(found.feasible());
        assertEquals(
                Map.of("app", Version.parse("1.1.0"), "core", Version.parse("1.1.0")),
                found.solution());
        assertEquals(List.of("core", "app"), found.order());
        assertEquals(FaultLevel.CLEAN, found.fault());
        assertEquals(FaultState.CLEAN, found.faultState());
        assertEquals(Optional.empty(), found.explanation());
        assertEquals(1, found.snapshot().seq());
        assertTrue(found.certificate().isPresent());
        ChosenPackage core = found.packages().get(1);
        assertEquals(
                new ChosenPackage(
                        "core", Version.parse("1.1.0"), "live",
                        Optional.of("ab".repeat(32)), FaultLevel.CLEAN, false),
                core);
        assertEquals(found, resolver.resolve("app", VersionRange.parse("1.*.*.stable")));
        assertEquals(found, resolver.resolve(Map.of("app", "1.*.*.stable")));
        assertEquals(resolver.resolve("app", "*"), resolver.resolve("app"));
        assertThrows(UnsupportedOperationException.class, () -> found.solution().clear());
    }

    @Test
    void aNoIsAnAnswerThatNamesBothSides() {
        Resolution no = resolver.resolve(Map.of("old", "*", "new", VersionRange.parse("*")));
        assertFalse(no.feasible());
        assertEquals(Map.of(), no.solution());
        assertEquals(FaultState.PANIC, no.faultState());
        String why = no.explanation().orElseThrow();
        assertTrue(why.contains("old") && why.contains("new") && why.contains("core"), why);
        Resolution invented = resolver.resolve("coer", "*");
        assertFalse(invented.feasible());
        assertEquals(Map.of("coer", List.of("core")), invented.nearNames());
    }

    /** The lines of the original's sample. */
    @Test
    void theOriginalNamesAreThere() {
        ResolutionResult result = resolver.resolve("app", "7.*.*.stable");
        assertEquals(FaultState.PANIC, result.getFaultState());
        var refused =
                assertThrows(
                        ResolutionException.class,
                        () -> {
                            if (result.getFaultState() == FaultState.PANIC) {
                                throw new ResolutionException(result.getErrorMessage());
                            }
                        });
        assertEquals(result.getErrorMessage(), refused.getMessage());
        assertEquals(Code.NO_SOLUTION, refused.code());
        ResolutionResult fine = resolver.resolve("app", "*");
        assertNull(fine.getErrorMessage());
        assertEquals(FaultState.CLEAN, fine.getFaultState());
        assertEquals(
                List.of("SAFE_SWAP", "WARNING", "PANIC"),
                List.of(
                        ResolutionResult.SAFE_SWAP,
                        ResolutionResult.WARNING,
                        ResolutionResult.PANIC));
    }

    @Test
    void optionsCount() {
        var locked = ResolveOptions.builder().lock(Map.of("core", "1.0.0", "app", "1.0.0")).build();
        Resolution kept = resolver.resolve("app", "*", locked);
        assertEquals(Version.parse("1.0.0"), kept.solution().get("core"));
        var again = ResolveOptions.builder().lock(kept.solution()).certificate(false).build();
        Resolution same = resolver.resolve("app", "*", again);
        assertEquals(kept.solution(), same.solution());
        assertEquals(Optional.empty(), same.certificate());
        var earlier = ResolveOptions.builder().lock(kept).build();
        assertEquals(kept.solution(), resolver.resolve("app", "*", earlier).solution());
        assertEquals(again.lock(), earlier.lock());
        var wrong = ResolveOptions.builder().lock(Map.of("core", "1.0")).build();
        assertEquals(
                Code.VERSION,
                assertThrows(VersionException.class, () -> resolver.resolve("app", "*", wrong))
                        .code());
        assertThrows(
                ArgumentException.class,
                () -> ResolveOptions.builder().now(Instant.ofEpochSecond(-1)));
        assertThrows(ArgumentException.class, () -> ResolveOptions.builder().threads(-1));
    }

    @Test
    void aPolicyCounts() {
        Policy clean = Policy.builder().maxFault(FaultLevel.CLEAN).build();
        try (var other = new Resolver(folder.resolve("reg.ndjson"), clean)) {
            assertFalse(other.resolve("core", "2").feasible());
        }
        assertTrue(resolver.resolve("core", "2").feasible());
        Policy closed = Policy.builder().allowExperimental(false).build();
        try (var other = new Resolver(folder.resolve("reg.ndjson"), closed)) {
            String named = ">=1.2.0.experimental <1.0.0";
            assertTrue(resolver.resolve("core", named).feasible());
            assertFalse(other.resolve("core", named).feasible());
        }
        Policy poor = Policy.builder().budget(1).build();
        try (var other = new Resolver(folder.resolve("reg.ndjson"), poor)) {
            var over = assertThrows(ResolutionException.class, () -> other.resolve("app", "*"));
            assertEquals(Code.BUDGET, over.code());
            assertFalse(over.hint().isEmpty());
        }
        Policy age = Policy.builder().minReleaseAge(Duration.ofDays(1)).build();
        try (var reg = new Registry(folder.resolve("reg.ndjson"));
                var patient = reg.resolver(age)) {
            reg.publish("{\"name\":\"core\",\"version\":\"1.9.0\",\"deps\":{},\"published\":1000}");
            var soon = ResolveOptions.builder().now(Instant.ofEpochSecond(2000)).build();
            var late = ResolveOptions.builder().now(Instant.ofEpochSecond(1000 + 86_400)).build();
            Version fresh = Version.parse("1.9.0");
            assertFalse(fresh.equals(patient.resolve("core", "^1", soon).solution().get("core")));
            assertEquals(fresh, patient.resolve("core", "^1", late).solution().get("core"));
        }
    }

    /** Lines of a package are locked by the package's name. */
    @Test
    void anAnswerWithLinesIsALock() {
        Policy lines = Policy.builder().lines(Policy.Lines.MAJOR).build();
        try (var registry = new Registry(folder.resolve("reg.ndjson"));
                var wide = registry.resolver(lines)) {
            var requests = Map.of("old", "*", "new", "*");
            Resolution both = wide.resolve(requests);
            assertEquals(
                    Map.of("1.1.0", "core@1", "2.0.0", "core@2"),
                    both.solution().entrySet().stream()
                            .filter(one -> one.getKey().startsWith("core"))
                            .collect(toMap(e -> e.getValue().toCompact(), Map.Entry::getKey)));
            registry.publish("{\"name\":\"core\",\"version\":\"1.9.0\",\"deps\":{}}");
            var locked = ResolveOptions.builder().lock(both).build();
            assertEquals(both.solution(), wide.resolve(requests, locked).solution());
            assertFalse(both.solution().equals(wide.resolve(requests).solution()));
        }
    }

    @Test
    void wrongRequestsSayWhat() {
        var name = assertThrows(ArgumentException.class, () -> resolver.resolve("Not a name", "*"));
        assertEquals(Code.ARGUMENT, name.code());
        var range = assertThrows(VersionException.class, () -> resolver.resolve("app", "v1"));
        assertEquals(Code.RANGE, range.code());
        var many = new ArrayList<Requirement>();
        for (int i = 0; i < 1025; i++) {
            many.add(new Requirement("p" + i, "*"));
        }
        assertThrows(ArgumentException.class, () -> resolver.resolve(many));
    }

    /** A raw map may hold anything. */
    @Test
    void wrongMapsNameTheKey() {
        for (var wrong : Arrays.asList(null, 1, List.of("*"), Version.parse("1.0.0"))) {
            var given = new TreeMap<String, Object>(Map.of("app", "*"));
            given.put("core", wrong);
            String got = wrong == null ? "null" : "a " + wrong.getClass().getName();
            var refused = assertThrows(ArgumentException.class, () -> resolver.resolve(given));
            assertEquals("requirements: \"core\" is " + got, refused.getMessage());
            assertEquals("give a VersionRange or text", refused.hint());
            assertEquals(
                    Map.of("argument", "requirements", "key", "core"), refused.details());
        }
        var builder = ResolveOptions.builder();
        for (var wrong : Arrays.asList(null, 1, VersionRange.parse("1.0.0"))) {
            var given = new TreeMap<String, Object>(Map.of("app", Version.parse("1.0.0")));
            given.put("core", wrong);
            var refused = assertThrows(ArgumentException.class, () -> builder.lock(given));
            assertEquals(Code.ARGUMENT, refused.code());
            assertEquals("give a Version or text", refused.hint());
            assertEquals(Map.of("argument", "lock", "key", "core"), refused.details());
        }
        assertEquals(List.of(), builder.build().lock());
        var nameless = new HashMap<String, String>();
        nameless.put(null, "*");
        var refused = assertThrows(ArgumentException.class, () -> resolver.resolve(nameless));
        assertEquals("requirements: a name is null", refused.getMessage());
        assertThrows(ArgumentException.class, () -> builder.lock(nameless));
    }

    @Test
    void theOrderOfAMapIsNoPartOfTheQuestion() {
        var forward = new LinkedHashMap<String, Object>();
        forward.put("app", "^1");
        forward.put("core", VersionRange.parse("^1.1"));
        forward.put("old", new StringBuilder("*"));
        var backward = new LinkedHashMap<String, Object>();
        var names = new ArrayList<>(forward.keySet());
        Collections.reverse(names);
        names.forEach(name -> backward.put(name, forward.get(name)));
        assertEquals(forward, backward);
        assertNotEquals(List.copyOf(forward.keySet()), List.copyOf(backward.keySet()));
        Resolution one = resolver.resolve(forward);
        assertTrue(one.feasible());
        Resolution other = resolver.resolve(backward);
        assertEquals(one.certificate().orElseThrow(), other.certificate().orElseThrow());
        assertEquals(one, other);
    }

    @Test
    void manyAnswersAreTheSingleOnes() {
        var requests = new ArrayList<List<Requirement>>();
        for (int i = 0; i < 10_000; i++) {
            requests.add(
                    switch (i % 4) {
                        case 0 -> List.of(new Requirement("app", "^1." + i % 3));
                        case 1 -> List.of(new Requirement("core", VersionRange.parse("" + i % 5)));
                        case 2 -> List.of(new Requirement("old", "*"), new Requirement("new", "*"));
                        default -> List.of(new Requirement("app", "v" + i % 7));
                    });
        }
        var heard = new ArrayList<Progress>();
        var options = ResolveOptions.builder().certificate(false);
        var single = options.build();
        var outcomes = resolver.resolveMany(requests, options.progress(heard::add).build());
        assertEquals(requests.size(), outcomes.size());
        for (int i = 0; i < requests.size(); i++) {
            List<Requirement> request = requests.get(i);
            ResolveOutcome outcome = outcomes.get(i);
            if (i % 4 == 3) {
                assertEquals(Optional.empty(), outcome.resolution());
                assertEquals(Code.RANGE, outcome.error().orElseThrow().code());
                assertInstanceOf(VersionException.class, outcome.error().orElseThrow());
                assertThrows(VersionException.class, outcome::get);
            } else {
                assertEquals(resolver.resolve(request, single), outcome.get());
            }
        }
        Progress last = heard.get(heard.size() - 1);
        assertEquals("resolve", last.phase());
        assertEquals(10_000, last.done());
        assertEquals(List.of(), resolver.resolveMany(List.of()));
    }

    @Test
    void callsCanBeStopped() throws Exception {
        var op = new Op();
        op.cancel();
        var stopped = ResolveOptions.builder().op(op).build();
        List<Requirement> one = List.of(new Requirement("app", "*"));
        assertThrows(CancelledException.class, () -> resolver.resolve("app", "*", stopped));
        assertThrows(CancelledException.class, () -> resolver.resolveMany(List.of(one), stopped));
        var late = ResolveOptions.builder().timeout(Duration.ofNanos(1)).build();
        assertThrows(DeadlineExceededException.class, () -> resolver.resolve("app", "*", late));
        var future = resolver.resolveAsync(one, stopped);
        assertThrows(CancellationException.class, future::join);
        Thread.currentThread().interrupt();
        assertThrows(CancelledException.class, () -> resolver.resolve("app", "*"));
        assertTrue(Thread.interrupted());
        var listener =
                ResolveOptions.builder()
                        .progress(
                                p -> {
                                    throw new IllegalStateException("enough");
                                })
                        .build();
        assertThrows(
                IllegalStateException.class, () -> resolver.resolveMany(List.of(one), listener));
        assertThrows(IllegalStateException.class, () -> resolver.resolve(one, listener));
    }

    @Test
    void asynchronousCallsGiveTheSame() throws Exception {
        List<Requirement> one = List.of(new Requirement("app", "*"));
        Resolution found = resolver.resolve("app", "*");
        assertEquals(found, resolver.resolveAsync("app", "*").get());
        var executor = Executors.newSingleThreadExecutor();
        try {
            var options = ResolveOptions.builder().executor(executor).build();
            assertEquals(found, resolver.resolveAsync(one, options).get());
            var many = resolver.resolveManyAsync(List.of(one, one), options).get();
            assertEquals(List.of(found, found), many.stream().map(ResolveOutcome::get).toList());
        } finally {
            executor.shutdown();
        }
    }

    @Test
    void aResolverOutlivesItsRegistryAndRefusesOnceClosed() throws Exception {
        Resolver left;
        try (var registry = new Registry(folder.resolve("reg.ndjson"))) {
            left = registry.resolver(Policy.DEFAULT);
        }
        assertTrue(left.resolve("app", "*").feasible());
        left.close();
        left.close();
        var closed = assertThrows(StateException.class, () -> left.resolve("app", "*"));
        assertEquals(Code.CLOSED, closed.code());
        assertThrows(StorageException.class, () -> new Resolver(folder.resolve("missing")));
        Path broken = Files.writeString(folder.resolve("broken.ndjson"), "{}\n");
        assertThrows(FormatException.class, () -> new Resolver(broken));
    }
}
