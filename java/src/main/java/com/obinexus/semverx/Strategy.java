package com.obinexus.semverx;

import java.util.Locale;

/** One of the three strategies. */
public enum Strategy {
    /** Parity of the links that a swap changes: may it happen while all runs? */
    EULERIAN,
    /** A complete install order. */
    HAMILTONIAN,
    /** The way of each package from its old version to its new one. */
    ASTAR;

    /**
     * The name that every language uses.
     *
     * @return as in {@code eulerian}
     */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
