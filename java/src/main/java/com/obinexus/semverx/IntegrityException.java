package com.obinexus.semverx;

import java.util.Map;

/** Bytes that their hash refuses. */
public final class IntegrityException extends RecoveryException {
    private static final long serialVersionUID = 1L;

    IntegrityException(Code code, String message, String hint, Map<String, Object> details) {
        super(code, message, hint, details);
    }
}
