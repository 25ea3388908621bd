package com.obinexus.semverx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PolicyTest {
    /** Every key, none with its default. */
    private static final String FULL =
            "{\"allow_experimental\":false,\"allow_legacy\":true,\"allow_prerelease\":true,"
                    + "\"auto_update\":\"off\",\"budget\":7,\"lines\":\"major\",\"max_fault\":17,"
                    + "\"max_update_rate\":0,\"min_release_age\":60,"
                    + "\"overrides\":{\"a\":\"^1 || 2.*.*.experimental\"},"
                    + "\"sources\":{\"@b/*\":\"remote\",\"c\":\"local\"},\"strict\":true}";

    private static Policy full() {
        return Policy.builder()
                .allowExperimental(false)
                .allowLegacy(true)
                .allowPrerelease(true)
                .autoUpdate(Policy.AutoUpdate.OFF)
                .budget(7)
                .lines(Policy.Lines.MAJOR)
                .maxFault(FaultLevel.SYSTEM_PANIC)
                .maxUpdateRate(0)
                .minReleaseAge(Duration.ofMillis(59_001))
                .override("a", "semverx:^1||2.*.*.{exp}")
                .source("c", "local")
                .source("@b/*", "remote")
                .strict(true)
                .build();
    }

    @Test
    void everyKeyCrossesTheBorder() throws Exception {
        Policy policy = full();
        assertEquals(FULL, policy.toJson());
        assertEquals(policy, Policy.fromJson(FULL));
        assertEquals(policy.hashCode(), Policy.fromJson(FULL).hashCode());
        assertEquals(policy, Saving.there(policy));
        assertEquals(Optional.of(false), policy.allowExperimental());
        assertEquals(Optional.of(true), policy.allowLegacy());
        assertTrue(policy.allowPrerelease());
        assertEquals(Policy.AutoUpdate.OFF, policy.autoUpdate());
        assertEquals(7, policy.budget());
        assertEquals(Optional.of(Policy.Lines.MAJOR), policy.lines());
        assertEquals(FaultLevel.SYSTEM_PANIC, policy.maxFault());
        assertEquals(0, policy.maxUpdateRate());
        assertEquals(Optional.of(Duration.ofMinutes(1)), policy.minReleaseAge());
        assertEquals(
                Map.of("a", VersionRange.parse("^1 || 2.*.*.experimental")), policy.overrides());
        assertEquals(Map.of("@b/*", "remote", "c", "local"), policy.sources());
        assertTrue(policy.strict());
        assertThrows(UnsupportedOperationException.class, () -> policy.sources().clear());
        assertThrows(UnsupportedOperationException.class, () -> policy.overrides().clear());
    }

    @Test
    void defaultsAreTheLibrarysOwn() throws Exception {
        Policy policy = Policy.builder().build();
        assertEquals(Policy.DEFAULT, policy);
        assertEquals(Policy.DEFAULT, Policy.fromJson(" { } "));
        assertEquals(Policy.DEFAULT, Saving.there(Policy.DEFAULT));
        assertNotEquals(Policy.DEFAULT, full());
        assertEquals("{}", policy.toJson());
        assertEquals(Optional.empty(), policy.allowExperimental());
        assertEquals(Optional.empty(), policy.allowLegacy());
        assertEquals(Optional.empty(), policy.lines());
        assertEquals(Optional.empty(), policy.minReleaseAge());
        assertFalse(policy.allowPrerelease());
        assertFalse(policy.strict());
        // What is said again leaves no trace, if Java's defaults are those of the library.
        Policy said =
                Policy.builder()
                        .allowPrerelease(policy.allowPrerelease())
                        .autoUpdate(policy.autoUpdate())
                        .budget(policy.budget())
                        .maxFault(policy.maxFault())
                        .maxUpdateRate(policy.maxUpdateRate())
                        .strict(policy.strict())
                        .build();
        assertEquals("{}", said.toJson());
    }

    @Test
    void wrongPoliciesSayWhatToWrite() {
        var unknown =
                assertThrows(
                        RegistryException.class,
                        () -> Policy.fromJson("{\"allow_experimentel\":true}"));
        assertEquals(Code.POLICY, unknown.code());
        assertEquals("write allow_experimental", unknown.hint());
        for (Policy.Builder wrong :
                List.of(
                        Policy.builder().maxFault(18),
                        Policy.builder().budget(-1),
                        Policy.builder().maxUpdateRate(1L << 40),
                        Policy.builder().minReleaseAge(Duration.ofSeconds(-1)),
                        Policy.builder().minReleaseAge(Duration.ofSeconds(Long.MAX_VALUE, 1)),
                        Policy.builder().source("", "live"),
                        Policy.builder().source("a", null),
                        Policy.builder().override("a", "v1"))) {
            var refused = assertThrows(RegistryException.class, wrong::build);
            assertEquals(Code.POLICY, refused.code());
            assertFalse(refused.hint().isEmpty());
        }
    }

    @Test
    void faultsLieInBands() {
        int[] counts = new int[FaultState.values().length];
        for (FaultLevel level : FaultLevel.values()) {
            assertEquals(level, FaultLevel.of(level.level()));
            counts[level.state().ordinal()]++;
        }
        assertEquals(List.of(1, 5, 6, 6), Arrays.stream(counts).boxed().toList());
        assertEquals(FaultState.DANGER, FaultLevel.CRITICAL_DANGER.state());
        assertEquals(12, FaultLevel.LOW_PANIC.level());
        for (int wrong : new int[] {-1, 18}) {
            var refused = assertThrows(ArgumentException.class, () -> FaultLevel.of(wrong));
            assertEquals(Code.LIMIT, refused.code());
        }
    }
}
