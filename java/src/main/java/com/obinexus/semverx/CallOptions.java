package com.obinexus.semverx;

import com.obinexus.semverx.packages.ReadOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** What the options of all long calls have in common. Immutable; reuse them as you like. */
public abstract sealed class CallOptions
        permits ThreadedOptions, ReadOptions, LockOptions {
    private final List<Op> ops;
    private final Executor executor;

    /**
     * The options that a builder collected.
     *
     * @param builder read, not kept
     */
    protected CallOptions(Builder<?> builder) {
        this.ops = builder.ops();
        this.executor = builder.executor;
    }

    /**
     * What may end the call and hears of its progress.
     *
     * @return one for each of the builder's {@code op}, {@code timeout} and {@code progress} that
     *     was called; unmodifiable
     */
    public final List<Op> ops() {
        return ops;
    }

    /**
     * What runs the asynchronous variant of the call.
     *
     * @return empty for the default
     */
    public final Optional<Executor> executor() {
        return Optional.ofNullable(executor);
    }

    /**
     * Collects options.
     *
     * @param <B> the builder itself
     */
    public abstract static sealed class Builder<B extends Builder<B>>
            permits ThreadedOptions.Builder, ReadOptions.Builder, LockOptions.Builder {
        private Op op;
        private Duration timeout;
        private Consumer<? super Progress> progress;
        private Executor executor;

        /** The defaults. */
        protected Builder() {}

        /**
         * This, as what it is.
         *
         * @return this
         */
        protected abstract B self();

        /**
         * Lets {@code op} cancel the call, limit its time and hear of its progress.
         *
         * @param op shared with whoever cancels
         * @return this
         */
        public B op(Op op) {
            this.op = Objects.requireNonNull(op, "op");
            return self();
        }

        /**
         * Ends the call with {@link DeadlineExceededException} this long after
         * it began.
         *
         * @param limit more than zero
         * @return this
         */
        public B timeout(Duration limit) {
            this.timeout = Objects.requireNonNull(limit, "limit");
            return self();
        }

        /**
         * Sends progress to {@code listener}, on the thread that makes the call. What the listener
         * throws ends the call and is thrown by it.
         *
         * @param listener receives the progress
         * @return this
         */
        public B progress(Consumer<? super Progress> listener) {
            this.progress = Objects.requireNonNull(listener, "listener");
            return self();
        }

        /**
         * Runs the asynchronous variant of the call, where there is one, on {@code executor}.
         * Default: that of {@link java.util.concurrent.CompletableFuture}.
         *
         * @param executor runs one task for as long as the call lasts
         * @return this
         */
        public B executor(Executor executor) {
            this.executor = Objects.requireNonNull(executor, "executor");
            return self();
        }

        private List<Op> ops() {
            var ops = new ArrayList<Op>();
            if (op != null) {
                ops.add(op);
            }
            if (timeout != null) {
                ops.add(new Op().timeout(timeout));
            }
            if (progress != null) {
                ops.add(new Op().onProgress(progress));
            }
            return List.copyOf(ops);
        }

        /**
         * Refuses a number outside its range.
         *
         * @param within whether it is inside
         * @param argument its name
         * @param range what is allowed
         * @param got the number
         */
        protected static void check(boolean within, String argument, String range, Object got) {
            if (!within) {
                throw DiramException.of(
                        Code.LIMIT,
                        argument + " must be within " + range + ", got " + got,
                        null,
                        Map.of("argument", argument, "range", range, "got", got));
            }
        }
    }
}
