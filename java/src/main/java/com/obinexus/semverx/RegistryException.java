package com.obinexus.semverx;

import java.util.Map;

/** Something the registry, or a target folder, refuses. */
public class RegistryException extends DiramException {
    private static final long serialVersionUID = 1L;

    RegistryException(Code code, String message, String hint, Map<String, Object> details) {
        super(code, message, hint, details);
    }
}
