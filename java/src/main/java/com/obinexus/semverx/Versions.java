package com.obinexus.semverx;

import com.obinexus.semverx.internal.Native;
import com.obinexus.semverx.internal.Text;
import com.obinexus.semverx.internal.Texts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Questions about versions and ranges. Each call crosses into the native library once, however many
 * versions it takes. Lists of versions hold {@link Version}s or texts; what is chosen of them is
 * given back as it was given. What fits is decided by one function for all of these.
 *
 * <p>A text that is no version is a {@link VersionException} with code VERSION, one that is no range
 * with code RANGE. Without a policy the default one holds.
 */
public final class Versions {
    private Versions() {}

    /**
     * Whether a version is in a range.
     *
     * @param version a version's text
     * @param range a range's text
     * @return true when it is admitted
     */
    public static boolean satisfies(String version, String range) {
        return satisfies(version, range, Policy.DEFAULT);
    }

    /**
     * Whether a version is in a range under a policy.
     *
     * @param version a version's text
     * @param range a range's text
     * @param policy what is admitted
     * @return true when it is admitted
     */
    public static boolean satisfies(String version, String range, Policy policy) {
        return Native.satisfies(
                Text.encode("version", version), Text.encode("range", range), policy.bytes());
    }

    /**
     * Whether a version is in a range.
     *
     * @param version a version
     * @param range a range
     * @return true when it is admitted
     */
    public static boolean satisfies(Version version, VersionRange range) {
        return range.contains(version);
    }

    /**
     * Whether a version is in a range under a policy.
     *
     * @param version a version
     * @param range a range
     * @param policy what is admitted
     * @return true when it is admitted
     */
    public static boolean satisfies(Version version, VersionRange range, Policy policy) {
        return range.contains(version, policy);
    }

    /**
     * Of many versions, which are in a range.
     *
     * @param versions {@link Version}s or texts
     * @param range a range
     * @return for each, whether it is admitted
     */
    public static List<Boolean> satisfiesMany(Collection<?> versions, VersionRange range) {
        return satisfiesMany(versions, range, Policy.DEFAULT);
    }

    /**
     * Of many versions, which are in a range.
     *
     * @param versions {@link Version}s or texts
     * @param range a range's text
     * @return for each, whether it is admitted
     */
    public static List<Boolean> satisfiesMany(Collection<?> versions, String range) {
        return satisfiesMany(versions, VersionRange.parse(range), Policy.DEFAULT);
    }

    /**
     * Of many versions, which are in a range under a policy.
     *
     * @param versions {@link Version}s or texts
     * @param range a range
     * @param policy what is admitted
     * @return for each, whether it is admitted
     */
    public static List<Boolean> satisfiesMany(
            Collection<?> versions, VersionRange range, Policy policy) {
        byte[] flags = flags(versions, range, policy);
        var answers = new ArrayList<Boolean>(flags.length);
        for (byte flag : flags) {
            answers.add(flag != 0);
        }
        return answers;
    }

    /**
     * The versions that are in a range.
     *
     * @param <V> {@link Version} or text
     * @param versions in any order
     * @param range a range
     * @return the admitted ones, in the order given
     */
    public static <V> List<V> filter(Collection<V> versions, VersionRange range) {
        return filter(versions, range, Policy.DEFAULT);
    }

    /**
     * The versions that are in a range.
     *
     * @param <V> {@link Version} or text
     * @param versions in any order
     * @param range a range's text
     * @return the admitted ones, in the order given
     */
    public static <V> List<V> filter(Collection<V> versions, String range) {
        return filter(versions, VersionRange.parse(range), Policy.DEFAULT);
    }

    /**
     * The versions that are in a range under a policy.
     *
     * @param <V> {@link Version} or text
     * @param versions in any order
     * @param range a range
     * @param policy what is admitted
     * @return the admitted ones, in the order given
     */
    public static <V> List<V> filter(Collection<V> versions, VersionRange range, Policy policy) {
        var given = new ArrayList<V>(versions);
        byte[] flags = flags(given, range, policy);
        var admitted = new ArrayList<V>();
        for (int i = 0; i < flags.length; i++) {
            if (flags[i] != 0) {
                admitted.add(given.get(i));
            }
        }
        return admitted;
    }

    private static byte[] flags(Collection<?> versions, VersionRange range, Policy policy) {
        Texts texts = Texts.ofVersions(versions);
        return Native.satisfiesMany(texts.joined(), texts.ends(), range.bytes(), policy.bytes());
    }

    /**
     * The best of the versions that are in a range: the most settled state, then no tail, then the
     * highest.
     *
     * @param <V> {@link Version} or text
     * @param versions in any order
     * @param range a range
     * @return the first of equal ones; empty when none is admitted
     */
    public static <V> Optional<V> maxSatisfying(Collection<V> versions, VersionRange range) {
        return maxSatisfying(versions, range, Policy.DEFAULT);
    }

    /**
     * The best of the versions that are in a range: the most settled state, then no tail, then the
     * highest.
     *
     * @param <V> {@link Version} or text
     * @param versions in any order
     * @param range a range's text
     * @return the first of equal ones; empty when none is admitted
     */
    public static <V> Optional<V> maxSatisfying(Collection<V> versions, String range) {
        return maxSatisfying(versions, VersionRange.parse(range), Policy.DEFAULT);
    }

    /**
     * The best of the versions that are in a range under a policy: the most settled state, then no
     * tail, then the highest.
     *
     * @param <V> {@link Version} or text
     * @param versions in any order
     * @param range a range
     * @param policy what is admitted
     * @return the first of equal ones; empty when none is admitted
     */
    public static <V> Optional<V> maxSatisfying(
            Collection<V> versions, VersionRange range, Policy policy) {
        var given = new ArrayList<V>(versions);
        Texts texts = Texts.ofVersions(given);
        int place =
                Native.maxSatisfying(
                        texts.joined(), texts.ends(), range.bytes(), policy.bytes());
        return place < 0 ? Optional.empty() : Optional.of(given.get(place));
    }

    /**
     * Reads many versions.
     *
     * @param texts versions' texts
     * @return the versions, in the same order
     */
    public static List<Version> parseMany(Collection<String> texts) {
        return Version.parseAll(texts);
    }

    /**
     * The order of two versions; their builds do not count.
     *
     * @param a a version's text
     * @param b a version's text
     * @return -1, 0 or 1
     */
    public static int compare(String a, String b) {
        return Native.versionCompare(Text.encode("a", a), Text.encode("b", b));
    }

    /**
     * The order of each pair of versions; their builds do not count.
     *
     * @param a {@link Version}s or texts
     * @param b as many
     * @return -1, 0 or 1 for each pair
     * @throws ArgumentException if one list is longer than the other
     */
    public static List<Integer> compareMany(Collection<?> a, Collection<?> b) {
        if (a.size() != b.size()) {
            throw DiramException.of(
                    Code.ARGUMENT,
                    "a has " + a.size() + " versions and b " + b.size(),
                    "give as many of the one as of the other",
                    Map.of("argument", "b"));
        }
        var both = new ArrayList<Object>(a);
        both.addAll(b);
        List<String> keys = keys(both);
        return IntStream.range(0, a.size())
                .mapToObj(i -> Integer.signum(keys.get(i).compareTo(keys.get(i + a.size()))))
                .toList();
    }

    /**
     * The versions in ascending order; equal ones (by different builds) stay in theirs.
     *
     * @param <V> {@link Version} or text
     * @param versions in any order
     * @return a new list
     */
    public static <V> List<V> sort(Collection<V> versions) {
        var given = new ArrayList<V>(versions);
        List<String> keys = keys(given);
        return IntStream.range(0, given.size())
                .boxed()
                .sorted(Comparator.comparing(keys::get))
                .map(given::get)
                .toList();
    }

    /** Sort keys: asked for at once, and only if some of the versions are texts. */
    private static List<String> keys(List<?> versions) {
        boolean parsed = versions.stream().allMatch(Version.class::isInstance);
        return (parsed ? versions : Version.parseAll(versions))
                .stream().map(version -> ((Version) version).key()).toList();
    }
}
