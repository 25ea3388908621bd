package com.obinexus.semverx;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.JsonText;
import java.util.Locale;
import java.util.Optional;

/**
 * What a plugin answered.
 *
 * @param plugin the plugin's name
 * @param hook the method that was called
 * @param name the package it was asked about; empty for {@link Hook#ON_RESOLVE}
 * @param version its version's shortest text, the new one of an update
 * @param answer the answer
 * @param why its reason, if it gave one
 */
public record Vote(
        String plugin,
        Hook hook,
        String name,
        String version,
        Answer answer,
        Optional<String> why) {
    static Vote of(Fields fields) {
        return new Vote(
                fields.text("plugin"),
                Hook.valueOf(fields.text("hook").toUpperCase(Locale.ROOT)),
                fields.text("name"),
                fields.text("version"),
                Answer.valueOf(fields.text("answer").toUpperCase(Locale.ROOT)),
                fields.textIfAny("why"));
    }

    /**
     * This report as JSON, with the keys that every language uses.
     *
     * @return an object
     */
    public String toJson() {
        return JsonText.of(this);
    }

    /** A method of {@link RegistryPlugin}. */
    public enum Hook {
        /** {@link RegistryPlugin#onPublish}. */
        ON_PUBLISH,
        /** {@link RegistryPlugin#onResolve}. */
        ON_RESOLVE,
        /** {@link RegistryPlugin#onRemove}. */
        ON_REMOVE,
        /** {@link RegistryPlugin#onUpdate}. */
        ON_UPDATE,
        /** {@link RegistryPlugin#onInstall}. */
        ON_INSTALL;

        /**
         * The name that every language uses.
         *
         * @return as in {@code on_install}
         */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** An answer. */
    public enum Answer {
        /** It may happen. */
        YES,
        /** It may not. */
        NO,
        /** The plugin could not be asked. */
        FAILED,
        /** The plugin took too long. */
        LATE,
        /** The plugin did not answer. */
        MISSING;

        /**
         * The name that every language uses.
         *
         * @return as in {@code yes}
         */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
