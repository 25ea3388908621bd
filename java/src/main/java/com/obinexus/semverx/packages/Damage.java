package com.obinexus.semverx.packages;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.JsonText;
import java.util.List;

/**
 * A file with lost ranges.
 *
 * @param path the file (written as {@code PATH.damaged})
 * @param ranges the lost ranges of the file
 */
public record Damage(
        String path,
        List<ByteRange> ranges) {
    static Damage of(Fields fields) {
        return new Damage(
                fields.text("path"),
                fields.pairs("ranges", ByteRange::of));
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
