package com.obinexus.semverx;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.JsonText;
import java.util.List;
import java.util.Map;

/**
 * An answer that is about to become a lock.
 *
 * @param requirements what the project asks for: names and ranges
 * @param packages every package chosen, by label
 * @param installs labels of those that come
 * @param updates labels of those that change their version
 * @param removes labels of those that go
 */
public record Proposal(
        Map<String, String> requirements,
        List<EntryReport> packages,
        List<String> installs,
        List<String> updates,
        List<String> removes) {
    static Proposal of(Fields fields) {
        return new Proposal(
                fields.textsByName("requirements"),
                VersionRows.of(fields.list("packages", one -> one), EntryReport::of),
                fields.texts("installs"),
                fields.texts("updates"),
                fields.texts("removes"));
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
