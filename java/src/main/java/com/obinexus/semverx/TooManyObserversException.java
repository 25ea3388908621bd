package com.obinexus.semverx;

import java.util.Map;

/** The observer limit of a package is reached. */
public final class TooManyObserversException extends RegistryException {
    private static final long serialVersionUID = 1L;

    TooManyObserversException(Code code, String message, String hint, Map<String, Object> details) {
        super(code, message, hint, details);
    }
}
