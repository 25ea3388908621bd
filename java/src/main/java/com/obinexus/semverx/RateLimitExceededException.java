package com.obinexus.semverx;

import java.util.Map;

/** Too many updates in too short a time. */
public final class RateLimitExceededException extends RegistryException {
    private static final long serialVersionUID = 1L;

    RateLimitExceededException(Code code, String message, String hint, Map<String, Object> details) {
        super(code, message, hint, details);
    }
}
