package com.obinexus.semverx;

import java.util.Map;

/** A package that cannot be given back. */
public class RecoveryException extends DiramException {
    private static final long serialVersionUID = 1L;

    RecoveryException(Code code, String message, String hint, Map<String, Object> details) {
        super(code, message, hint, details);
    }
}
