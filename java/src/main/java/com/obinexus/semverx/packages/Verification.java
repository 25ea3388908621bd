package com.obinexus.semverx.packages;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.JsonText;
import java.util.List;

/**
 * What {@link Package#verify()} found.
 *
 * @param status the worst component's state; container damage alone is {@link Status#HEALABLE}
 * @param coherence intact parts / all parts, as received
 * @param coherenceHealed the same after each part mended itself
 * @param threshold 0.954
 * @param containerIntact true when the zip directory, the manifest copy and all local headers are
 *     as packed
 * @param components one row per component, in package order, the manifest's own last in each
 *     volume
 * @param bytes bytes of the package as received
 * @param seconds time taken
 */
public record Verification(
        Status status,
        double coherence,
        double coherenceHealed,
        double threshold,
        boolean containerIntact,
        List<ComponentReport> components,
        long bytes,
        double seconds) {
    static Verification of(Fields fields) {
        return new Verification(
                Status.of(fields.text("status")),
                fields.number("coherence"),
                fields.number("coherence_healed"),
                fields.number("threshold"),
                fields.flag("container_intact"),
                fields.list("components", ComponentReport::of),
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
