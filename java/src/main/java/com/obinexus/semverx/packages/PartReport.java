package com.obinexus.semverx.packages;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.JsonText;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a lone part says about itself.
 *
 * @param recoveryCapability intact 32-byte columns / all columns: 1.0 for an intact part, 0.0 for
 *     noise
 * @param intact true when the part is exactly as packed
 * @param mendable true when {@link Packages#healPart} gives it back
 * @param partNumber its number, when it is intact or mendable
 * @param totalParts parts of its component, likewise
 * @param dataParts data parts of its component, likewise
 * @param kind kind of its component, likewise
 * @param componentId number of its component, likewise
 * @param volume volume of its component, likewise
 */
public record PartReport(
        double recoveryCapability,
        boolean intact,
        boolean mendable,
        OptionalInt partNumber,
        OptionalInt totalParts,
        OptionalInt dataParts,
        Optional<String> kind,
        OptionalInt componentId,
        OptionalInt volume) {
    static PartReport of(Fields fields) {
        return new PartReport(
                fields.number("recovery_capability"),
                fields.flag("intact"),
                fields.flag("mendable"),
                fields.smallIfAny("part_number"),
                fields.smallIfAny("total_parts"),
                fields.smallIfAny("data_parts"),
                fields.textIfAny("kind"),
                fields.smallIfAny("component_id"),
                fields.smallIfAny("volume"));
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
