package com.obinexus.semverx;

/**
 * Versions under the name of the original specification. The value itself is {@link Version}; more
 * questions are in {@link Versions} and {@link VersionRange}.
 */
public final class SemverX {
    private SemverX() {}

    /**
     * Reads a version.
     *
     * @param text as for {@link Version#parse}
     * @return the version
     * @throws VersionException with code VERSION if it is none
     */
    public static Version parse(String text) {
        return Version.parse(text);
    }

    /**
     * Whether a text is a version.
     *
     * @param text any text
     * @return true when {@link #parse} would read it
     */
    public static boolean validate(String text) {
        return Version.tryParse(text).isPresent();
    }

    /**
     * The order of two versions; their builds do not count.
     *
     * @param a a version's text
     * @param b a version's text
     * @return -1, 0 or 1
     * @throws VersionException with code VERSION if one is none
     */
    public static int compare(String a, String b) {
        return Versions.compare(a, b);
    }

    /**
     * Whether a version is in a range under the default policy.
     *
     * @param version a version's text
     * @param range a range's text
     * @return true when it is admitted
     * @throws VersionException if one of them is malformed
     */
    public static boolean satisfies(String version, String range) {
        return Versions.satisfies(version, range);
    }
}
