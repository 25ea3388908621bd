package com.obinexus.semverx.packages;

import com.obinexus.semverx.ThreadedOptions;
import com.obinexus.semverx.internal.JsonText;
import com.obinexus.semverx.internal.Text;
import java.util.Map;

/** Options of {@link Package#heal(java.nio.file.Path, HealOptions)}. */
public final class HealOptions extends ThreadedOptions {
    static final HealOptions DEFAULT = builder().build();

    private final boolean salvage;

    private HealOptions(Builder builder) {
        super(builder);
        this.salvage = builder.salvage;
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
     * Whether to go below the coherence threshold, to the mathematical limit.
     *
     * @return false by default
     */
    public boolean salvage() {
        return salvage;
    }

    byte[] json() {
        var fields = Map.of("salvage", salvage, "threads", threads());
        return Text.encode("options", JsonText.of(fields));
    }

    /** Collects {@link HealOptions}. */
    public static final class Builder extends ThreadedOptions.Builder<Builder> {
        private boolean salvage;

        private Builder() {}

        @Override
        protected Builder self() {
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
         * The options as collected so far.
         *
         * @return immutable options
         */
        public HealOptions build() {
            return new HealOptions(this);
        }
    }
}
