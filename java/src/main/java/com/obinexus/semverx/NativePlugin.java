package com.obinexus.semverx;

import com.obinexus.semverx.internal.Handle;

/**
 * A plugin that the library brings along and asks without entering Java. It need not be closed.
 * {@link Registry#plug(NativePlugin)} puts it in; it may be in several registries.
 */
public abstract sealed class NativePlugin permits SecurityScanner, OrphanReport {
    private final Handle handle;

    NativePlugin(Handle handle) {
        this.handle = handle;
    }

    final Handle handle() {
        return handle;
    }

    /** Puts it into the registry behind {@code reg}. */
    abstract void plugInto(long reg, long nanos);
}
