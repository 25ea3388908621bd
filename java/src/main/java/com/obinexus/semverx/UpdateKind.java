package com.obinexus.semverx;

import java.util.Locale;

/** What happened to a version. */
public enum UpdateKind {
    /** It is new. */
    PUBLISH,
    /** It is new and stable, in a line that had nothing stable yet. */
    OPT_IN,
    /** It was withdrawn. */
    YANK,
    /** It is no longer withdrawn. */
    UNYANK,
    /** It has another fault level. */
    FAULT,
    /** It was undone by a rollback. */
    ROLLBACK,
    /** Its fault level rose to 9 or more: leave it. Nothing delays, merges or drops this. */
    MANDATORY,
    /** Its package had no release for a while. */
    STALE,
    /** Updates are missing here: read the package again. */
    RESYNC;

    /**
     * The name that every language uses.
     *
     * @return as in {@code opt_in}
     */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
