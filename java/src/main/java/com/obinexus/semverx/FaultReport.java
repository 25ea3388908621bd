package com.obinexus.semverx;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.JsonText;
import java.util.List;
import java.util.OptionalLong;

/**
 * What was done about a fault.
 *
 * @param name the package
 * @param version its version
 * @param before its fault level before
 * @param fault its fault level now: the higher of the one before and the one found
 * @param faultState the level's band
 * @param action what the level asks for
 * @param frozen whether the version is frozen: nothing that runs is swapped to it
 * @param rolledBackTo the snapshot that the version went back to, where it was not there; empty if it stayed
 * @param undone the versions undone by that, ascending
 * @param snapshot the newest snapshot: a new one if anything changed
 */
public record FaultReport(
        String name,
        Version version,
        FaultLevel before,
        FaultLevel fault,
        FaultState faultState,
        RecoveryAction action,
        boolean frozen,
        OptionalLong rolledBackTo,
        List<Version> undone,
        SnapshotReport snapshot) {
    static FaultReport of(Fields fields) {
        return new FaultReport(
                fields.text("name"),
                Version.parse(fields.text("version")),
                FaultLevel.of(fields.small("before")),
                FaultLevel.of(fields.small("fault")),
                FaultState.valueOf(fields.text("fault_state")),
                RecoveryAction.valueOf(fields.text("action")),
                fields.flag("frozen"),
                fields.countIfAny("rolled_back_to"),
                Version.parseAll(fields.texts("undone")),
                SnapshotReport.of(fields.fields("snapshot")));
    }

    /**
     * This report as JSON, with the keys that every language uses.
     *
     * @return an object
     */
    public String toJson() {
        return JsonText.of(this);
    }
}
