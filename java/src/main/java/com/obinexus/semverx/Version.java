package com.obinexus.semverx;

import com.obinexus.semverx.internal.Native;
import com.obinexus.semverx.internal.Text;
import com.obinexus.semverx.internal.Texts;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A SemVerX version: three numbers with a state each, a tail and a build. A value: immutable, freely
 * shared, serialized as its text.
 *
 * <p>Order, {@link #equals} and {@link #hashCode} agree and ignore the build; {@link
 * #isIdenticalTo} looks at it. Lower in a state is lower: legacy, then states of one's own, then
 * experimental, then stable. Comparing never leaves Java.
 *
 * <pre>{@code
 * var v = Version.parse("2.1.0.experimental-rc.1");
 * assert v.compareTo(Version.parse("2.1.0")) < 0;
 * assert v.toString().equals("2.experimental.1.experimental.0.experimental-rc.1");
 * }</pre>
 */
public final class Version implements Comparable<Version>, Serializable {
    private static final long serialVersionUID = 1L;

    /** Lines that the native library gives for a version. */
    private static final int LINES = 4;

    /** Canonical. */
    private final String text;

    /** The sort key. */
    private final String key;

    /** The overall state. */
    private final String state;

    /** Whether all states are stable and there is no tail. */
    private final boolean stable;

    private Version(String[] lines, int first) {
        text = lines[first];
        key = lines[first + 1];
        state = lines[first + 2];
        stable = Boolean.parseBoolean(lines[first + 3]);
    }

    /** The versions that the native library gives; none of its lines is ever empty. */
    static List<Version> ofLines(byte[] ascii) {
        String[] lines = new String(ascii, StandardCharsets.ISO_8859_1).split("\n");
        var versions = new ArrayList<Version>(lines.length / LINES);
        for (int i = 0; i + LINES <= lines.length; i += LINES) {
            versions.add(new Version(lines, i));
        }
        return versions;
    }

    private static Version ofOne(byte[] ascii) {
        return ofLines(ascii).get(0);
    }

    /** What a range pins, if it pins anything. */
    static Optional<Version> ofNullable(byte[] ascii) {
        return Optional.ofNullable(ascii).map(Version::ofOne);
    }

    /** Many, in one call. */
    static List<Version> parseAll(Collection<?> versions) {
        Texts texts = Texts.ofVersions(versions);
        return ofLines(Native.versionParseMany(texts.joined(), texts.ends()));
    }

    /**
     * Reads a version: {@code 2.stable.1.stable.0.stable}, {@code 2.1.0.stable} (the state of all
     * three numbers) or {@code 2.1.0} (SemVer 2.0.0, all stable), each with {@code -tail} and
     * {@code +build}.
     *
     * @param text at most 256 bytes
     * @return the version
     * @throws VersionException with code VERSION if it is none; the hint says what may have been
     *     meant
     */
    public static Version parse(String text) {
        return ofOne(Native.versionParse(Text.encode("version", text)));
    }

    /**
     * Reads a version, if it is one.
     *
     * @param text any text
     * @return empty when {@link #parse} would throw
     */
    public static Optional<Version> tryParse(String text) {
        try {
            return Optional.of(parse(text));
        } catch (VersionException | ArgumentException notOne) {
            return Optional.empty();
        }
    }

    /**
     * Reads SemVer 2.0.0 and nothing else.
     *
     * @param text three numbers, all stable
     * @return the version
     * @throws VersionException with code VERSION if it is none
     */
    public static Version fromSemver(String text) {
        return ofOne(Native.versionFromSemver(Text.encode("text", text)));
    }

    /**
     * The first number.
     *
     * @return 0 to 2^53 - 1
     */
    public long major() {
        return number(0);
    }

    /**
     * The second number.
     *
     * @return 0 to 2^53 - 1
     */
    public long minor() {
        return number(1);
    }

    /**
     * The third number.
     *
     * @return 0 to 2^53 - 1
     */
    public long patch() {
        return number(2);
    }

    /**
     * The states of the three numbers.
     *
     * @return {@code stable}, {@code experimental}, {@code legacy} or names of the publisher's own;
     *     unmodifiable
     */
    public List<String> states() {
        return List.of(field(1), field(3), field(5));
    }

    /**
     * The overall state: the lowest of the three.
     *
     * @return as in {@link #states()}
     */
    public String state() {
        return state;
    }

    /**
     * The pre-release tail.
     *
     * @return without {@code -}; empty when there is none
     */
    public Optional<String> pre() {
        int end = buildAt();
        int from = headEnd();
        return from == end ? Optional.empty() : Optional.of(text.substring(from + 1, end));
    }

    /**
     * The build.
     *
     * @return without {@code +}; empty when there is none
     */
    public Optional<String> build() {
        int from = buildAt();
        return from == text.length() ? Optional.empty() : Optional.of(text.substring(from + 1));
    }

    /**
     * Whether all three states are stable and there is no tail.
     *
     * @return true for a release
     */
    public boolean isStable() {
        return stable;
    }

    /**
     * For databases: bytes that sort as the versions do, and are equal for equal versions.
     *
     * @return ASCII, a new array
     */
    public byte[] sortKey() {
        return key.getBytes(StandardCharsets.US_ASCII);
    }

    /** The same as text. */
    String key() {
        return key;
    }

    /**
     * The SemVer text of the same meaning.
     *
     * @return parses back to the identical version; empty when not all states are stable
     */
    public Optional<String> toPlain() {
        return Optional.ofNullable(Text.decode(Native.versionPlain(bytes())));
    }

    /**
     * The shortest text that parses back to the identical version.
     *
     * @return plain, short or canonical
     */
    public String toCompact() {
        return Text.decode(Native.versionCompact(bytes()));
    }

    /**
     * A text for tools that know only SemVer. It keeps the order, and no two versions share one; it
     * does not parse back.
     *
     * @return SemVer 2.0.0
     */
    public String toSemver() {
        return Text.decode(Native.versionSemver(bytes()));
    }

    /**
     * Equality that looks at the build too.
     *
     * @param other a version
     * @return true when both have the same text
     */
    public boolean isIdenticalTo(Version other) {
        return text.equals(other.text);
    }

    @Override
    public int compareTo(Version other) {
        return key.compareTo(other.key);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Version version && key.equals(version.key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    /**
     * The canonical text.
     *
     * @return six fields, tail and build
     */
    @Override
    public String toString() {
        return text;
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private long number(int index) {
        return Long.parseLong(field(2 * index));
    }

    /** One of the six. */
    private String field(int index) {
        int from = 0;
        for (int i = 0; i < index; i++) {
            from = text.indexOf('.', from) + 1;
        }
        return text.substring(from, index < 5 ? text.indexOf('.', from) : headEnd());
    }

    /** Where the six fields end; no field holds a {@code -} or {@code +}. */
    private int headEnd() {
        int dash = text.indexOf('-');
        int end = buildAt();
        return dash < 0 || dash > end ? end : dash;
    }

    private int buildAt() {
        int plus = text.indexOf('+');
        return plus < 0 ? text.length() : plus;
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
        throw new InvalidObjectException("a version is saved as its text");
    }

    /** A version as it is saved. */
    private record Saved(String text) implements Serializable {
        private static final long serialVersionUID = 1L;

        private Object readResolve() {
            return parse(text);
        }
    }
}
