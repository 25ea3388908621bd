package com.obinexus.semverx;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Text that is no version, or no range of versions. */
public final class VersionException extends DiramException {
    private static final long serialVersionUID = 1L;

    VersionException(Code code, String message, String hint, Map<String, Object> details) {
        super(code, message, hint, details);
    }

    /**
     * The text that is wrong.
     *
     * @return shortened if long
     */
    public Optional<String> text() {
        return fact("text");
    }

    /**
     * Where it is wrong.
     *
     * @return from 1, in code points
     */
    public OptionalInt column() {
        return details().get("column") instanceof Number column
                ? OptionalInt.of(column.intValue())
                : OptionalInt.empty();
    }

    /**
     * What may have been meant.
     *
     * @return a version, or a range; empty when there is no guess
     */
    public Optional<String> suggestion() {
        return fact("suggestion");
    }

    private Optional<String> fact(String name) {
        return Optional.ofNullable(details().get(name)).map(Object::toString);
    }
}
