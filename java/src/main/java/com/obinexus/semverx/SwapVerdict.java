package com.obinexus.semverx;

/** What a strategy advises, best first. */
public enum SwapVerdict {
    /** Swap while it runs. */
    SAFE_SWAP,
    /** Swap, and look. */
    WARNING,
    /** Do not swap while it runs. */
    PANIC
}
