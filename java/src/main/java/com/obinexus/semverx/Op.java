package com.obinexus.semverx;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A long call as its caller sees it: cancel, time limit, progress. Give one to the options of a
 * call and cancel it from any thread. One {@code Op} may serve several calls, one after the other or
 * at once; {@link #cancel()} ends them all and refuses later ones.
 *
 * <pre>{@code
 * var op = new Op().timeout(Duration.ofMinutes(1)).onProgress(p -> bar.set(p.done()));
 * button.onClick(op::cancel);
 * Packages.pack(src, dst, PackOptions.builder().op(op).build());
 * }</pre>
 *
 * <p>Interrupting the calling thread has the same effect as {@link #cancel()} on the call it makes,
 * with or without an {@code Op}; the thread stays interrupted.
 */
public final class Op {
    private final Map<Object, Runnable> running = new LinkedHashMap<>();
    private boolean cancelled;
    private volatile Duration timeout;
    private volatile Consumer<? super Progress> listener;

    /** No limit, no listener, not cancelled. */
    public Op() {}

    /**
     * Ends each call with {@link DeadlineExceededException} this long after it began.
     *
     * @param limit more than zero
     * @return this
     * @throws ArgumentException if the limit is not more than zero
     */
    public Op timeout(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw DiramException.of(
                    Code.LIMIT,
                    "timeout must be more than zero, got " + limit,
                    null,
                    Map.of("argument", "timeout", "got", limit.toString()));
        }
        timeout = limit;
        return this;
    }

    /**
     * The time limit of each call.
     *
     * @return empty without one
     */
    public Optional<Duration> timeout() {
        return Optional.ofNullable(timeout);
    }

    /**
     * Sends progress to {@code listener}, on the thread that makes the call. What the listener
     * throws ends the call and is thrown by it.
     *
     * @param listener receives the progress
     * @return this
     */
    public Op onProgress(Consumer<? super Progress> listener) {
        this.listener = Objects.requireNonNull(listener, "listener");
        return this;
    }

    /**
     * Sends one progress report to the listener, if there is one.
     *
     * @param progress how far the call is
     */
    public void report(Progress progress) {
        Consumer<? super Progress> to = listener;
        if (to != null) {
            to.accept(progress);
        }
    }

    /** Ends every call that was given this at its next step, with {@link CancelledException}. */
    public void cancel() {
        List<Runnable> actions;
        synchronized (running) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            actions = new ArrayList<>(running.values());
        }
        actions.forEach(Runnable::run);
    }

    /**
     * Whether {@link #cancel()} was called.
     *
     * @return true from then on
     */
    public boolean isCancelled() {
        synchronized (running) {
            return cancelled;
        }
    }

    /**
     * Runs {@code action} when this is cancelled: at once, on this thread, if it already is.
     *
     * @param action must not block or throw
     * @return closing it forgets the action
     */
    public Registration onCancel(Runnable action) {
        Objects.requireNonNull(action, "action");
        Object key = new Object();
        synchronized (running) {
            if (!cancelled) {
                running.put(key, action);
                return () -> forget(key);
            }
        }
        action.run();
        return () -> {};
    }

    private void forget(Object key) {
        synchronized (running) {
            running.remove(key);
        }
    }

    /** An action that waits for {@link Op#cancel()}. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        /** Forgets the action. It may still run if the cancel is going on right now. */
        @Override
        void close();
    }
}
