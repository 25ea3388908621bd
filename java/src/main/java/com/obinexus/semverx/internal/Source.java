package com.obinexus.semverx.internal;

import java.io.IOException;
import java.io.InputStream;

/** A user's input stream, as the native library reads it. */
public final class Source extends Callback {
    private static final int FAILED = -2;

    private final InputStream in;

    /**
     * Reads from {@code in}.
     *
     * @param in is not closed
     */
    public Source(InputStream in) {
        this.in = in;
    }

    /** Called by the native library: how many bytes came, -1 at the end, -2 on failure. */
    int read(byte[] chunk) {
        return guard(FAILED, () -> some(in.read(chunk)));
    }

    /** Nothing, without being the end, would be asked again and again. */
    static int some(int read) throws IOException {
        if (read == 0) {
            throw new IOException("the stream gave nothing, though it was not at its end");
        }
        return read;
    }
}
