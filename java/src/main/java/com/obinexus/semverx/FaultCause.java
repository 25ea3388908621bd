package com.obinexus.semverx;

import java.util.Locale;
import java.util.Optional;

/** What a fault comes from: one cause for each level above 0, in their order. */
public enum FaultCause {
    /** Nothing new was published for long. */
    STALE,
    /** Its publisher advises against it. */
    DEPRECATED,
    /** Swapping to it lost the parity of two packages. */
    PARITY_WARNING,
    /** It is yanked, and a lock still holds it. */
    YANKED_BUT_LOCKED,
    /** A security advisory, low. */
    ADVISORY_LOW,
    /** A security advisory, medium, or of unknown severity. */
    ADVISORY_MEDIUM,
    /** Its name looks like one that many depend on. */
    NEAR_NAME,
    /** Its observers cannot be reached. */
    OBSERVERS_FAILING,
    /** A security advisory, high. */
    ADVISORY_HIGH,
    /** A signature that is required is not there. */
    SIGNATURE_MISSING,
    /** A signature of a copy is not valid. */
    SIGNATURE_INVALID,
    /** Swapping to it lost the parity of more than two packages. */
    PARITY_PANIC,
    /** Its bytes are not those that were published, and healing failed. */
    HASH_MISMATCH,
    /** A security advisory, critical, or malice. */
    ADVISORY_CRITICAL,
    /** A snapshot's head is not valid, or older than one that was seen. */
    HEAD_INVALID,
    /** Its bytes are gone beyond recovery. */
    BLOB_LOST,
    /** The store contradicts itself. */
    STORE_BROKEN;

    private static final FaultCause[] CAUSES = values();

    /**
     * The cause of a level.
     *
     * @param level a level
     * @return empty for {@link FaultLevel#CLEAN}
     */
    public static Optional<FaultCause> of(FaultLevel level) {
        return level == FaultLevel.CLEAN
                ? Optional.empty()
                : Optional.of(CAUSES[level.level() - 1]);
    }

    /**
     * The level that it raises a version to.
     *
     * @return 1 to 17
     */
    public FaultLevel level() {
        return FaultLevel.of(ordinal() + 1);
    }

    /**
     * The name that every language uses.
     *
     * @return as in {@code hash_mismatch}
     */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
