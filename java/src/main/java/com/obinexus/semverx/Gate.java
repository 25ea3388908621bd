package com.obinexus.semverx;

import java.util.Locale;

/** One of the eight gates, in their order. */
public enum Gate {
    /** Is it a name and a version at all? */
    SYNTAX,
    /** Does the tier take versions of this state? */
    RIGHTS,
    /** Is it there, or free? */
    EXISTENCE,
    /** Does a new name look like a known one? */
    NEAR_NAME,
    /** Is it old enough? */
    COOLDOWN,
    /** Are the bytes those that were published? */
    INTEGRITY,
    /** What is known against it? */
    FAULT,
    /** What do the plugins say? */
    PLUGINS;

    /**
     * The name that every language uses.
     *
     * @return as in {@code near_name}
     */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
