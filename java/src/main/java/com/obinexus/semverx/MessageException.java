package com.obinexus.semverx;

import java.util.Map;

/** A message that cannot be compressed or decompressed. */
public class MessageException extends DiramException {
    private static final long serialVersionUID = 1L;

    MessageException(Code code, String message, String hint, Map<String, Object> details) {
        super(code, message, hint, details);
    }
}
