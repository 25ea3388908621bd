package com.obinexus.semverx.packages;

import com.obinexus.semverx.Op;
import com.obinexus.semverx.internal.Calls;
import com.obinexus.semverx.internal.ChannelSource;
import com.obinexus.semverx.internal.EntryStream;
import com.obinexus.semverx.internal.Handle;
import com.obinexus.semverx.internal.NativeOp;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * How calls on an open package are made.
 *
 * @param handle the native package
 * @param channel what it is read from, null for a file or memory
 * @param ops what governs calls that take no options
 */
record PackageCalls(Handle handle, ChannelSource channel, List<Op> ops) {
    /** A native call on a package under an operation. */
    @FunctionalInterface
    interface Call<T> {
        T run(long pkg, long op);
    }

    /** The same package under another operation. */
    PackageCalls under(Op op) {
        return new PackageCalls(handle, channel, List.of(op));
    }

    List<Op> opsAnd(Op token) {
        var all = new ArrayList<>(ops);
        all.add(token);
        return all;
    }

    /** A call that nothing governs. */
    <T> T quick(LongFunction<T> body) {
        return Calls.reading(channel, () -> handle.call(body));
    }

    <T> T run(List<Op> ops, Call<T> body) {
        return quick(pkg -> Calls.run(ops, op -> body.run(pkg, op)));
    }

    /** A call without options. */
    <T> T run(Call<T> body) {
        return run(ops, body);
    }

    /** The stream whose native reader {@code open} gives. */
    InputStream stream(Call<Long> open) {
        var op = new NativeOp(ops);
        try {
            long reader = quick(pkg -> op.call(o -> open.run(pkg, o)));
            return new EntryStream(reader, op, channel);
        } catch (RuntimeException | Error failure) {
            op.close();
            throw failure;
        }
    }

    void close() {
        handle.close();
    }
}
