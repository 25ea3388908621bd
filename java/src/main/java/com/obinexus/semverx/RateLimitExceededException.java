package com.obinexus.semverx;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Too many updates in too short a time. */
public final class RateLimitExceededException extends RegistryException {
    private static final long serialVersionUID = 1L;

    RateLimitExceededException(Code code, String message, String hint, Map<String, Object> details) {
        super(code, message, hint, details);
    }

    /**
     * When to try again.
     *
     * @return counted from the failure; empty if no time helps, as with a rate of 0
     */
    public Optional<Duration> retryAfter() {
        return details().get("retry_after_ms") instanceof Long milliseconds
                ? Optional.of(Duration.ofMillis(milliseconds))
                : Optional.empty();
    }
}
