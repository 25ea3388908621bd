package com.obinexus.semverx;

import java.util.Map;

/**
 * Too few parts arrived whole: the coherence is below the threshold. With salvage more may still come
 * back; {@link #recoverable()} says whether everything would.
 */
public final class CoherenceException extends RecoveryException {
    private static final long serialVersionUID = 1L;

    CoherenceException(Code code, String message, String hint, Map<String, Object> details) {
        super(code, message, hint, details);
    }

    /**
     * The coherence that was found.
     *
     * @return good parts divided by all parts of the worst component
     */
    public double measured() {
        return details().get("measured") instanceof Number n ? n.doubleValue() : Double.NaN;
    }

    /**
     * The coherence that is asked for.
     *
     * @return 0.954
     */
    public double required() {
        return details().get("required") instanceof Number n ? n.doubleValue() : Double.NaN;
    }

    /**
     * Whether salvage would give every byte back.
     *
     * @return true when it would
     */
    public boolean recoverable() {
        return Boolean.TRUE.equals(details().get("recoverable"));
    }
}
