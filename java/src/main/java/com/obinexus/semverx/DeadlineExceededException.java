package com.obinexus.semverx;

import java.util.Map;

/** The caller's time limit passed. */
public final class DeadlineExceededException extends DiramException {
    private static final long serialVersionUID = 1L;

    DeadlineExceededException(Code code, String message, String hint, Map<String, Object> details) {
        super(code, message, hint, details);
    }
}
