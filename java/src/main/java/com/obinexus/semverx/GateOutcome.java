package com.obinexus.semverx;

/** What all gates say together: the worst of them. One that was skipped counts for nothing. */
public enum GateOutcome {
    /** Every gate that was asked says yes. */
    VALID,
    /** Something is not known, or needs a review; refused only by a strict policy. */
    INSUFFICIENT,
    /** Something contradicts what is known. */
    INCOHERENT
}
