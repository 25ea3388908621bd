package com.obinexus.semverx.packages;

import com.obinexus.semverx.CallOptions;
import com.obinexus.semverx.internal.JsonText;
import com.obinexus.semverx.internal.Text;
import java.util.Map;

/** Options of calls that give content back in memory. */
public final class ReadOptions extends CallOptions {
    static final ReadOptions DEFAULT = builder().build();

    private static final long DEFAULT_MAX_OUTPUT = 1L << 30;

    private final boolean salvage;
    private final long maxOutput;

    private ReadOptions(Builder builder) {
        super(builder);
        this.salvage = builder.salvage;
        this.maxOutput = builder.maxOutput;
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

    /**
     * Most bytes to give back.
     *
     * @return 1 GiB by default
     */
    public long maxOutput() {
        return maxOutput;
    }

    byte[] json() {
        var fields = Map.of("salvage", salvage, "max_output", maxOutput);
        return Text.encode("options", JsonText.of(fields));
    }

    /** Collects {@link ReadOptions}. */
    public static final class Builder extends CallOptions.Builder<Builder> {
        private boolean salvage;
        private long maxOutput = DEFAULT_MAX_OUTPUT;

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
         * Sets the most bytes to give back; more is a {@link com.obinexus.semverx.FormatException}
         * with code OUTPUT_LIMIT.
         *
         * @param maxOutput default 1 GiB
         * @return this
         */
        public Builder maxOutput(long maxOutput) {
            check(maxOutput >= 0, "maxOutput", "0 and up", maxOutput);
            this.maxOutput = maxOutput;
            return this;
        }

        /**
         * The options as collected so far.
         *
         * @return immutable options
         */
        public ReadOptions build() {
            return new ReadOptions(this);
        }
    }
}
