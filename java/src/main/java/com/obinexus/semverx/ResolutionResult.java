package com.obinexus.semverx;

/**
 * What a resolution gives, under the names of the original specification. The value itself, with
 * everything else that is known, is {@link Resolution}.
 */
public sealed interface ResolutionResult permits Resolution {
    /** A swap that changes no link: safe while programs run. */
    String SAFE_SWAP = "SAFE_SWAP";

    /** A swap that changes one chain of links. */
    String WARNING = "WARNING";

    /** A swap that changes more: not while programs run. */
    String PANIC = "PANIC";

    /**
     * The band of the worst chosen version.
     *
     * @return {@link FaultState#PANIC} when nothing fits
     */
    FaultState getFaultState();

    /**
     * Why nothing fits.
     *
     * @return sentences, or null when there is a solution
     */
    String getErrorMessage();

    /**
     * The version chosen of the package asked for.
     *
     * @return null when several were asked for or nothing fits
     */
    ChosenPackage getPackage();
}
