package com.obinexus.semverx;

/** What one gate says. */
public enum GateVerdict {
    /** Nobody asked it, or an earlier gate made the question pointless. */
    SKIPPED,
    /** All that it asks for is known, and fits. */
    VALID,
    /** Something that it asks for is not known, or needs a review. */
    INSUFFICIENT,
    /** Something contradicts what is known. */
    INCOHERENT
}
