package com.obinexus.semverx.internal;

import com.obinexus.semverx.Code;
import com.obinexus.semverx.DiramException;
import java.time.Duration;
import java.util.Map;

/** Durations as they cross the border. */
public final class Durations {
    /** The longest there is: 292 years. */
    public static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    private Durations() {}

    /**
     * Nanoseconds.
     *
     * @param argument names the duration in the error
     * @param duration zero or more
     * @return at most {@link Long#MAX_VALUE}
     * @throws com.obinexus.semverx.ArgumentException with code LIMIT if it is negative
     */
    public static long nanos(String argument, Duration duration) {
        if (duration.isNegative()) {
            throw DiramException.of(
                    Code.LIMIT,
                    argument + " must be within 0 and up, got " + duration,
                    null,
                    Map.of("argument", argument, "range", "0 and up", "got", duration.toString()));
        }
        return duration.compareTo(FOREVER) > 0 ? Long.MAX_VALUE : duration.toNanos();
    }
}
