package com.obinexus.semverx;

import com.obinexus.semverx.internal.AsArray;

/**
 * A package that is needed, and the versions that will do.
 *
 * @param name the package
 * @param range the range as it is written
 */
@AsArray
public record Requirement(String name, String range) {
    /**
     * The same, of a range already read.
     *
     * @param name the package
     * @param range the versions that will do
     */
    public Requirement(String name, VersionRange range) {
        this(name, range.toString());
    }
}
