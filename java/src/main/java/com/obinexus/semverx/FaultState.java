package com.obinexus.semverx;

/** The band of a {@link FaultLevel}, best first. */
public enum FaultState {
    /** Level 0. */
    CLEAN,
    /** Levels 1 to 5: chosen by default. */
    WARNING,
    /** Levels 6 to 11: chosen by a lock or by an exact pin of the root. */
    DANGER,
    /** Levels 12 to 17: never chosen. */
    PANIC
}
