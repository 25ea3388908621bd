package com.obinexus.semverx.packages;

import java.util.Locale;

/**
 * The state of a component or a package, best first; a package is as good as its worst component.
 */
public enum Status {
    /** Every byte is as packed. */
    INTACT,
    /** Damaged, and healing gives everything back. */
    HEALABLE,
    /** Below the coherence threshold; salvage gives everything back. */
    BELOW_THRESHOLD,
    /** More is gone than the parity can give back. */
    LOST;

    static Status of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /**
     * The name that every language prints.
     *
     * @return as in {@code below-threshold}
     */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
