package com.obinexus.semverx.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.obinexus.semverx.CancelledException;
import com.obinexus.semverx.Code;
import com.obinexus.semverx.DiramException;
import com.obinexus.semverx.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TaskTest {
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final List<String> discarded = new ArrayList<>();

    /** Works until its token is cancelled, as a native call does. */
    private String untilCancelled(Op token) {
        var cancelled = new CountDownLatch(1);
        token.onCancel(cancelled::countDown);
        started.countDown();
        try {
            cancelled.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        stopped.countDown();
        throw DiramException.of(Code.CANCELLED, "cancelled", null, Map.of());
    }

    private void endsWork(Consumer<CompletableFuture<String>> end) throws InterruptedException {
        CompletableFuture<String> task = Task.start(null, this::untilCancelled, discarded::add);
        started.await();
        end.accept(task);
        stopped.await();
    }

    @Test
    void cancelStopsTheWork() throws InterruptedException {
        endsWork(
                task -> {
                    assertTrue(task.cancel(true));
                    assertTrue(task.isCancelled());
                    assertThrows(CancellationException.class, task::join);
                });
    }

    @Test
    void cancellingADependentStageStopsTheWork() throws InterruptedException {
        endsWork(task -> task.thenApply(String::length).thenAccept(n -> {}).cancel(false));
    }

    @Test
    void aTimeoutOfTheFutureStopsTheWork() throws InterruptedException {
        endsWork(
                task -> {
                    var late = task.orTimeout(1, TimeUnit.MILLISECONDS);
                    var failure = assertThrows(ExecutionException.class, late::get);
                    assertInstanceOf(TimeoutException.class, failure.getCause());
                });
    }

    @Test
    void completingFromOutsideStopsTheWork() throws InterruptedException {
        endsWork(
                task -> {
                    assertTrue(task.complete("other"));
                    assertEquals("other", task.join());
                });
    }

    @Test
    void cancelledWorkIsACancelledFuture() {
        var op = new Op();
        CompletableFuture<String> task =
                Task.start(null, token -> untilCancelled(op), discarded::add);
        op.cancel();
        var end = assertThrows(CancellationException.class, task::get);
        assertTrue(task.isCancelled());
        assertInstanceOf(CancelledException.class, end.getCause());
    }

    @Test
    void resultsAndFailuresArrive() throws Exception {
        assertEquals("done", Task.start(null, token -> "done", discarded::add).get());
        var failing =
                Task.<String>start(
                        null,
                        token -> {
                            throw new IllegalStateException("no");
                        },
                        discarded::add);
        var failure = assertThrows(ExecutionException.class, failing::get);
        assertEquals("no", failure.getCause().getMessage());
        assertEquals(List.of(), discarded);
    }

    @Test
    void whatComesTooLateIsDiscarded() {
        var queue = new ArrayList<Runnable>();
        CompletableFuture<String> early = Task.start(queue::add, token -> "early", discarded::add);
        early.cancel(false);
        queue.remove(0).run();
        assertEquals(List.of(), discarded); // it never began

        var self = new ArrayList<CompletableFuture<String>>();
        self.add(
                Task.start(
                        queue::add,
                        token -> {
                            assertFalse(self.get(0).isDone());
                            self.get(0).cancel(false);
                            return "late";
                        },
                        discarded::add));
        queue.remove(0).run();
        assertEquals(List.of("late"), discarded);
    }
}
