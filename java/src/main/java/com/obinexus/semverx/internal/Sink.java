package com.obinexus.semverx.internal;

import java.io.OutputStream;

/** A user's output stream, as the native library writes it. */
public final class Sink extends Callback {
    private final OutputStream out;

    /**
     * Writes to {@code out}.
     *
     * @param out is neither flushed nor closed
     */
    public Sink(OutputStream out) {
        this.out = out;
    }

    /** Called by the native library: whether all was written. */
    boolean write(byte[] chunk) {
        return guard(false, () -> {
            out.write(chunk);
            return true;
        });
    }
}
