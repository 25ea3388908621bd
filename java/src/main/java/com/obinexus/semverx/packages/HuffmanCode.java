package com.obinexus.semverx.packages;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.JsonText;

/**
 * The code of one symbol.
 *
 * @param symbol the byte, 0 to 255
 * @param length bits, 1 to 15
 * @param code the code, its first bit the most significant of the length
 */
public record HuffmanCode(
        int symbol,
        int length,
        int code) {
    static HuffmanCode of(Fields fields) {
        return new HuffmanCode(
                fields.small("symbol"),
                fields.small("length"),
                fields.small("code"));
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
