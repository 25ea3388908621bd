package com.obinexus.semverx.packages;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.JsonText;
import java.util.Optional;

/**
 * A part as the original specification shows it.
 *
 * @param filename its path in the zip
 * @param partNumber its number
 * @param partSize its bytes, header and footer included
 * @param huffmanTree the code lengths (128 bytes, hex); empty when the part has none or is lost
 * @param sha256Checksum the first 8 bytes of its SHA-256, hex; empty when the part and the
 *     manifest are lost
 */
public record PartView(
        String filename,
        int partNumber,
        long partSize,
        Optional<String> huffmanTree,
        Optional<String> sha256Checksum) {
    static PartView of(Fields fields) {
        return new PartView(
                fields.text("filename"),
                fields.small("part_number"),
                fields.count("part_size"),
                fields.textIfAny("huffman_tree"),
                fields.textIfAny("sha256_checksum"));
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
