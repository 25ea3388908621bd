package com.obinexus.semverx;

/** Who may read a tier. */
public enum AccessLevel {
    /** Everyone. */
    PUBLIC,
    /** Developers who sign in. */
    PROTECTED,
    /** The organisation. */
    PRIVATE
}
