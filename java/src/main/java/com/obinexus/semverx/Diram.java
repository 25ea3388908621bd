package com.obinexus.semverx;

import com.obinexus.semverx.internal.Native;
import com.obinexus.semverx.internal.Text;

/** Facts about the library itself. */
public final class Diram {
    private Diram() {}

    /**
     * The version of the native library.
     *
     * @return as in {@code 0.1.0}
     */
    public static String version() {
        return Text.decode(Native.version());
    }
}
