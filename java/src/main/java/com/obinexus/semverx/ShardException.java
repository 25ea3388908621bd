package com.obinexus.semverx;

import java.util.Map;

/** Shards that cannot be stored or brought back. */
public final class ShardException extends DiramException {
    private static final long serialVersionUID = 1L;

    ShardException(Code code, String message, String hint, Map<String, Object> details) {
        super(code, message, hint, details);
    }
}
