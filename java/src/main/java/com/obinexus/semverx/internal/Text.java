package com.obinexus.semverx.internal;

import com.obinexus.semverx.Code;
import com.obinexus.semverx.DiramException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Text as it crosses the border: UTF-8, both ways exact. */
public final class Text {
    private Text() {}

    /**
     * UTF-8 of a string.
     *
     * @param argument names the string in the error
     * @param text any text
     * @return its bytes
     * @throws com.obinexus.semverx.ArgumentException with code UTF8 if half of a surrogate pair is
     *     missing
     */
    public static byte[] encode(String argument, String text) {
        if (isAscii(text)) {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] exact = new byte[bytes.remaining()];
            bytes.get(exact);
            return exact;
        } catch (CharacterCodingException e) {
            throw DiramException.of(
                    Code.UTF8,
                    argument + " holds half of a surrogate pair, which is no text",
                    null,
                    Map.of("argument", argument));
        }
    }

    /** Most texts are, and need no encoder then. */
    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7f) {
                return false;
            }
        }
        return true;
    }

    /**
     * The string of UTF-8 bytes that the native library made.
     *
     * @param bytes UTF-8, or null
     * @return the text, or null
     */
    public static String decode(byte[] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
