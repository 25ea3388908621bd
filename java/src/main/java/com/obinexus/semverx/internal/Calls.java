package com.obinexus.semverx.internal;

import com.obinexus.semverx.Op;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/** How native calls are made: with their operation, and with the streams they use. */
public final class Calls {
    private Calls() {}

    /**
     * Makes a long call.
     *
     * @param <T> its result
     * @param ops what may end it and hears of its progress
     * @param body the call, given the native operation
     * @return its result
     */
    public static <T> T run(List<Op> ops, LongFunction<T> body) {
        try (var op = new NativeOp(ops)) {
            return op.call(body);
        }
    }

    /**
     * Makes a call that uses a stream of the user, made for this call.
     *
     * @param <T> its result
     * @param stream the stream; if it is why the call fails, the caller gets its exception
     * @param body the call
     * @return its result
     */
    public static <T> T with(Callback stream, Supplier<T> body) {
        try {
            return body.get();
        } catch (RuntimeException failure) {
            throw stream.resolve(failure);
        }
    }

    /**
     * Makes a call that may read a channel of the user, which other calls may read too.
     *
     * @param <T> its result
     * @param channel the channel, or null; if it is why the call fails, the caller gets its
     *     exception
     * @param body the call
     * @return its result
     */
    public static <T> T reading(ChannelSource channel, Supplier<T> body) {
        try {
            return body.get();
        } catch (RuntimeException failure) {
            throw channel != null && ChannelSource.isCauseOf(failure)
                    ? channel.resolve(failure)
                    : failure;
        }
    }

    /** Makes a call that a listener may end. What it throws counts even if the call succeeds. */
    static <T> T heard(ProgressListener listener, Supplier<T> body) {
        listener.forget();
        T result;
        try {
            result = body.get();
        } catch (RuntimeException failure) {
            throw listener.resolve(failure);
        }
        RuntimeException thrown = listener.resolve(null);
        if (thrown != null) {
            throw thrown;
        }
        return result;
    }
}
