package com.obinexus.semverx;

import java.util.Map;

/** A name or version that does not exist, or versions that do not fit together. */
public final class ResolutionException extends DiramException {
    private static final long serialVersionUID = 1L;

    ResolutionException(Code code, String message, String hint, Map<String, Object> details) {
        super(code, message, hint, details);
    }

    /**
     * For programs that throw because a {@link Resolution} is a "no".
     *
     * @param message why, as in {@link Resolution#explanation}
     */
    public ResolutionException(String message) {
        this(Code.NO_SOLUTION, message, null, Map.of());
    }
}
