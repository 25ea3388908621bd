package com.obinexus.semverx;

import java.util.List;
import java.util.Map;

/** More is gone than the parity can give back. */
public final class LostException extends RecoveryException {
    private static final long serialVersionUID = 1L;

    LostException(Code code, String message, String hint, Map<String, Object> details) {
        super(code, message, hint, details);
    }

    /**
     * The components that are lost.
     *
     * @return their names; empty when so much is gone that nothing names them
     */
    public List<String> components() {
        if (details().get("components") instanceof List<?> names) {
            return names.stream().map(String::valueOf).toList();
        }
        return List.of();
    }
}
