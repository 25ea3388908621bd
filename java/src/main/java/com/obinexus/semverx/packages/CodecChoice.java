package com.obinexus.semverx.packages;

import java.util.Locale;

/** Which codec packing uses. */
public enum CodecChoice {
    /** Per component: brotli when smaller, else Huffman, else stored. The default. */
    AUTO,
    /** Canonical Huffman: every part decodes alone. */
    HUFFMAN,
    /** Brotli over each component. */
    BROTLI,
    /** No compression. */
    STORED;

    /**
     * The name that every language uses.
     *
     * @return as in {@code auto}
     */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
