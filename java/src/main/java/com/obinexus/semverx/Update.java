package com.obinexus.semverx;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.JsonKey;
import com.obinexus.semverx.internal.JsonText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One thing that happened to a version of a package.
 *
 * @param name the package it is about; {@code package} in JSON
 * @param oldVersion the highest version that was present below a new one
 * @param version the version it is about
 * @param kind what happened
 * @param seq the snapshot in which it happened
 * @param index which of the package's updates in that snapshot, from 0
 * @param fault the version's fault level
 * @param dependents the packages affected by a mandatory update, ascending; else empty
 * @param fix the version of the same package to go to; only of a mandatory update
 * @param merged how many earlier updates it stands for besides itself
 */
public record Update(
        @JsonKey("package") String name,
        Optional<Version> oldVersion,
        Version version,
        UpdateKind kind,
        long seq,
        long index,
        FaultLevel fault,
        List<String> dependents,
        Optional<Version> fix,
        long merged) {
    static Update of(Fields fields) {
        Optional<String> before = fields.textIfAny("old_version");
        Optional<String> fix = fields.textIfAny("fix");
        String version = fields.text("version");
        Map<String, Version> versions =
                VersionRows.byText(
                        Stream.of(before, Optional.of(version), fix)
                                .flatMap(Optional::stream)
                                .toList());
        return new Update(
                fields.text("package"),
                before.map(versions::get),
                versions.get(version),
                UpdateKind.valueOf(fields.text("kind").toUpperCase(Locale.ROOT)),
                fields.count("seq"),
                fields.count("index"),
                FaultLevel.of(fields.small("fault")),
                fields.texts("dependents"),
                fix.map(versions::get),
                fields.count("merged"));
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
