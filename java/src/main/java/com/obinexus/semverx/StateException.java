package com.obinexus.semverx;

import java.util.Map;

/** A handle that cannot do this now: closed, busy, or broken by an earlier bug. */
public final class StateException extends DiramException {
    private static final long serialVersionUID = 1L;

    StateException(Code code, String message, String hint, Map<String, Object> details) {
        super(code, message, hint, details);
    }
}
