package com.obinexus.semverx.internal;

import com.obinexus.semverx.Op;
import com.obinexus.semverx.Progress;
import java.util.List;
import java.util.OptionalLong;

/** Receives the progress of a native call, on the thread that makes it. */
final class ProgressListener extends Callback {
    private final List<Op> ops;

    ProgressListener(List<Op> ops) {
        this.ops = ops;
    }

    /** Called by the native library. Says whether to go on. */
    boolean report(long done, long total, String phase) {
        return guard(false, () -> {
            var known = total < 0 ? OptionalLong.empty() : OptionalLong.of(total);
            var progress = new Progress(done, known, phase);
            ops.forEach(op -> op.report(progress));
            return !Thread.currentThread().isInterrupted();
        });
    }
}
