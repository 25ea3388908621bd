package com.obinexus.semverx;

import java.util.Map;

/** Text that is no version, or no range of versions. */
public final class VersionException extends DiramException {
    private static final long serialVersionUID = 1L;

    VersionException(Code code, String message, String hint, Map<String, Object> details) {
        super(code, message, hint, details);
    }
}
