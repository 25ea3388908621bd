package com.obinexus.semverx.internal;

import com.obinexus.semverx.CallOptions;
import com.obinexus.semverx.CancelledException;
import com.obinexus.semverx.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A future whose end ends the work: cancelling it, a stage that depends on it, or completing it from
 * outside (as {@code orTimeout} does) stops the native call at its next step.
 *
 * @param <T> the result
 */
public final class Task<T> extends CompletableFuture<T> {
    private final Op token;

    private Task(Op token) {
        this.token = token;
    }

    /**
     * Starts work.
     *
     * @param <T> its result
     * @param executor runs it; null means the default of {@link CompletableFuture}
     * @param work gets the token that ends it
     * @param discard gets a result that came too late for anyone to take it
     * @return the future
     */
    public static <T> CompletableFuture<T> start(
            Executor executor, Function<Op, T> work, Consumer<? super T> discard) {
        var task = new Task<T>(new Op());
        Executor runner = executor == null ? task.defaultExecutor() : executor;
        runner.execute(() -> task.run(work, discard));
        return task;
    }

    /**
     * Starts a call that has options.
     *
     * @param <T> its result
     * @param options say where it runs and what else may end it
     * @param work gets everything that may end it
     * @param discard gets a result that came too late for anyone to take it
     * @return the future
     */
    public static <T> CompletableFuture<T> startWith(
            CallOptions options, Function<List<Op>, T> work, Consumer<? super T> discard) {
        return start(
                options.executor().orElse(null),
                token -> {
                    var ops = new ArrayList<>(options.ops());
                    ops.add(token);
                    return work.apply(ops);
                },
                discard);
    }

    private void run(Function<Op, T> work, Consumer<? super T> discard) {
        if (isDone()) {
            return; // cancelled before it began
        }
        try {
            T result = work.apply(token);
            if (!super.complete(result)) {
                discard.accept(result);
            }
        } catch (CancelledException cancelled) {
            var end = new CancellationException(cancelled.getMessage());
            end.initCause(cancelled);
            super.completeExceptionally(end);
        } catch (Throwable failure) { // whatever it is, it belongs to the waiter
            super.completeExceptionally(failure);
        }
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new Task<>(token);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean ended = super.cancel(mayInterruptIfRunning);
        token.cancel();
        return ended;
    }

    @Override
    public boolean complete(T value) {
        boolean ended = super.complete(value);
        token.cancel();
        return ended;
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        boolean ended = super.completeExceptionally(failure);
        token.cancel();
        return ended;
    }
}
