package com.obinexus.semverx;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.JsonText;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A name found.
 *
 * @param name the package
 * @param best its highest stable version, if it has one that is neither yanked nor at fault level 6
 *     or higher
 */
public record SearchHit(String name, Optional<Version> best) {
    static List<SearchHit> read(byte[] json) {
        List<Fields> rows = Fields.readList(json, Function.identity());
        var versions =
                VersionRows.byText(
                        rows.stream().flatMap(row -> row.textIfAny("best").stream()).toList());
        return rows.stream()
                .map(
                        row ->
                                new SearchHit(
                                        row.text("name"), row.textIfAny("best").map(versions::get)))
                .toList();
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
