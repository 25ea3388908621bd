package com.obinexus.semverx.packages;

import com.obinexus.semverx.ThreadedOptions;
import com.obinexus.semverx.internal.JsonText;
import com.obinexus.semverx.internal.Paths;
import com.obinexus.semverx.internal.Text;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/** Options of everything that packs. */
public final class PackOptions extends ThreadedOptions {
    static final PackOptions DEFAULT = builder().build();

    /** What else than the content a package may hold. */
    private enum Kind {
        SERVICE,
        OPERATION,
        DIVISION,
        COUNTRY
    }

    private final String name;
    private final String version;
    private final CodecChoice codec;
    private final int quality;
    private final Double redundancy;
    private final Map<Kind, List<Path>> extra;
    private final boolean mtime;
    private final Instant epoch;

    private PackOptions(Builder builder) {
        super(builder);
        this.name = builder.name;
        this.version = builder.version;
        this.codec = builder.codec;
        this.quality = builder.quality;
        this.redundancy = builder.redundancy;
        this.extra = new EnumMap<>(builder.extra);
        this.mtime = builder.mtime;
        this.epoch = builder.epoch;
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
     * The package name.
     *
     * @return empty for the file name of the source
     */
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /**
     * The package version.
     *
     * @return empty for {@code 0.0.0}
     */
    public Optional<String> version() {
        return Optional.ofNullable(version);
    }

    /**
     * The codec.
     *
     * @return {@link CodecChoice#AUTO} by default
     */
    public CodecChoice codec() {
        return codec;
    }

    /**
     * The brotli quality.
     *
     * @return 0 to 11, 5 by default
     */
    public int quality() {
        return quality;
    }

    /**
     * Parity's share of all parts, in percent.
     *
     * @return empty for 6.25
     */
    public OptionalDouble redundancy() {
        return redundancy == null ? OptionalDouble.empty() : OptionalDouble.of(redundancy);
    }

    /**
     * Files that become service components.
     *
     * @return none by default
     */
    public List<Path> services() {
        return extra(Kind.SERVICE);
    }

    /**
     * Files that become operation components.
     *
     * @return none by default
     */
    public List<Path> operations() {
        return extra(Kind.OPERATION);
    }

    /**
     * Files that become division components.
     *
     * @return none by default
     */
    public List<Path> divisions() {
        return extra(Kind.DIVISION);
    }

    /**
     * Files that become country components.
     *
     * @return none by default
     */
    public List<Path> country() {
        return extra(Kind.COUNTRY);
    }

    /**
     * Whether modification times are kept.
     *
     * @return true by default
     */
    public boolean mtime() {
        return mtime;
    }

    /**
     * The one modification time of everything.
     *
     * @return empty when each file keeps its own
     */
    public Optional<Instant> epoch() {
        return Optional.ofNullable(epoch);
    }

    private List<Path> extra(Kind kind) {
        return extra.getOrDefault(kind, List.of());
    }

    byte[] json() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("name", name);
        fields.put("version", version);
        fields.put("codec", codec);
        fields.put("quality", quality);
        fields.put("redundancy", redundancy);
        fields.put("mtime", mtime);
        fields.put("epoch", epoch == null ? null : epoch.getEpochSecond());
        fields.put("threads", threads());
        fields.put("extra", extraKinds());
        return Text.encode("name and version", JsonText.of(fields));
    }

    /** The kind of each path in {@link #extraPaths()}. */
    private List<String> extraKinds() {
        var kinds = new ArrayList<String>();
        extra.forEach(
                (kind, paths) ->
                        kinds.addAll(
                                Collections.nCopies(
                                        paths.size(), kind.name().toLowerCase(Locale.ROOT))));
        return kinds;
    }

    byte[][] extraPaths() {
        var paths = new ArrayList<Path>();
        extra.values().forEach(paths::addAll);
        return Paths.encodeAll("services, operations, divisions and country", paths);
    }

    /** Collects {@link PackOptions}. */
    public static final class Builder extends ThreadedOptions.Builder<Builder> {
        private String name;
        private String version;
        private CodecChoice codec = CodecChoice.AUTO;
        private int quality = 5;
        private Double redundancy;
        private final Map<Kind, List<Path>> extra = new EnumMap<>(Kind.class);
        private boolean mtime = true;
        private Instant epoch;

        private Builder() {}

        @Override
        protected Builder self() {
            return this;
        }

        /**
         * Sets the package name.
         *
         * @param name default: the file name of the source, {@code data} without one
         * @return this
         */
        public Builder name(String name) {
            this.name = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * Sets the package version.
         *
         * @param version default {@code 0.0.0}
         * @return this
         */
        public Builder version(String version) {
            this.version = Objects.requireNonNull(version, "version");
            return this;
        }

        /**
         * Sets the codec.
         *
         * @param codec default {@link CodecChoice#AUTO}
         * @return this
         */
        public Builder codec(CodecChoice codec) {
            this.codec = Objects.requireNonNull(codec, "codec");
            return this;
        }

        /**
         * Sets the brotli quality.
         *
         * @param quality 0 to 11; default 5
         * @return this
         */
        public Builder quality(int quality) {
            check(quality >= 0 && quality <= 11, "quality", "0..=11", quality);
            this.quality = quality;
            return this;
        }

        /**
         * Sets parity's share of all parts.
         *
         * @param percent 6.25 (the default) to 44
         * @return this
         */
        public Builder redundancy(double percent) {
            boolean within = percent >= 6.25 && percent <= 44; // false for NaN
            check(within, "redundancy", "6.25..=44 percent", percent);
            this.redundancy = percent;
            return this;
        }

        /**
         * Adds service components.
         *
         * @param files one component or more of each
         * @return this
         */
        public Builder services(Collection<Path> files) {
            return extra(Kind.SERVICE, files);
        }

        /**
         * Adds operation components.
         *
         * @param files one component or more of each
         * @return this
         */
        public Builder operations(Collection<Path> files) {
            return extra(Kind.OPERATION, files);
        }

        /**
         * Adds division components.
         *
         * @param files one component or more of each
         * @return this
         */
        public Builder divisions(Collection<Path> files) {
            return extra(Kind.DIVISION, files);
        }

        /**
         * Adds country components.
         *
         * @param files one component or more of each
         * @return this
         */
        public Builder country(Collection<Path> files) {
            return extra(Kind.COUNTRY, files);
        }

        private Builder extra(Kind kind, Collection<Path> files) {
            extra.put(kind, List.copyOf(files));
            return this;
        }

        /**
         * Keeps modification times or not.
         *
         * @param mtime default true
         * @return this
         */
        public Builder mtime(boolean mtime) {
            this.mtime = mtime;
            return this;
        }

        /**
         * Fixes the modification time of everything, as {@code SOURCE_DATE_EPOCH} asks for. The
         * library does not read the environment; this is for callers that do.
         *
         * @param epoch 1970 or later; only whole seconds count
         * @return this
         */
        public Builder epoch(Instant epoch) {
            check(epoch.getEpochSecond() >= 0, "epoch", "1970 and later", epoch.toString());
            this.epoch = epoch;
            return this;
        }

        /**
         * The options as collected so far.
         *
         * @return immutable options
         */
        public PackOptions build() {
            return new PackOptions(this);
        }
    }
}
