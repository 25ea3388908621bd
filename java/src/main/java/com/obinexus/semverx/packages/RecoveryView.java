package com.obinexus.semverx.packages;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.JsonText;
import java.util.List;

/**
 * How much of a component may be lost.
 *
 * @param parityParts the numbers of the parity parts
 * @param recoveryThreshold 0.954
 */
public record RecoveryView(
        List<Integer> parityParts,
        double recoveryThreshold) {
    static RecoveryView of(Fields fields) {
        return new RecoveryView(
                fields.smalls("parity_parts"),
                fields.number("recovery_threshold"));
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
