package com.obinexus.semverx;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.JsonText;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * All about one version.
 *
 * @param source its source
 * @param name the package
 * @param version the version
 * @param compact its shortest text
 * @param deps what it needs: names and ranges, as published
 * @param yanked whether it was withdrawn
 * @param fault its fault level
 * @param faultName the level's name
 * @param faultState the level's band
 * @param sha256 SHA-256 of the package file in hexadecimal
 * @param published when it was published, in seconds since 1970
 * @param hash value hash of the entry in hexadecimal: what the trees hold; empty for a locked
 *     version that the registry has no more
 */
public record EntryReport(
        String source,
        String name,
        Version version,
        String compact,
        Map<String, String> deps,
        boolean yanked,
        FaultLevel fault,
        String faultName,
        FaultState faultState,
        Optional<String> sha256,
        OptionalLong published,
        String hash) {
    static EntryReport of(Fields fields) {
        return of(fields, Version.parse(fields.text("version")));
    }

    static EntryReport of(Fields fields, Version version) {
        return new EntryReport(
                fields.text("source"),
                fields.text("name"),
                version,
                fields.text("compact"),
                fields.textsByName("deps"),
                fields.flag("yanked"),
                FaultLevel.of(fields.small("fault")),
                fields.text("fault_name"),
                FaultState.valueOf(fields.text("fault_state")),
                fields.textIfAny("sha256"),
                fields.countIfAny("published"),
                fields.text("hash"));
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
