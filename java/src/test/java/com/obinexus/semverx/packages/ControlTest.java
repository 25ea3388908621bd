package com.obinexus.semverx.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.obinexus.semverx.ArgumentException;
import com.obinexus.semverx.CancelledException;
import com.obinexus.semverx.Code;
import com.obinexus.semverx.DeadlineExceededException;
import com.obinexus.semverx.FormatException;
import com.obinexus.semverx.Op;
import com.obinexus.semverx.Progress;
import com.obinexus.semverx.StateException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ControlTest {
    @TempDir Path folder;
    private Path src;
    private Path dst;

    @BeforeEach
    void content() throws Exception {
        src = Files.write(folder.resolve("src"), Sample.noise(3_000_000));
        dst = folder.resolve("dst");
    }

    private PackReport pack(PackOptions.Builder options) {
        return Packages.pack(src, dst, options.build());
    }

    @Test
    void progressEndsWithTheWhole() {
        var heard = new ArrayList<Progress>();
        var threads = new ArrayList<Thread>();
        pack(
                PackOptions.builder()
                        .progress(
                                progress -> {
                                    heard.add(progress);
                                    threads.add(Thread.currentThread());
                                }));
        Progress last = heard.get(heard.size() - 1);
        assertEquals("pack", last.phase());
        assertEquals(3_000_000, last.done());
        assertEquals(3_000_000, last.total().orElseThrow());
        assertEquals(List.of(Thread.currentThread()), threads.stream().distinct().toList());
        for (int i = 1; i < heard.size(); i++) {
            assertTrue(heard.get(i).done() >= heard.get(i - 1).done());
        }
    }

    @Test
    void everyListenerHears() {
        var heard = new ArrayList<String>();
        var op = new Op().onProgress(p -> heard.add("op"));
        pack(PackOptions.builder().op(op).progress(p -> heard.add("options")));
        assertTrue(heard.containsAll(List.of("op", "options")), heard.toString());
    }

    @Test
    void cancelEndsTheCallAndLeavesNothing() {
        var op = new Op();
        var options = PackOptions.builder().op(op).progress(p -> op.cancel());
        var cancelled = assertThrows(CancelledException.class, () -> pack(options));
        assertEquals(Code.CANCELLED, cancelled.code());
        assertTrue(cancelled.details().containsKey("done"));
        assertFalse(Files.exists(dst));
        assertThrows(CancelledException.class, () -> pack(options)); // once is for ever
    }

    @Test
    void interruptingEndsTheCallAndStays() {
        var options = PackOptions.builder().progress(p -> Thread.currentThread().interrupt());
        try {
            assertThrows(CancelledException.class, () -> pack(options));
        } finally {
            assertTrue(Thread.interrupted());
        }
        assertFalse(Files.exists(dst));
        Thread.currentThread().interrupt();
        try {
            assertThrows(CancelledException.class, () -> Packages.pack(src, dst));
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void theShorterTimeLimitCounts() {
        var instant = Duration.ofNanos(1);
        var patient = new Op().timeout(Duration.ofSeconds(Long.MAX_VALUE));
        var options = PackOptions.builder().op(patient);
        pack(options);
        var late =
                assertThrows(DeadlineExceededException.class, () -> pack(options.timeout(instant)));
        assertEquals(Code.DEADLINE, late.code());
        assertTrue(late.retryable());
    }

    @Test
    void whatAListenerThrowsIsThrown() {
        var mine = new IllegalStateException("enough");
        var options =
                PackOptions.builder()
                        .progress(
                                p -> {
                                    throw mine;
                                });
        assertSame(mine, assertThrows(IllegalStateException.class, () -> pack(options)));
        assertFalse(Files.exists(dst));
        var error = new AssertionError("worse");
        var worse =
                PackOptions.builder()
                        .progress(
                                p -> {
                                    throw error;
                                });
        assertSame(error, assertThrows(AssertionError.class, () -> pack(worse)));
    }

    @Test
    void asynchronousCallsGiveTheSame() throws Exception {
        var report = Packages.packAsync(src, dst).get();
        assertEquals(Files.size(dst), report.outputBytes());
        try (var pkg = Package.openAsync(dst).get()) {
            assertEquals(Status.INTACT, pkg.verifyAsync().get().status());
            assertEquals(0, pkg.healAsync(folder.resolve("healed")).get().rebuiltParts());
            assertEquals(1, pkg.unpackAsync(folder.resolve("out")).get().files());
        }
        var missing = Packages.packAsync(folder.resolve("missing"), dst);
        var failure = assertThrows(ExecutionException.class, missing::get);
        assertEquals(Code.IO, ((com.obinexus.semverx.DiramException) failure.getCause()).code());
    }

    @Test
    void theGivenExecutorRunsTheWork() throws Exception {
        var threads = new ArrayList<String>();
        var executor = Executors.newSingleThreadExecutor(work -> new Thread(work, "mine"));
        try {
            var heard = new Op().onProgress(p -> threads.add(Thread.currentThread().getName()));
            var options = PackOptions.builder().op(heard).executor(executor).build();
            Packages.packAsync(src, dst, options).get();
            try (var pkg = Package.openAsync(dst, heard, executor).get()) {
                pkg.verifyAsync(heard, executor).get();
            }
            assertEquals(List.of("mine"), threads.stream().distinct().toList());
        } finally {
            executor.shutdown();
        }
    }

    /** Cancels in the middle of the work, and waits until it has really stopped. */
    private void cancelStops(Function<PackOptions, CompletableFuture<?>> start) throws Exception {
        var middle = new CountDownLatch(1);
        var cancelled = new CountDownLatch(1);
        var executor = Executors.newSingleThreadExecutor();
        var options =
                PackOptions.builder()
                        .executor(executor)
                        .progress(
                                progress -> {
                                    middle.countDown();
                                    try {
                                        cancelled.await();
                                    } catch (InterruptedException e) {
                                        throw new AssertionError(e);
                                    }
                                })
                        .build();
        var future = start.apply(options);
        middle.await();
        assertTrue(future.cancel(true));
        cancelled.countDown();
        executor.shutdown();
        assertTrue(executor.awaitTermination(60, TimeUnit.SECONDS));
        assertThrows(CancellationException.class, future::get);
        assertFalse(Files.exists(dst));
        try (var files = Files.list(folder)) {
            assertEquals(List.of(src), files.toList());
        }
    }

    @Test
    void cancellingAFutureReallyStopsTheWork() throws Exception {
        cancelStops(options -> Packages.packAsync(src, dst, options));
    }

    @Test
    void cancellingADependentStageDoesToo() throws Exception {
        cancelStops(options -> Packages.packAsync(src, dst, options).thenApply(PackReport::files));
    }

    @Test
    void cancellingTheOpCancelsTheFuture() {
        var op = new Op();
        op.cancel();
        var future = Packages.packAsync(src, dst, PackOptions.builder().op(op).build());
        var end = assertThrows(CancellationException.class, future::join);
        assertInstanceOf(CancelledException.class, end.getCause());
        assertTrue(future.isCancelled());
    }

    /** Every call that may take long, governed by an Op that is cancelled or by an interrupt. */
    @Test
    void everyLongCallCanBeCancelled() {
        byte[] bytes = Sample.pkg();
        var op = new Op();
        op.cancel();
        var options = ReadOptions.builder().op(op).build();
        try (var open = Package.open(bytes)) {
            var pkg = open.withOp(op);
            for (Executable call :
                    List.<Executable>of(
                            () -> Package.open(bytes, op),
                            () -> Packages.unpackBytes(bytes, options),
                            () -> Packages.compressWithRecovery(bytes, 0.954, op),
                            () -> Packages.decompressFaultTolerant(bytes, 0.046, op),
                            () -> open.read("noise", options),
                            () -> open.verify(op),
                            pkg::verify,
                            pkg::components,
                            pkg::overallCoherence,
                            () -> pkg.read("noise"),
                            () -> pkg.verifyCoherence("diram-component-0.bin"),
                            () -> pkg.recoverComponent("diram-component-0.bin"))) {
                assertThrows(CancelledException.class, call);
            }
            assertEquals(Status.INTACT, open.verify().status());
            Thread.currentThread().interrupt();
            assertThrows(CancelledException.class, open::verify);
            assertTrue(Thread.interrupted());
            pkg.close();
            assertEquals(
                    Code.CLOSED, assertThrows(StateException.class, open::verify).code());
        }
    }

    @Test
    void outputInMemoryIsLimited() {
        byte[] bytes = Sample.pkg();
        var little = ReadOptions.builder().maxOutput(39_999).build();
        var enough = ReadOptions.builder().maxOutput(40_000).build();
        var refused =
                assertThrows(FormatException.class, () -> Packages.unpackBytes(bytes, little));
        assertEquals(Code.OUTPUT_LIMIT, refused.code());
        assertEquals(40_000, Packages.unpackBytes(bytes, enough).length);
        try (var pkg = Package.open(bytes)) {
            String name = pkg.namelist().get(0);
            assertThrows(FormatException.class, () -> pkg.read(name, little));
            assertEquals(40_000, pkg.read(name, enough).length);
        }
        assertThrows(ArgumentException.class, () -> ReadOptions.builder().maxOutput(-1));
    }

    @Test
    void manyCallsOnOneOpLeaveNothingBehind() {
        var op = new Op();
        byte[] pkg = Sample.pkg();
        try (var open = Package.open(pkg)) {
            for (int i = 0; i < 200; i++) {
                open.verify(op);
            }
        }
        op.cancel(); // would touch freed operations if any were still registered
        assertTrue(op.isCancelled());
    }
}
