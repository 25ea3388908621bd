package com.obinexus.semverx;

import java.util.Map;

/** Local input or output failed. */
public final class StorageException extends DiramException {
    private static final long serialVersionUID = 1L;

    StorageException(Code code, String message, String hint, Map<String, Object> details) {
        super(code, message, hint, details);
    }
}
