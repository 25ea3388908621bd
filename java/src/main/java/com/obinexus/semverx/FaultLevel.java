package com.obinexus.semverx;

import java.util.Map;

/** How far a version can be trusted: 0 (clean) to 17. Faults combine by the greater. */
public enum FaultLevel {
    /** Nothing is known against it. */
    CLEAN,
    /** Warning, lowest. */
    LOW_WARNING,
    /** Warning, low to medium. */
    LOW_MEDIUM_WARNING,
    /** Warning, medium. */
    MEDIUM_WARNING,
    /** Warning, medium to high. */
    MEDIUM_HIGH_WARNING,
    /** Warning, highest: the last level that is chosen by default. */
    HIGH_WARNING,
    /** Danger, lowest: from here on only a lock or an exact pin of the root chooses it. */
    LOW_DANGER,
    /** Danger, low to medium. */
    LOW_MEDIUM_DANGER,
    /** Danger, medium. */
    MEDIUM_DANGER,
    /** Danger, medium to high. */
    MEDIUM_HIGH_DANGER,
    /** Danger, high. */
    HIGH_DANGER,
    /** Danger, highest. */
    CRITICAL_DANGER,
    /** Panic, lowest: from here on nothing chooses it. */
    LOW_PANIC,
    /** Panic, low to medium. */
    LOW_MEDIUM_PANIC,
    /** Panic, medium. */
    MEDIUM_PANIC,
    /** Panic, medium to high. */
    MEDIUM_HIGH_PANIC,
    /** Panic, high. */
    HIGH_PANIC,
    /** Panic of the whole system. */
    SYSTEM_PANIC;

    private static final FaultLevel[] LEVELS = values();

    /**
     * The level of a number.
     *
     * @param level 0 to 17
     * @return the level
     * @throws ArgumentException with code LIMIT above 17 and below 0
     */
    public static FaultLevel of(int level) {
        if (level < 0 || level >= LEVELS.length) {
            throw DiramException.of(
                    Code.LIMIT,
                    "level must be within 0..=17, got " + level,
                    null,
                    Map.of("argument", "level", "range", "0..=17", "got", (long) level));
        }
        return LEVELS[level];
    }

    /**
     * The number.
     *
     * @return 0 to 17
     */
    public int level() {
        return ordinal();
    }

    /**
     * The band that this level lies in.
     *
     * @return the band
     */
    public FaultState state() {
        if (this == CLEAN) {
            return FaultState.CLEAN;
        }
        if (compareTo(LOW_DANGER) < 0) {
            return FaultState.WARNING;
        }
        return compareTo(LOW_PANIC) < 0 ? FaultState.DANGER : FaultState.PANIC;
    }

    /**
     * What a fault of this level asks for.
     *
     * @return the action
     */
    public RecoveryAction action() {
        return switch (state()) {
            case CLEAN -> RecoveryAction.NO_ACTION;
            case WARNING -> RecoveryAction.NOTIFY_OBSERVERS;
            case DANGER -> RecoveryAction.REQUEST_MANUAL_REVIEW;
            case PANIC -> RecoveryAction.SYSTEM_RESET;
        };
    }

    /**
     * Whether a version of this level is frozen: nothing that runs is swapped to it.
     *
     * @return true from {@link #LOW_DANGER} on
     */
    public boolean freezes() {
        return compareTo(LOW_DANGER) >= 0;
    }

    /**
     * Whether a fault of this level, found, undoes a version that was never sound: the faults of
     * integrity do.
     *
     * @return true for 13, 15, 16 and 17
     */
    public boolean rollsBack() {
        return compareTo(LOW_PANIC) > 0 && this != MEDIUM_PANIC;
    }
}
