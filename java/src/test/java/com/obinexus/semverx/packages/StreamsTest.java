package com.obinexus.semverx.packages;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.obinexus.semverx.ArgumentException;
import com.obinexus.semverx.Code;
import com.obinexus.semverx.Op;
import com.obinexus.semverx.Progress;
import com.obinexus.semverx.StateException;
import com.obinexus.semverx.StorageException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamsTest {
    private static final byte[] DATA = Sample.noise(300_000);

    @TempDir Path folder;

    /** Fails in its own way after some bytes. */
    private static InputStream failing(Exception failure) {
        return new FilterInputStream(new ByteArrayInputStream(DATA)) {
            private int left = 100_000;

            @Override
            public int read(byte[] buf, int off, int len) throws IOException {
                if (left <= 0) {
                    if (failure instanceof RuntimeException unchecked) {
                        throw unchecked;
                    }
                    throw (IOException) failure;
                }
                int read = super.read(buf, off, Math.min(len, left));
                left -= read;
                return read;
            }
        };
    }

    private static OutputStream full(IOException failure) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw failure;
            }
        };
    }

    @Test
    void aStreamIsPackedIntoAStream() {
        var out = new ByteArrayOutputStream();
        var options = PackOptions.builder().name("film").build();
        PackReport report = Packages.packStream(new ByteArrayInputStream(DATA), out, options);
        assertEquals(DATA.length, report.inputBytes());
        assertEquals(out.size(), report.outputBytes());
        assertArrayEquals(DATA, Packages.unpackBytes(out.toByteArray()));
    }

    @Test
    void aStreamsFailureComesBackAsItself() {
        var broken = new IOException("disk on fire");
        var out = new ByteArrayOutputStream();
        var options = PackOptions.builder().build();
        var reading =
                assertThrows(
                        StorageException.class,
                        () -> Packages.packStream(failing(broken), out, options));
        assertSame(broken, reading.getCause());
        assertEquals(Code.IO, reading.code());
        var writing =
                assertThrows(
                        StorageException.class,
                        () ->
                                Packages.packStream(
                                        new ByteArrayInputStream(DATA), full(broken), options));
        assertSame(broken, writing.getCause());
        var unchecked = new UncheckedIOException(broken);
        assertSame(
                unchecked,
                assertThrows(
                        UncheckedIOException.class,
                        () -> Packages.packStream(failing(unchecked), out, options)));
        try (var pkg = Package.open(Sample.pkg())) {
            var healing = assertThrows(StorageException.class, () -> pkg.heal(full(broken)));
            assertSame(broken, healing.getCause());
        }
    }

    @Test
    void aStreamThatGivesNothingForEverIsRefused() {
        var lazy =
                new InputStream() {
                    @Override
                    public int read() {
                        return 0;
                    }

                    @Override
                    public int read(byte[] buf, int off, int len) {
                        return 0;
                    }
                };
        var options = PackOptions.builder().build();
        assertThrows(
                StorageException.class,
                () -> Packages.packStream(lazy, new ByteArrayOutputStream(), options));
    }

    @Test
    void membersArePackedOneAfterTheOther() throws Exception {
        var out = new ByteArrayOutputStream();
        var phases = new ArrayList<Progress>();
        var op = new Op().onProgress(phases::add);
        try (var packer = new Packer(out, PackOptions.builder().name("two").op(op).build())) {
            packer.add("a/nöte 😀.txt", 4, new ByteArrayInputStream("note".getBytes()));
            packer.add("noise", DATA.length, new ByteArrayInputStream(DATA));
            packer.add("empty", 0, InputStream.nullInputStream());
            PackReport report = packer.finish();
            assertEquals("two", report.name());
            assertEquals(3, report.files());
            assertEquals(out.size(), report.outputBytes());
        }
        assertFalse(phases.isEmpty());
        try (var pkg = Package.open(out.toByteArray())) {
            assertEquals(Status.INTACT, pkg.verify().status());
            assertArrayEquals("note".getBytes(), pkg.read("a/nöte 😀.txt"));
            assertArrayEquals(DATA, pkg.read("noise"));
            assertArrayEquals(new byte[0], pkg.read("empty"));
        }
    }

    @Test
    void anUnfinishedPackageIsNeverTakenForWhole() {
        var closed = new ArrayList<String>();
        var out =
                new ByteArrayOutputStream() {
                    @Override
                    public void close() {
                        closed.add("closed");
                    }
                };
        var packer = new Packer(out);
        packer.add("a", 1, new ByteArrayInputStream(new byte[1]));
        var refused = assertThrows(StateException.class, packer::close);
        assertEquals(Code.STATE, refused.code());
        assertEquals(List.of("closed"), closed);
        packer.close();
        assertEquals(
                Code.CLOSED, assertThrows(StateException.class, packer::finish).code());
    }

    @Test
    void theFirstFailureIsTheOneThatIsThrown() {
        var broken = new IOException("disk on fire");
        var thrown =
                assertThrows(
                        StorageException.class,
                        () -> {
                            try (var packer = new Packer(new ByteArrayOutputStream())) {
                                packer.add("a", DATA.length, failing(broken));
                                packer.finish();
                            }
                        });
        assertSame(broken, thrown.getCause());
        assertEquals(0, thrown.getSuppressed().length);
    }

    @Test
    void afterAFailureNothingMoreIsPacked() {
        for (int size : new int[] {3, 5}) {
            try (var packer = new Packer(new ByteArrayOutputStream())) {
                var content = new ByteArrayInputStream(new byte[4]);
                var wrong =
                        assertThrows(
                                ArgumentException.class, () -> packer.add("a", size, content));
                assertEquals("size", wrong.details().get("argument"));
                assertEquals(
                        Code.STATE, assertThrows(StateException.class, packer::finish).code());
            }
        }
        var packer = new Packer(new ByteArrayOutputStream());
        packer.finish();
        assertThrows(StateException.class, packer::finish);
        packer.close();
    }

    @Test
    void aSecondThreadIsRefused() {
        try (var packer = new Packer(new ByteArrayOutputStream())) {
            var intruding =
                    new FilterInputStream(new ByteArrayInputStream(DATA)) {
                        @Override
                        public int read(byte[] buf, int off, int len) throws IOException {
                            var second = CompletableFuture.runAsync(packer::finish);
                            var failure = assertThrows(CompletionException.class, second::join);
                            var busy = (StateException) failure.getCause();
                            assertEquals(Code.BUSY, busy.code());
                            assertTrue(busy.retryable());
                            return super.read(buf, off, len);
                        }
                    };
            packer.add("a", DATA.length, intruding);
            packer.finish();
        }
    }
}
