package com.obinexus.semverx;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.JsonText;
import java.util.OptionalLong;

/**
 * A version in a list of them.
 *
 * @param version the version
 * @param compact its shortest text
 * @param stable whether it is stable and has no tail
 * @param yanked whether it was withdrawn
 * @param fault its fault level
 * @param faultState the level's band
 * @param published when it was published, in seconds since 1970
 */
public record VersionEntry(
        Version version,
        String compact,
        boolean stable,
        boolean yanked,
        FaultLevel fault,
        FaultState faultState,
        OptionalLong published) {
    static VersionEntry of(Fields fields, Version version) {
        return new VersionEntry(
                version,
                fields.text("compact"),
                fields.flag("stable"),
                fields.flag("yanked"),
                FaultLevel.of(fields.small("fault")),
                FaultState.valueOf(fields.text("fault_state")),
                fields.countIfAny("published"));
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
