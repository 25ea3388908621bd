package com.obinexus.semverx.packages;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.JsonText;

/**
 * What healing did.
 *
 * @param mendedBytes bytes that differ between the package as received and as written
 * @param mendedParts parts that mended themselves
 * @param rebuiltParts parts rebuilt from others
 * @param coherenceBefore coherence as received
 * @param coherenceAfter coherence as written: 1
 * @param bytes bytes written
 * @param seconds time taken
 */
public record HealReport(
        long mendedBytes,
        long mendedParts,
        long rebuiltParts,
        double coherenceBefore,
        double coherenceAfter,
        long bytes,
        double seconds) {
    static HealReport of(Fields fields) {
        return new HealReport(
                fields.count("mended_bytes"),
                fields.count("mended_parts"),
                fields.count("rebuilt_parts"),
                fields.number("coherence_before"),
                fields.number("coherence_after"),
                fields.count("bytes"),
                fields.number("seconds"));
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
