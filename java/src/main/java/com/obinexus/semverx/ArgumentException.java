package com.obinexus.semverx;

import java.util.Map;

/** A wrong argument; the message names it. */
public final class ArgumentException extends DiramException {
    private static final long serialVersionUID = 1L;

    ArgumentException(Code code, String message, String hint, Map<String, Object> details) {
        super(code, message, hint, details);
    }
}
