package com.obinexus.semverx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults and gates. */
class GuardTest {
    private static final String SUM = "ab".repeat(32);
    private static final Instant NOW = Instant.ofEpochSecond(1000);

    private Registry registry;

    @BeforeEach
    void open() {
        registry = Registry.fromLines(Shelf.LINES, RegistryOptions.builder().clock(NOW).build());
    }

    @AfterEach
    void close() {
        registry.close();
    }

    private void publish(String name, String version, int fault) {
        registry.publish(
                Map.of("name", name, "version", version, "deps", Map.of(), "fault", fault));
    }

    @Test
    void everyLevelAsksForWhatTheLibrarySays() {
        for (FaultLevel level : FaultLevel.values()) {
            String version = "3." + level.level() + ".0";
            publish("app", version, Math.min(level.level(), 6));
            FaultReport report = registry.handleFault("app", version, level.level());
            assertEquals(level, report.fault());
            assertEquals(level.state(), report.faultState());
            assertEquals(level.action(), report.action());
            assertEquals(level.freezes(), report.frozen());
            assertEquals(level.rollsBack(), report.rolledBackTo().isPresent(), level::toString);
        }
    }

    @Test
    void aFaultOnlyRises() {
        Version version = Version.parse("1.1.0");
        FaultReport report = registry.handleFault("core", version, FaultCause.ADVISORY_HIGH);
        assertEquals(FaultLevel.CLEAN, report.before());
        assertEquals(FaultLevel.MEDIUM_HIGH_DANGER, report.fault());
        assertEquals(RecoveryAction.REQUEST_MANUAL_REVIEW, report.action());
        assertEquals(OptionalLong.empty(), report.rolledBackTo());
        assertEquals(2, report.snapshot().seq());
        assertEquals(2, registry.handleFault("core", version, 3).snapshot().seq());
        assertEquals(
                List.of(version), registry.faults(6).stream().map(VersionFault::version).toList());
        assertEquals(2, registry.faults().size());
        assertEquals(8, registry.faults(0).size());
        for (int none : List.of(-1, 18)) {
            assertThrows(ArgumentException.class, () -> registry.faults(none));
            assertThrows(
                    ArgumentException.class, () -> registry.handleFault("core", version, none));
        }
    }

    @Test
    void aBrokenPackageGoesBack() {
        publish("core", "1.5.0", 7);
        FaultReport report = registry.handleFault("core", "1.5.0", FaultCause.HASH_MISMATCH);
        assertEquals(OptionalLong.of(1), report.rolledBackTo());
        assertEquals(List.of(Version.parse("1.5.0")), report.undone());
        var gone =
                assertThrows(
                        RegistryException.class, () -> registry.handleFault("core", "1.5.0", 13));
        assertEquals(Code.EXISTS, gone.code());
    }

    @Test
    void causesHaveLevels() {
        assertEquals(Optional.empty(), FaultCause.of(FaultLevel.CLEAN));
        for (FaultCause cause : FaultCause.values()) {
            assertEquals(Optional.of(cause), FaultCause.of(cause.level()));
        }
        assertEquals("store_broken", FaultCause.of(FaultLevel.SYSTEM_PANIC).orElseThrow().toString());
    }

    @Test
    void gatesSayWhatIsCertain() {
        GateReport report = registry.gate("core", Version.parse("1.1.0"));
        assertEquals(GateOutcome.VALID, report.outcome());
        assertEquals(
                List.of(Gate.values()), report.gates().stream().map(GateCheck::gate).toList());
        var other = GateOptions.builder().sha256("cd".repeat(32)).coherence(1000).now(NOW);
        report = registry.gate("core", Version.parse("1.1.0"), other.build());
        assertEquals(GateVerdict.INCOHERENT, report.verdict(Gate.INTEGRITY));
        report = registry.gate("cor", "1.1.0");
        assertEquals(List.of("core"), report.near());
        assertFalse(report.proof().orElseThrow().present());
        assertEquals(GateVerdict.INSUFFICIENT, report.verdict(Gate.EXISTENCE));
        var hidden = GateOptions.builder().mayList(false).build();
        assertEquals(Optional.empty(), registry.gate("core", "1.1.0", hidden).proof());
        assertEquals(GateOutcome.INCOHERENT, registry.gate("Core!", "one").outcome());
    }

    @Test
    void optionsOfGatesThatCannotBe() {
        var options = GateOptions.builder();
        assertThrows(ArgumentException.class, () -> options.coherence(1001));
        assertThrows(ArgumentException.class, () -> options.guardedDependents(-1));
        assertThrows(ArgumentException.class, () -> options.now(Instant.EPOCH.minusSeconds(1)));
        var wrong = options.sha256("abc").build();
        assertThrows(ArgumentException.class, () -> registry.gate("core", "1.1.0", wrong));
    }

    @Test
    void gatesOfAPublish() {
        var entry = Map.of("name", "cora", "version", "1.0.0", "deps", Map.of(), "sha256", SUM);
        assertEquals(GateOutcome.VALID, registry.gatePublish(entry).outcome());
        var guarded = GateOptions.builder().guardedDependents(1).build();
        GateReport report = registry.gatePublish(entry, guarded);
        assertEquals(List.of("core"), report.near());
        assertEquals(GateVerdict.INSUFFICIENT, report.verdict(Gate.NEAR_NAME));
        assertEquals(GateOutcome.INCOHERENT, registry.gatePublish("no line").outcome());
    }

    @Test
    void gatesRefuseOnlyWhereTheyMay() {
        var wild = Map.of("name", "wild", "version", "1.0.0.experimental", "deps", Map.of());
        Receipt receipt = registry.publish(wild);
        assertEquals(GateOutcome.INCOHERENT, receipt.gates().orElseThrow().outcome());
        assertEquals(Optional.empty(), registry.yank("core", "1.0.0").gates());
        var options = RegistryOptions.builder().gated(true).build();
        try (var gated = Registry.fromLines(Shelf.LINES, options)) {
            var refused =
                    assertThrows(ResolutionException.class, () -> gated.publish(wild));
            assertEquals(Code.GATE, refused.code());
            assertEquals("INCOHERENT", refused.details().get("outcome"));
            assertTrue(refused.getMessage().contains("rights"), refused::getMessage);
        }
    }
}
