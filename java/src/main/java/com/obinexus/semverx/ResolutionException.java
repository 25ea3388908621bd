package com.obinexus.semverx;

import java.util.Map;

/** A name or version that does not exist, or versions that do not fit together. */
public final class ResolutionException extends DiramException {
    private static final long serialVersionUID = 1L;

    ResolutionException(Code code, String message, String hint, Map<String, Object> details) {
        super(code, message, hint, details);
    }
}
