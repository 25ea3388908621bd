package com.obinexus.semverx.packages;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.JsonText;
import java.util.List;

/**
 * The state of one component.
 *
 * @param name as in {@code diram-component-0.bin}
 * @param kind {@code component}, {@code service}, {@code operation}, {@code division}, {@code
 *     country} or {@code manifest}
 * @param volume volume
 * @param id number within volume and kind
 * @param status its state
 * @param parts parts in all
 * @param intact parts received exactly as packed
 * @param mended damaged parts that mend themselves
 * @param lost the numbers of the parts that are gone
 * @param recoverable how many lost parts the parity can give back
 * @param coherence intact / all
 * @param coherenceHealed (intact + mended) / all
 */
public record ComponentReport(
        String name,
        String kind,
        int volume,
        int id,
        Status status,
        int parts,
        int intact,
        int mended,
        List<Integer> lost,
        int recoverable,
        double coherence,
        double coherenceHealed) {
    static ComponentReport of(Fields fields) {
        return new ComponentReport(
                fields.text("name"),
                fields.text("kind"),
                fields.small("volume"),
                fields.small("id"),
                Status.of(fields.text("status")),
                fields.small("parts"),
                fields.small("intact"),
                fields.small("mended"),
                fields.smalls("lost"),
                fields.small("recoverable"),
                fields.number("coherence"),
                fields.number("coherence_healed"));
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
