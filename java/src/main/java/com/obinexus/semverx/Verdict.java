package com.obinexus.semverx;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.JsonText;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a version is in a range, or not.
 *
 * @param admitted whether it is in
 * @param reason why, for programs
 * @param message why, in one sentence
 * @param hint what to write or set so that it is in; was tried
 */
public record Verdict(boolean admitted, Reason reason, String message, Optional<String> hint) {
    static Verdict of(Fields fields) {
        return new Verdict(
                fields.flag("admitted"),
                Reason.valueOf(fields.text("reason").toUpperCase(Locale.ROOT)),
                fields.text("message"),
                fields.textIfAny("hint"));
    }

    /**
     * This verdict as JSON, with the keys that every language uses.
     *
     * @return an object
     */
    public String toJson() {
        return JsonText.of(this);
    }

    /** Why a version is in a range, or not. */
    public enum Reason {
        /** It is in. */
        ADMITTED,
        /** It lies outside all bounds. */
        OUTSIDE,
        /** It lies within, but the range does not name one of its states. */
        STATE_NOT_NAMED,
        /** It lies within, but the policy refuses one of its states. */
        STATE_REFUSED,
        /** It lies within, but it has a tail, and the range names no tail at its numbers. */
        PRERELEASE;

        /**
         * The name that every language prints.
         *
         * @return as in {@code state_not_named}
         */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
