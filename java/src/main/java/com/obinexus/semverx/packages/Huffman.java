package com.obinexus.semverx.packages;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.Native;
import java.util.List;
import java.util.Objects;

/** The canonical Huffman codec by itself. */
public final class Huffman {
    private static final long DEFAULT_MAX_OUTPUT = 1L << 30;

    private Huffman() {}

    /**
     * Encodes bytes.
     *
     * @param data the bytes
     * @return the coded form, which {@link #decode(byte[])} reads
     */
    public static byte[] encode(byte[] data) {
        return Native.huffmanEncode(Objects.requireNonNull(data, "data"));
    }

    /**
     * Decodes to at most 1 GiB.
     *
     * @param coded what {@link #encode} gave
     * @return the bytes
     */
    public static byte[] decode(byte[] coded) {
        return decode(coded, DEFAULT_MAX_OUTPUT);
    }

    /**
     * Decodes to at most {@code maxOutput} bytes.
     *
     * @param coded what {@link #encode} gave
     * @param maxOutput the limit; more is a {@link com.obinexus.semverx.FormatException} with code
     *     OUTPUT_LIMIT
     * @return the bytes
     */
    public static byte[] decode(byte[] coded, long maxOutput) {
        return Native.huffmanDecode(Objects.requireNonNull(coded, "coded"), maxOutput);
    }

    /**
     * The codes that {@link #encode} would use.
     *
     * @param data the bytes
     * @return one code for each byte value that occurs, by value
     */
    public static List<HuffmanCode> codes(byte[] data) {
        return Fields.readList(
                Native.huffmanCodes(Objects.requireNonNull(data, "data")), HuffmanCode::of);
    }
}
