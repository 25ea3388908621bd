package com.obinexus.semverx.internal;

import com.obinexus.semverx.Code;
import com.obinexus.semverx.DiramException;
import com.obinexus.semverx.DiramIOException;
import java.io.IOException;
import java.util.Map;

/**
 * A Java object that the native library calls. What the user's code throws inside is kept until the
 * native call is over: native code never runs with an exception pending.
 */
public abstract class Callback {
    private volatile Throwable kept;

    Callback() {}

    /** Code of the user. */
    @FunctionalInterface
    interface UserCode<T> {
        T run() throws IOException;
    }

    /** Runs code of the user; gives {@code failed} instead of throwing. */
    final <T> T guard(T failed, UserCode<T> code) {
        try {
            return code.run();
        } catch (Throwable failure) { // every one of them must reach the caller, none native code
            kept = failure;
            return failed;
        }
    }

    /** Forgets what an earlier call kept. */
    final void forget() {
        kept = null;
    }

    /**
     * The exception to throw for a native call.
     *
     * @param outcome what the native library threw, or null when it succeeded
     * @return what was kept, fit to be thrown; without that, {@code outcome}
     */
    final RuntimeException resolve(RuntimeException outcome) {
        Throwable failure = kept;
        if (failure == null) {
            return outcome;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException exception
                ? exception
                : wrap((IOException) failure);
    }

    /** The unchecked form of what a user's stream threw. */
    public static DiramException wrap(IOException failure) {
        if (failure instanceof DiramIOException ours) {
            return ours.getCause();
        }
        var wrapped =
                DiramException.of(
                        Code.IO,
                        "the stream given to this call failed: " + failure.getMessage(),
                        null,
                        Map.of());
        wrapped.initCause(failure);
        return wrapped;
    }
}
