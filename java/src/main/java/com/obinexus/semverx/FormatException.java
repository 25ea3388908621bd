package com.obinexus.semverx;

import java.util.Map;

/** Input that is not in the expected format. */
public final class FormatException extends DiramException {
    private static final long serialVersionUID = 1L;

    FormatException(Code code, String message, String hint, Map<String, Object> details) {
        super(code, message, hint, details);
    }
}
