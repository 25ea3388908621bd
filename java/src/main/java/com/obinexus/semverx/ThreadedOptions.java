package com.obinexus.semverx;

import com.obinexus.semverx.packages.HealOptions;
import com.obinexus.semverx.packages.PackOptions;
import com.obinexus.semverx.packages.UnpackOptions;

/** What the options of calls have in common that use all cores. */
public abstract sealed class ThreadedOptions extends CallOptions
        permits PackOptions, HealOptions, UnpackOptions, ResolveOptions {
    private final int threads;

    /**
     * The options that a builder collected.
     *
     * @param builder read, not kept
     */
    protected ThreadedOptions(Builder<?> builder) {
        super(builder);
        this.threads = builder.threads;
    }

    /**
     * Worker threads of the call.
     *
     * @return 0 for one per core
     */
    public int threads() {
        return threads;
    }

    /**
     * Collects options.
     *
     * @param <B> the builder itself
     */
    public abstract static sealed class Builder<B extends Builder<B>> extends CallOptions.Builder<B>
            permits PackOptions.Builder,
                    HealOptions.Builder,
                    UnpackOptions.Builder,
                    ResolveOptions.Builder {
        private int threads;

        /** The defaults. */
        protected Builder() {}

        /**
         * Sets the number of worker threads.
         *
         * @param threads 0 (the default) for one per core
         * @return this
         */
        public B threads(int threads) {
            check(threads >= 0, "threads", "0 and up", threads);
            this.threads = threads;
            return self();
        }
    }
}
