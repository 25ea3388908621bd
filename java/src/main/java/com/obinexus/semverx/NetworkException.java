package com.obinexus.semverx;

import java.util.Map;

/** The network, or the other side of it. */
public final class NetworkException extends DiramException {
    private static final long serialVersionUID = 1L;

    NetworkException(Code code, String message, String hint, Map<String, Object> details) {
        super(code, message, hint, details);
    }
}
