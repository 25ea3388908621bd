package com.obinexus.semverx.packages;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.obinexus.semverx.CancelledException;
import com.obinexus.semverx.CoherenceException;
import com.obinexus.semverx.FormatException;
import com.obinexus.semverx.Op;
import com.obinexus.semverx.StorageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ChannelTest {
    @TempDir Path folder;

    /** Bytes as a channel that knows who used it, and can fail. */
    private static final class Watched implements SeekableByteChannel {
        final Set<Thread> users = new HashSet<>();
        volatile Exception failure;
        private final byte[] bytes;
        private int at;
        private boolean open = true;

        Watched(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read(ByteBuffer to) throws IOException {
            users.add(Thread.currentThread());
            if (failure instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (failure instanceof IOException checked) {
                throw checked;
            }
            if (at >= bytes.length) {
                return -1;
            }
            int n = Math.min(to.remaining(), bytes.length - at);
            to.put(bytes, at, n);
            at += n;
            return n;
        }

        @Override
        public long position() {
            return at;
        }

        @Override
        public SeekableByteChannel position(long position) {
            at = (int) position;
            return this;
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public int write(ByteBuffer from) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SeekableByteChannel truncate(long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() {
            open = false;
        }
    }

    @Test
    void everythingWorksThroughAChannelAndOnTheCallingThread() throws Exception {
        Path file = folder.resolve("photos.zip");
        Packages.pack(Sample.folder(folder), file);
        byte[] bytes = Files.readAllBytes(file);
        var channel = new Watched(bytes);
        try (var pkg = Package.open(channel)) {
            assertEquals("photos", pkg.name());
            assertEquals(Status.INTACT, pkg.verify().status());
            assertEquals(1.0, pkg.overallCoherence());
            assertArrayEquals(Sample.noise(40_000), pkg.read("raw/sea.raw"));
            try (var in = pkg.openEntry("raw/sea.raw")) {
                assertArrayEquals(Sample.noise(40_000), in.readAllBytes());
            }
            assertEquals(3, pkg.unpack(folder.resolve("restored")).files());
            assertFalse(pkg.components().isEmpty());
            assertFalse(pkg.recoverComponent("diram-component-0.bin").length == 0);
            var out = new ByteArrayOutputStream();
            pkg.heal(out);
            assertArrayEquals(bytes, out.toByteArray());
        }
        assertEquals(Set.of(Thread.currentThread()), channel.users);
        assertTrue(channel.isOpen());
    }

    @Test
    void aFileChannelIsOneToo() throws Exception {
        Path file = Files.write(folder.resolve("p.zip"), Sample.without(Sample.pkg(), 1));
        try (var channel = FileChannel.open(file);
                var pkg = Package.open(channel)) {
            assertEquals(Status.HEALABLE, pkg.verify().status());
        }
    }

    @Test
    void manyThreadsMayCallAtOnce() {
        var channel = new Watched(Sample.pkg());
        try (var pkg = Package.open(channel)) {
            var calls =
                    IntStream.range(0, 8)
                            .mapToObj(i -> CompletableFuture.supplyAsync(() -> pkg.verify().status()))
                            .toList();
            calls.forEach(call -> assertEquals(Status.INTACT, call.join()));
        }
    }

    @Test
    void aCallerMayHoldALockThatTheChannelNeeds() {
        var channel =
                new SeekableByteChannelLocked(new Watched(Sample.pkg()));
        synchronized (channel) {
            try (var pkg = Package.open(channel)) {
                assertEquals(Status.INTACT, pkg.verify().status());
            }
        }
    }

    @Test
    void aChannelsFailureComesBackAsItself() {
        var channel = new Watched(Sample.pkg());
        try (var pkg = Package.open(channel)) {
            for (Exception failure :
                    List.of(new IOException("wire cut"), new IllegalStateException("bug"))) {
                channel.failure = failure;
                var thrown = assertThrows(RuntimeException.class, () -> pkg.read("noise"));
                assertSame(
                        failure, thrown instanceof StorageException ? thrown.getCause() : thrown);
            }
            channel.failure = null;
            assertEquals(Status.INTACT, pkg.verify().status());
        }
        channel.failure = new IOException("wire cut");
        var opening = assertThrows(StorageException.class, () -> Package.open(channel));
        assertSame(channel.failure, opening.getCause());
    }

    @Test
    void otherFailuresAreNotBlamedOnTheChannel() {
        var channel = new Watched(Sample.without(Sample.pkg(), 2));
        try (var pkg = Package.open(channel)) {
            assertThrows(CoherenceException.class, () -> pkg.heal(folder.resolve("x")));
        }
        assertThrows(FormatException.class, () -> Package.open(new Watched(new byte[100])));
    }

    @Test
    void progressAndCancelWorkThroughAChannel() {
        var caller = Thread.currentThread();
        try (var pkg = Package.open(new Watched(Sample.pkg()))) {
            var op = new Op();
            op.onProgress(
                    progress -> {
                        assertSame(caller, Thread.currentThread());
                        op.cancel();
                    });
            assertThrows(CancelledException.class, () -> pkg.verify(op));
        }
    }

    /** Every method needs the monitor. */
    private static final class SeekableByteChannelLocked implements SeekableByteChannel {
        private final SeekableByteChannel inner;

        SeekableByteChannelLocked(SeekableByteChannel inner) {
            this.inner = inner;
        }

        @Override
        public synchronized int read(ByteBuffer to) throws IOException {
            return inner.read(to);
        }

        @Override
        public synchronized int write(ByteBuffer from) throws IOException {
            return inner.write(from);
        }

        @Override
        public synchronized long position() throws IOException {
            return inner.position();
        }

        @Override
        public synchronized SeekableByteChannel position(long position) throws IOException {
            inner.position(position);
            return this;
        }

        @Override
        public synchronized long size() throws IOException {
            return inner.size();
        }

        @Override
        public synchronized SeekableByteChannel truncate(long size) throws IOException {
            inner.truncate(size);
            return this;
        }

        @Override
        public synchronized boolean isOpen() {
            return inner.isOpen();
        }

        @Override
        public synchronized void close() throws IOException {
            inner.close();
        }
    }
}
