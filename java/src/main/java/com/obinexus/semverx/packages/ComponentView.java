package com.obinexus.semverx.packages;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.JsonText;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A component as the original specification shows it.
 *
 * @param name as in {@code diram-component-0.bin}
 * @param kind its kind
 * @param volume its volume
 * @param componentId its number within volume and kind
 * @param totalSize decoded bytes; empty when the manifest is gone
 * @param codec how its bytes are coded: {@code stored}, {@code huffman} or {@code brotli};
 *     empty when the manifest is gone
 * @param numParts parts, parity included
 * @param dataParts parts without parity
 * @param sha256 SHA-256 of the decoded bytes, hex
 * @param parts every part
 * @param recovery how much may be lost
 */
public record ComponentView(
        String name,
        String kind,
        int volume,
        int componentId,
        OptionalLong totalSize,
        Optional<String> codec,
        int numParts,
        int dataParts,
        String sha256,
        List<PartView> parts,
        RecoveryView recovery) {
    static ComponentView of(Fields fields) {
        return new ComponentView(
                fields.text("name"),
                fields.text("kind"),
                fields.small("volume"),
                fields.small("component_id"),
                fields.countIfAny("total_size"),
                fields.textIfAny("codec"),
                fields.small("num_parts"),
                fields.small("data_parts"),
                fields.text("sha256"),
                fields.list("parts", PartView::of),
                RecoveryView.of(fields.fields("recovery")));
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
