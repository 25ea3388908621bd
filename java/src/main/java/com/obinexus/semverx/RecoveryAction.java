package com.obinexus.semverx;

/** What a fault asks for. */
public enum RecoveryAction {
    /** Level 0: nothing. */
    NO_ACTION,
    /** Levels 1 to 5: whoever uses it is told. */
    NOTIFY_OBSERVERS,
    /** Levels 6 to 11: somebody has to look; until then nothing that runs is swapped to it. */
    REQUEST_MANUAL_REVIEW,
    /** Levels 12 to 17: it must not run. */
    SYSTEM_RESET
}
