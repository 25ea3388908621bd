package com.obinexus.semverx.packages;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.JsonText;
import java.util.List;

/**
 * What unpacking did.
 *
 * @param files regular files written, the damaged ones included
 * @param directories folders made
 * @param links symbolic and hard links made
 * @param bytes bytes of file content written
 * @param mendedParts parts that mended themselves
 * @param rebuiltParts parts rebuilt from others
 * @param coherence coherence as received, over the components that were read
 * @param coherenceHealed the same after each part mended itself
 * @param damage files with lost ranges; only with best effort
 * @param warnings what was skipped, and why
 * @param seconds time taken
 */
public record UnpackReport(
        long files,
        long directories,
        long links,
        long bytes,
        long mendedParts,
        long rebuiltParts,
        double coherence,
        double coherenceHealed,
        List<Damage> damage,
        List<String> warnings,
        double seconds) {
    static UnpackReport of(Fields fields) {
        return new UnpackReport(
                fields.count("files"),
                fields.count("directories"),
                fields.count("links"),
                fields.count("bytes"),
                fields.count("mended_parts"),
                fields.count("rebuilt_parts"),
                fields.number("coherence"),
                fields.number("coherence_healed"),
                fields.list("damage", Damage::of),
                fields.texts("warnings"),
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
