package com.obinexus.semverx;

/** Which tier of a registry a source is. */
public enum AccessTier {
    /** Public releases. */
    LIVE,
    /** Development and testing. */
    LOCAL,
    /** Private packages of an organisation. */
    REMOTE
}
