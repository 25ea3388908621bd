package com.obinexus.semverx;

import java.util.Map;

/**
 * The caller cancelled: by {@link Op#cancel()}, by cancelling the future, or by interrupting the
 * thread.
 */
public final class CancelledException extends DiramException {
    private static final long serialVersionUID = 1L;

    CancelledException(Code code, String message, String hint, Map<String, Object> details) {
        super(code, message, hint, details);
    }
}
