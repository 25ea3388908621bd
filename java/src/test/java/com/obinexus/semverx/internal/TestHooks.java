package com.obinexus.semverx.internal;

/** Native methods that only a library built with the feature {@code test-hooks} has. */
final class TestHooks {
    private TestHooks() {}

    static native void panic(byte[] text);

    static native byte[] codes();

    static native byte[] causes();
}
