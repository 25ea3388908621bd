package com.obinexus.semverx;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.JsonKey;
import com.obinexus.semverx.internal.JsonText;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One difference between two snapshots.
 *
 * @param source the source
 * @param name the package
 * @param version the version
 * @param kind what happened
 * @param before the entry before, with the keys of a registry file's line
 * @param after the entry after
 */
public record ChangeReport(
        String source,
        String name,
        Version version,
        Kind kind,
        @JsonKey("old") Optional<Map<String, Object>> before,
        @JsonKey("new") Optional<Map<String, Object>> after) {
    static ChangeReport of(Fields fields, Version version) {
        return new ChangeReport(
                fields.text("source"),
                fields.text("name"),
                version,
                Kind.valueOf(fields.text("kind").toUpperCase(Locale.ROOT)),
                fields.objectIfAny("old"),
                fields.objectIfAny("new"));
    }

    /**
     * This report as JSON, with the keys that every language uses.
     *
     * @return an object
     */
    public String toJson() {
        return JsonText.of(this);
    }

    /** What happened to an entry. */
    public enum Kind {
        /** It is new. */
        PUBLISHED,
        /** It is gone: the later snapshot was compared as the earlier one. */
        REMOVED,
        /** It was undone; its number is never free again. */
        UNDONE,
        /** It was yanked. */
        YANKED,
        /** It is no longer yanked. */
        UNYANKED,
        /** Its fault level is another. */
        FAULT,
        /** Something else about it is another. */
        CHANGED;

        /**
         * The name that every language uses.
         *
         * @return as in {@code published}
         */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
