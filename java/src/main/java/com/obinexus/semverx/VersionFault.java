package com.obinexus.semverx;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.JsonText;

/**
 * A version that something is known against.
 *
 * @param name the package
 * @param version its version
 * @param fault its fault level
 * @param faultName the level's name
 * @param faultState the level's band
 * @param action what the level asks for
 * @param frozen whether the version is frozen: nothing that runs is swapped to it
 */
public record VersionFault(
        String name,
        Version version,
        FaultLevel fault,
        String faultName,
        FaultState faultState,
        RecoveryAction action,
        boolean frozen) {
    static VersionFault of(Fields fields, Version version) {
        return new VersionFault(
                fields.text("name"),
                version,
                FaultLevel.of(fields.small("fault")),
                fields.text("fault_name"),
                FaultState.valueOf(fields.text("fault_state")),
                RecoveryAction.valueOf(fields.text("action")),
                fields.flag("frozen"));
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
