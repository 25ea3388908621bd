package com.obinexus.semverx;

import java.util.Map;

/** A message that needs a template store which is not loaded. */
public final class StoreUnknownException extends MessageException {
    private static final long serialVersionUID = 1L;

    StoreUnknownException(Code code, String message, String hint, Map<String, Object> details) {
        super(code, message, hint, details);
    }
}
