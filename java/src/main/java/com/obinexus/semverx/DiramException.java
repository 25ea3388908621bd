package com.obinexus.semverx;

import java.util.Map;
import java.util.Objects;

/**
 * The base of everything diram throws. All of it is unchecked. The message says what was wrong,
 * where, and what to do next; the class says what kind of failure it is, and {@link #code()} which.
 */
public class DiramException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The code. */
    private final Code code;

    /** What to do next, or null. */
    private final String hint;

    /** JSON values only, all of them serializable. */
    @SuppressWarnings("serial")
    private final Map<String, Object> details;

    DiramException(Code code, String message, String hint, Map<String, Object> details) {
        super(message);
        this.code = Objects.requireNonNull(code, "code");
        this.hint = hint;
        this.details = Objects.requireNonNull(details, "details");
    }

    /**
     * Makes the exception that belongs to a code, of the right class. For tests that need one, and
     * for code that passes diram's failures on.
     *
     * @param code what went wrong
     * @param message the sentence for people
     * @param hint what to do next, or null
     * @param details the facts behind the message: JSON values (text, numbers, booleans, lists,
     *     maps)
     * @return an instance of the code's class
     */
    public static DiramException of(
            Code code, String message, String hint, Map<String, Object> details) {
        return code.exception(message, hint, Map.copyOf(details));
    }

    /**
     * What went wrong.
     *
     * @return the code
     */
    public Code code() {
        return code;
    }

    /**
     * The code's number, the same in every language.
     *
     * @return 1 to 99
     */
    public int status() {
        return code.status();
    }

    /**
     * What to do next.
     *
     * @return one sentence, or null when there is nothing to add to the message
     */
    public String hint() {
        return hint;
    }

    /**
     * The facts behind the message, as JSON values: {@link String}, {@link Long}, {@link Double},
     * {@link Boolean}, {@link java.util.List} and {@link Map}.
     *
     * @return an unmodifiable map; facts that are absent have no key
     */
    public Map<String, Object> details() {
        return details;
    }

    /**
     * Whether the same call may succeed later without any change.
     *
     * @return as {@link Code#retryable()}
     */
    public boolean retryable() {
        return code.retryable();
    }
}
