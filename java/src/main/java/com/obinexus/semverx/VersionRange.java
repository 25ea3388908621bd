package com.obinexus.semverx;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.Native;
import com.obinexus.semverx.internal.Text;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/**
 * Which versions fit. A value: immutable, freely shared, serialized as its text. Two ranges are equal
 * when their canonical texts are.
 *
 * <pre>{@code
 * var range = VersionRange.parse("semverx:2.*.*.stable || ~1.4");
 * assert range.contains("2.stable.1.stable.0.stable");
 * System.out.println(range.explain("2.1.0.experimental").hint());
 * }</pre>
 */
public final class VersionRange implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Canonical. */
    private final String text;

    private VersionRange(byte[] canonical) {
        text = new String(canonical, StandardCharsets.ISO_8859_1);
    }

    /**
     * Reads a range, as npm writes them, and with states: {@code ^1.2}, {@code >=1 <3 || 5},
     * {@code 2.*.*.stable}, {@code 1.*.*.{stable|experimental}}.
     *
     * @param text at most 4096 bytes and 64 comparators
     * @return the range
     * @throws VersionException with code RANGE if it is none; the hint says what may have been meant
     * @throws ArgumentException with code LIMIT if it is over the limits
     */
    public static VersionRange parse(String text) {
        return new VersionRange(Native.rangeParse(Text.encode("range", text)));
    }

    /**
     * Whether a version is in this range under the default policy.
     *
     * @param version a version
     * @return true when it is admitted
     */
    public boolean contains(Version version) {
        return Native.satisfies(version.bytes(), bytes(), null);
    }

    /**
     * The same, of a text.
     *
     * @param version a version's text
     * @return true when it is admitted
     * @throws VersionException with code VERSION if the text is no version
     */
    public boolean contains(String version) {
        return Native.satisfies(Text.encode("version", version), bytes(), null);
    }

    /**
     * Whether a version is in this range under a policy.
     *
     * @param version a version
     * @param policy what is admitted
     * @return true when it is admitted
     */
    public boolean contains(Version version, Policy policy) {
        return Native.satisfies(version.bytes(), bytes(), policy.bytes());
    }

    /**
     * The same, of a text.
     *
     * @param version a version's text
     * @param policy what is admitted
     * @return true when it is admitted
     * @throws VersionException with code VERSION if the text is no version
     */
    public boolean contains(String version, Policy policy) {
        return Native.satisfies(Text.encode("version", version), bytes(), policy.bytes());
    }

    /**
     * Why a version is in this range, or why not and what to write so that it is.
     *
     * @param version a version
     * @return the verdict, under the default policy
     */
    public Verdict explain(Version version) {
        return explain(version, Policy.DEFAULT);
    }

    /**
     * The same, of a text.
     *
     * @param version a version's text
     * @return the verdict, under the default policy
     * @throws VersionException with code VERSION if the text is no version
     */
    public Verdict explain(String version) {
        return explain(version, Policy.DEFAULT);
    }

    /**
     * Why a version is in this range, or why not and what to write or set so that it is.
     *
     * @param version a version
     * @param policy what is admitted
     * @return the verdict
     */
    public Verdict explain(Version version, Policy policy) {
        return explain(version.bytes(), policy);
    }

    /**
     * The same, of a text.
     *
     * @param version a version's text
     * @param policy what is admitted
     * @return the verdict
     * @throws VersionException with code VERSION if the text is no version
     */
    public Verdict explain(String version, Policy policy) {
        return explain(Text.encode("version", version), policy);
    }

    private Verdict explain(byte[] version, Policy policy) {
        byte[] verdict = Native.rangeExplain(bytes(), version, policy.bytes());
        return Verdict.of(Fields.read(verdict));
    }

    /**
     * The versions in both.
     *
     * @param other a range
     * @return their intersection
     * @throws ArgumentException with code LIMIT if it is over the limits of a range
     */
    public VersionRange intersect(VersionRange other) {
        return new VersionRange(Native.rangeIntersect(bytes(), other.bytes()));
    }

    /**
     * The versions in either.
     *
     * @param other a range
     * @return their union
     * @throws ArgumentException with code LIMIT if it is over the limits of a range
     */
    public VersionRange union(VersionRange other) {
        return new VersionRange(Native.rangeUnion(bytes(), other.bytes()));
    }

    /**
     * Whether every version in this range is in the other, under the default policy. Exact, over all
     * possible versions.
     *
     * @param other a range
     * @return true when none is outside
     * @throws ArgumentException with code LIMIT if an exact answer would take too many steps
     */
    public boolean isSubset(VersionRange other) {
        return Native.rangeIsSubset(bytes(), other.bytes());
    }

    /**
     * Whether no version at all is in this range, under the default policy.
     *
     * @return true when nothing can be
     * @throws ArgumentException with code LIMIT if an exact answer would take too many steps
     */
    public boolean isEmpty() {
        return Native.rangeIsEmpty(bytes());
    }

    /**
     * The one version that this range names, if it is an exact pin and nothing else.
     *
     * @return empty for every other range
     */
    public Optional<Version> exactPin() {
        return Version.ofNullable(Native.rangeExactPin(bytes()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VersionRange range && text.equals(range.text);
    }

    @Override
    public int hashCode() {
        return Objects.hash(text);
    }

    /**
     * The canonical text.
     *
     * @return parses back to an equal range
     */
    @Override
    public String toString() {
        return text;
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * What is saved in its place.
     *
     * @return its text
     */
    private Object writeReplace() {
        return new Saved(text);
    }

    /**
     * Nothing is read this way.
     *
     * @param in not looked at
     * @throws InvalidObjectException always
     */
    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("a range is saved as its text");
    }

    /** A range as it is saved. */
    private record Saved(String text) implements Serializable {
        private static final long serialVersionUID = 1L;

        private Object readResolve() {
            return parse(text);
        }
    }
}
