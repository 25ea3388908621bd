package com.obinexus.semverx.packages;

import com.obinexus.semverx.Code;
import com.obinexus.semverx.DiramException;
import com.obinexus.semverx.Op;
import com.obinexus.semverx.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** What the options of all long calls have in common. Immutable; reuse them as you like. */
public abstract sealed class CallOptions permits PackOptions, HealOptions, UnpackOptions {
    private final List<Op> ops;
    private final Executor executor;
    private final int threads;

    CallOptions(Builder<?> builder) {
        this.ops = builder.ops();
        this.executor = builder.executor;
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

    /** What may end the call and hears of its progress. */
    final List<Op> ops() {
        return ops;
    }

    /** The same and one more. */
    final List<Op> opsAnd(Op token) {
        var all = new ArrayList<>(ops);
        all.add(token);
        return all;
    }

    /** Runs the asynchronous variant; null for the default. */
    final Executor executor() {
        return executor;
    }

    /**
     * Collects options.
     *
     * @param <B> the builder itself
     */
    public abstract static sealed class Builder<B extends Builder<B>>
            permits PackOptions.Builder, HealOptions.Builder, UnpackOptions.Builder {
        private Op op;
        private Duration timeout;
        private Consumer<? super Progress> progress;
        private Executor executor;
        private int threads;

        Builder() {}

        abstract B self();

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
         * Ends the call with {@link com.obinexus.semverx.DeadlineExceededException} this long after
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
         * Runs the asynchronous variant of the call on {@code executor}. Default: that of {@link
         * java.util.concurrent.CompletableFuture}.
         *
         * @param executor runs one task for as long as the call lasts
         * @return this
         */
        public B executor(Executor executor) {
            this.executor = Objects.requireNonNull(executor, "executor");
            return self();
        }

        /**
         * Sets the number of worker threads.
         *
         * @param threads 0 (the default) for one per core
         * @return this
         */
        public B threads(int threads) {
            this.threads = (int) within("threads", threads, 0, Integer.MAX_VALUE);
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

        static long within(String argument, long value, long least, long most) {
            if (value < least || value > most) {
                throw DiramException.of(
                        Code.LIMIT,
                        argument + " must be within " + least + ".." + most + ", got " + value,
                        null,
                        Map.of("argument", argument, "got", value));
            }
            return value;
        }
    }
}
