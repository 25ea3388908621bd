package com.obinexus.semverx.internal;

import com.obinexus.semverx.Code;
import com.obinexus.semverx.DiramException;
import com.obinexus.semverx.Version;
import java.util.Collection;
import java.util.Map;

/**
 * Many texts as they cross the border at once.
 *
 * @param joined their UTF-8, one after the other
 * @param ends where each ends in {@code joined}
 */
public record Texts(byte[] joined, int[] ends) {
    /**
     * Versions, in their order.
     *
     * @param versions each a {@link Version} or text
     * @return their texts
     */
    public static Texts ofVersions(Collection<?> versions) {
        var texts = new byte[versions.size()][];
        var ends = new int[versions.size()];
        int count = 0;
        int total = 0;
        for (Object version : versions) {
            texts[count] = Text.encode("versions", textOf(version, count));
            total = Math.addExact(total, texts[count].length);
            ends[count] = total;
            count++;
        }
        var joined = new byte[total];
        for (int i = 0; i < count; i++) {
            System.arraycopy(texts[i], 0, joined, ends[i] - texts[i].length, texts[i].length);
        }
        return new Texts(joined, ends);
    }

    private static String textOf(Object version, int index) {
        if (version instanceof Version || version instanceof CharSequence) {
            return version.toString();
        }
        throw DiramException.of(
                Code.ARGUMENT,
                "versions: element " + index + " is " + described(version),
                "give a Version or text",
                Map.of("argument", "versions", "index", (long) index));
    }

    /** What was given where text was wanted. */
    static String described(Object value) {
        return value == null ? "null" : "a " + value.getClass().getName();
    }
}
