package com.obinexus.semverx;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;

/**
 * What diram's own streams throw, since a stream may throw only {@link IOException}. It says the
 * same as its {@linkplain #getCause() cause}.
 */
public final class DiramIOException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * Wraps a failure.
     *
     * @param cause the failure
     */
    public DiramIOException(DiramException cause) {
        super(cause.getMessage(), Objects.requireNonNull(cause, "cause"));
    }

    @Override
    public synchronized DiramException getCause() {
        return (DiramException) super.getCause();
    }

    /**
     * What went wrong.
     *
     * @return the code
     */
    public Code code() {
        return getCause().code();
    }

    /**
     * The code's number, the same in every language.
     *
     * @return 1 to 99
     */
    public int status() {
        return getCause().status();
    }

    /**
     * What to do next.
     *
     * @return one sentence, or null when there is nothing to add to the message
     */
    public String hint() {
        return getCause().hint();
    }

    /**
     * The facts behind the message.
     *
     * @return as {@link DiramException#details()}
     */
    public Map<String, Object> details() {
        return getCause().details();
    }

    /**
     * Whether the same call may succeed later without any change.
     *
     * @return as {@link Code#retryable()}
     */
    public boolean retryable() {
        return getCause().retryable();
    }
}
