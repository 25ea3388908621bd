package com.obinexus.semverx.internal;

import com.obinexus.semverx.Op;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/** The native side of the {@link Op}s given to one call, or to one stream. */
public final class NativeOp implements AutoCloseable {
    private final ProgressListener listener;
    private final List<Op.Registration> registrations = new ArrayList<>();
    private long address;

    public NativeOp(List<Op> ops) {
        listener = new ProgressListener(ops);
        address = Native.opNew(listener, nanos(ops));
        ops.forEach(op -> registrations.add(op.onCancel(this::cancel)));
    }

    /** The shortest limit in nanoseconds, -1 without one. */
    private static long nanos(List<Op> ops) {
        return ops.stream()
                .map(Op::timeout)
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder())
                .map(NativeOp::saturated)
                .orElse(-1L);
    }

    private static long saturated(Duration limit) {
        try {
            return limit.toNanos();
        } catch (ArithmeticException beyondCenturies) {
            return Long.MAX_VALUE;
        }
    }

    /** Makes one native call with this. */
    public <T> T call(LongFunction<T> body) {
        return Calls.heard(listener, () -> body.apply(address));
    }

    private synchronized void cancel() {
        if (address != 0) {
            Native.opCancel(address);
        }
    }

    /** Call it only when no native call uses this any more. */
    @Override
    public void close() {
        registrations.forEach(Op.Registration::close);
        synchronized (this) {
            if (address != 0) {
                Native.opFree(address);
                address = 0;
            }
        }
    }
}
