package com.obinexus.semverx.packages;

import com.obinexus.semverx.ThreadedOptions;
import com.obinexus.semverx.internal.JsonText;
import com.obinexus.semverx.internal.Text;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Options of {@link Package#unpack(java.nio.file.Path, UnpackOptions)}. */
public final class UnpackOptions extends ThreadedOptions {
    static final UnpackOptions DEFAULT = builder().build();

    private final List<String> paths;
    private final boolean salvage;
    private final boolean bestEffort;
    private final boolean force;

    private UnpackOptions(Builder builder) {
        super(builder);
        this.paths = builder.paths;
        this.salvage = builder.salvage;
        this.bestEffort = builder.bestEffort;
        this.force = builder.force;
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
     * The members to unpack; a folder means everything below it.
     *
     * @return empty for all
     */
    public List<String> paths() {
        return paths;
    }

    /**
     * Whether to go below the coherence threshold, to the mathematical limit.
     *
     * @return false by default
     */
    public boolean salvage() {
        return salvage;
    }

    /**
     * Whether to write every file that no lost range touches, and the damaged ones as {@code
     * NAME.damaged}.
     *
     * @return false by default
     */
    public boolean bestEffort() {
        return bestEffort;
    }

    /**
     * Whether to replace files in an existing, non-empty target.
     *
     * @return false by default
     */
    public boolean force() {
        return force;
    }

    byte[] json() {
        var fields =
                Map.of(
                        "paths", paths,
                        "salvage", salvage,
                        "best_effort", bestEffort,
                        "force", force,
                        "threads", threads());
        return Text.encode("options", JsonText.of(fields));
    }

    /** Collects {@link UnpackOptions}. */
    public static final class Builder extends ThreadedOptions.Builder<Builder> {
        private List<String> paths = List.of();
        private boolean salvage;
        private boolean bestEffort;
        private boolean force;

        private Builder() {}

        @Override
        protected Builder self() {
            return this;
        }

        /**
         * Restricts to these members; a folder means everything below it.
         *
         * @param paths names as {@link Package#namelist()} gives them; empty for all
         * @return this
         */
        public Builder paths(Collection<String> paths) {
            this.paths = List.copyOf(paths);
            return this;
        }

        /**
         * Goes below the coherence threshold, to the mathematical limit, or not.
         *
         * @param salvage default false
         * @return this
         */
        public Builder salvage(boolean salvage) {
            this.salvage = salvage;
            return this;
        }

        /**
         * Writes what can be written, or all or nothing.
         *
         * @param bestEffort default false
         * @return this
         */
        public Builder bestEffort(boolean bestEffort) {
            this.bestEffort = bestEffort;
            return this;
        }

        /**
         * Replaces files in an existing, non-empty target, or refuses.
         *
         * @param force default false
         * @return this
         */
        public Builder force(boolean force) {
            this.force = force;
            return this;
        }

        /**
         * The options as collected so far.
         *
         * @return immutable options
         */
        public UnpackOptions build() {
            return new UnpackOptions(this);
        }
    }
}
