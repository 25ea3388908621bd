package com.obinexus.semverx;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.JsonText;
import com.obinexus.semverx.internal.Native;
import com.obinexus.semverx.internal.Text;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What is admitted, preferred and accepted. One object for every question: versions, resolutions and
 * registries take it. A value: immutable, freely shared, serialized as its JSON.
 *
 * <pre>{@code
 * var policy = Policy.builder().allowExperimental(true).maxFault(0).build();
 * assert policy.equals(Policy.fromJson("{\"allow_experimental\": true, \"max_fault\": 0}"));
 * }</pre>
 */
public final class Policy implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The policy that holds where none is given. */
    public static final Policy DEFAULT = new Policy("{}");

    /** Canonical: keys in order, those with default values left out. */
    private final String json;

    private final transient Fields fields;
    private final transient byte[] bytes;

    private Policy(String canonical) {
        json = canonical;
        byte[] utf8 = Text.encode("policy", canonical);
        fields = Fields.read(utf8);
        bytes = canonical.equals("{}") ? null : utf8;
    }

    /**
     * Reads a policy. Keys left out, and those that are null, keep their defaults.
     *
     * @param json an object with the keys of {@link #toJson}; {@code min_release_age} in seconds or
     *     as in {@code "3d"}
     * @return the policy
     * @throws RegistryException with code POLICY for an unknown key or a wrong value; the hint says
     *     what to write
     */
    public static Policy fromJson(String json) {
        return new Policy(Text.decode(Native.policyParse(Text.encode("policy", json))));
    }

    /**
     * Begins with the defaults.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Whether experimental states are admitted.
     *
     * @return true: everywhere; false: nowhere but for an exact pin; empty (the default): where a
     *     range names them
     */
    public Optional<Boolean> allowExperimental() {
        return fields.flagIfAny("allow_experimental");
    }

    /**
     * Whether legacy states are admitted.
     *
     * @return as {@link #allowExperimental}
     */
    public Optional<Boolean> allowLegacy() {
        return fields.flagIfAny("allow_legacy");
    }

    /**
     * Whether versions with a tail are admitted wherever the bounds admit them, not only where a
     * range names their numbers with a tail.
     *
     * @return false by default
     */
    public boolean allowPrerelease() {
        return fields.flagIfAny("allow_prerelease").orElse(false);
    }

    /**
     * What happens when a newer version is published.
     *
     * @return {@link AutoUpdate#OPT_IN} by default
     */
    public AutoUpdate autoUpdate() {
        return fields.textIfAny("auto_update").map(AutoUpdate::of).orElse(AutoUpdate.OPT_IN);
    }

    /**
     * The most updates accepted a second.
     *
     * @return 5 by default
     */
    public long maxUpdateRate() {
        return fields.countIfAny("max_update_rate").orElse(5);
    }

    /**
     * How old a release must be.
     *
     * @return in whole seconds; empty (the default): no matter
     */
    public Optional<Duration> minReleaseAge() {
        var seconds = fields.countIfAny("min_release_age");
        return seconds.isPresent()
                ? Optional.of(Duration.ofSeconds(seconds.getAsLong()))
                : Optional.empty();
    }

    /**
     * The worst fault level that is still a candidate.
     *
     * @return 5 by default
     */
    public FaultLevel maxFault() {
        return FaultLevel.of(fields.smallIfAny("max_fault").orElse(5));
    }

    /**
     * Whether versions of one package may stand side by side.
     *
     * @return empty (the default): one version a package
     */
    public Optional<Lines> lines() {
        return fields.textIfAny("lines").map(Lines::of);
    }

    /**
     * Where packages come from: an exact name, or the beginning of names and {@code *}, to one
     * source.
     *
     * @return empty by default; unmodifiable
     */
    public Map<String, String> sources() {
        return fields.textsByName("sources");
    }

    /**
     * Ranges that replace, by package name, whatever is required of it.
     *
     * @return empty by default; unmodifiable
     */
    public Map<String, VersionRange> overrides() {
        var ranges = new LinkedHashMap<String, VersionRange>();
        fields.textsByName("overrides")
                .forEach((name, range) -> ranges.put(name, VersionRange.parse(range)));
        return Collections.unmodifiableMap(ranges);
    }

    /**
     * The most steps a resolution may take, decisions and propagations together.
     *
     * @return a million by default
     */
    public long budget() {
        return fields.countIfAny("budget").orElse(1_000_000);
    }

    /**
     * Whether checks that otherwise report refuse.
     *
     * @return false by default
     */
    public boolean strict() {
        return fields.flagIfAny("strict").orElse(false);
    }

    /**
     * This policy as JSON, with the keys that every language uses.
     *
     * @return canonical: keys in order, those with default values left out
     */
    public String toJson() {
        return json;
    }

    /** How it crosses the border: null for the default. */
    byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Policy policy && json.equals(policy.json);
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }

    @Override
    public String toString() {
        return "Policy" + json;
    }

    /**
     * What is saved in its place.
     *
     * @return its text
     */
    private Object writeReplace() {
        return new Saved(json);
    }

    /**
     * Nothing is read this way.
     *
     * @param in not looked at
     * @throws InvalidObjectException always
     */
    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("a policy is saved as its JSON");
    }

    /** A policy as it is saved. */
    private record Saved(String json) implements Serializable {
        private static final long serialVersionUID = 1L;

        private Object readResolve() {
            return fromJson(json);
        }
    }

    /** What happens when a newer version is published. */
    public enum AutoUpdate {
        /** Nothing. */
        OFF,
        /** One is told. */
        OPT_IN,
        /** It is taken. */
        MANDATORY;

        static AutoUpdate of(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
        }

        /**
         * The name that every language uses.
         *
         * @return as in {@code opt-in}
         */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Which versions of one package may stand side by side. */
    public enum Lines {
        /** Those that differ in the major number or its state. */
        MAJOR;

        static Lines of(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }

        /**
         * The name that every language uses.
         *
         * @return as in {@code major}
         */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Collects a {@link Policy}. What the setters are given is checked by {@link #build()}. */
    public static final class Builder {
        private final Map<String, Object> values = new LinkedHashMap<>();
        private final Map<String, String> sources = new LinkedHashMap<>();
        private final Map<String, String> overrides = new LinkedHashMap<>();

        private Builder() {}

        private Builder set(String key, Object value) {
            values.put(key, value);
            return this;
        }

        /**
         * Admits experimental states everywhere, or nowhere but for an exact pin. Not called: where
         * a range names them.
         *
         * @param allow which
         * @return this
         */
        public Builder allowExperimental(boolean allow) {
            return set("allow_experimental", allow);
        }

        /**
         * Admits legacy states everywhere, or nowhere but for an exact pin. Not called: where a range
         * names them.
         *
         * @param allow which
         * @return this
         */
        public Builder allowLegacy(boolean allow) {
            return set("allow_legacy", allow);
        }

        /**
         * Admits versions with a tail wherever the bounds admit them, or not.
         *
         * @param allow default false
         * @return this
         */
        public Builder allowPrerelease(boolean allow) {
            return set("allow_prerelease", allow);
        }

        /**
         * Says what happens when a newer version is published.
         *
         * @param update default {@link AutoUpdate#OPT_IN}
         * @return this
         */
        public Builder autoUpdate(AutoUpdate update) {
            return set("auto_update", Objects.requireNonNull(update, "update"));
        }

        /**
         * Limits the updates accepted a second.
         *
         * @param rate default 5
         * @return this
         */
        public Builder maxUpdateRate(long rate) {
            return set("max_update_rate", rate);
        }

        /**
         * Says how old a release must be.
         *
         * @param age rounded up to whole seconds
         * @return this
         */
        public Builder minReleaseAge(Duration age) {
            return set("min_release_age", age.toSeconds() + (age.getNano() > 0 ? 1 : 0));
        }

        /**
         * Sets the worst fault level that is still a candidate.
         *
         * @param level 0 to 17, default 5
         * @return this
         */
        public Builder maxFault(int level) {
            return set("max_fault", level);
        }

        /**
         * Sets the worst fault level that is still a candidate.
         *
         * @param level default {@link FaultLevel#HIGH_WARNING}
         * @return this
         */
        public Builder maxFault(FaultLevel level) {
            return maxFault(level.level());
        }

        /**
         * Lets versions of one package stand side by side.
         *
         * @param lines which
         * @return this
         */
        public Builder lines(Lines lines) {
            return set("lines", Objects.requireNonNull(lines, "lines"));
        }

        /**
         * Says where packages come from.
         *
         * @param pattern an exact name, or the beginning of names and {@code *}
         * @param source the only source of those packages
         * @return this
         */
        public Builder source(String pattern, String source) {
            sources.put(pattern, source);
            return set("sources", sources);
        }

        /**
         * Replaces whatever is required of a package.
         *
         * @param name the package
         * @param range a range's text
         * @return this
         */
        public Builder override(String name, String range) {
            overrides.put(name, range);
            return set("overrides", overrides);
        }

        /**
         * Limits the steps of a resolution.
         *
         * @param steps default a million
         * @return this
         */
        public Builder budget(long steps) {
            return set("budget", steps);
        }

        /**
         * Makes checks refuse that otherwise report, or not.
         *
         * @param strict default false
         * @return this
         */
        public Builder strict(boolean strict) {
            return set("strict", strict);
        }

        /**
         * The policy as collected so far.
         *
         * @return immutable
         * @throws RegistryException with code POLICY if a value is wrong; the hint says what to give
         */
        public Policy build() {
            return fromJson(JsonText.of(values));
        }
    }
}
