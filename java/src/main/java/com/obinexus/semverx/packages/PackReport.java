package com.obinexus.semverx.packages;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.JsonText;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What packing did.
 *
 * @param name package name
 * @param version package version
 * @param tag the package tag, 6 hex digits
 * @param inputBytes bytes of content read
 * @param outputBytes bytes of the package
 * @param overhead {@code outputBytes / inputBytes - 1}: negative when compression won; empty for
 *     empty input
 * @param components components, the manifest's included
 * @param parts parts, parity included
 * @param parityParts parity parts
 * @param volumes volumes
 * @param files files packed
 * @param warnings what was skipped, and why
 * @param seconds time taken
 */
public record PackReport(
        String name,
        String version,
        String tag,
        long inputBytes,
        long outputBytes,
        OptionalDouble overhead,
        long components,
        long parts,
        long parityParts,
        int volumes,
        long files,
        List<String> warnings,
        double seconds) {
    static PackReport of(Fields fields) {
        return new PackReport(
                fields.text("name"),
                fields.text("version"),
                fields.text("tag"),
                fields.count("input_bytes"),
                fields.count("output_bytes"),
                fields.numberIfAny("overhead"),
                fields.count("components"),
                fields.count("parts"),
                fields.count("parity_parts"),
                fields.small("volumes"),
                fields.count("files"),
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
