package com.obinexus.semverx;

import java.util.Map;

/** No memory, or a bug in diram. */
public final class InternalException extends DiramException {
    private static final long serialVersionUID = 1L;

    InternalException(Code code, String message, String hint, Map<String, Object> details) {
        super(code, message, hint, details);
    }
}
