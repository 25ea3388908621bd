package com.obinexus.semverx;

import com.obinexus.semverx.internal.Fields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Reports that hold a version each, all of which are read in one call. */
final class VersionRows {
    private VersionRows() {}

    /** The reports in a JSON array; each has its version's text in the field {@code version}. */
    static <T> List<T> read(byte[] json, BiFunction<Fields, Version, T> make) {
        return of(Fields.readList(json, Function.identity()), make);
    }

    static <T> List<T> of(List<Fields> rows, BiFunction<Fields, Version, T> make) {
        Map<String, Version> versions =
                byText(rows.stream().map(row -> row.text("version")).toList());
        var made = new ArrayList<T>(rows.size());
        rows.forEach(row -> made.add(make.apply(row, versions.get(row.text("version")))));
        return List.copyOf(made);
    }

    /** Versions by their texts. */
    static Map<String, Version> byText(List<String> texts) {
        Set<String> different = new HashSet<>(texts);
        var versions = new HashMap<String, Version>();
        Version.parseAll(different).forEach(version -> versions.put(version.toString(), version));
        return versions;
    }
}
