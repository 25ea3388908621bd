package com.obinexus.semverx.packages;

import com.obinexus.semverx.Code;
import com.obinexus.semverx.DiramException;
import com.obinexus.semverx.internal.Callback;
import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.Handle;
import com.obinexus.semverx.internal.Native;
import com.obinexus.semverx.internal.NativeOp;
import com.obinexus.semverx.internal.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Objects;

/**
 * Packs named members into a stream, one after the other, in one pass.
 *
 * <pre>{@code
 * try (var packer = new Packer(Files.newOutputStream(file))) {
 *     packer.add("notes.txt", notes.length, new ByteArrayInputStream(notes));
 *     packer.finish();
 * }
 * }</pre>
 *
 * <p>{@link #finish()} completes the package and leaves the stream open; {@link #close()} closes the
 * stream. Closing a packer that was not finished throws, so that an incomplete package never passes
 * for a whole one. A packer is for one thread at a time; a second one is refused with {@link
 * com.obinexus.semverx.StateException}, code BUSY.
 */
public final class Packer implements AutoCloseable {
    private static final int CHUNK = 64 * 1024;

    private final OutputStream out;
    private final NativeOp op;
    private final Handle handle;
    private final byte[] chunk = new byte[CHUNK];
    private boolean failed;
    private boolean finished;
    private boolean closed;

    /**
     * Starts a package. Nothing is written before the first window is full.
     *
     * @param out receives the package
     */
    public Packer(OutputStream out) {
        this(out, PackOptions.DEFAULT);
    }

    /**
     * Starts a package. Nothing is written before the first window is full.
     *
     * @param out receives the package
     * @param options how; a time limit counts from now until the end
     */
    public Packer(OutputStream out, PackOptions options) {
        this.out = Objects.requireNonNull(out, "out");
        byte[] json = options.json();
        byte[][] extra = options.extraPaths();
        NativeOp started = new NativeOp(options.ops());
        try {
            long address = started.call(o -> Native.packerNew(json, extra, o));
            this.handle = Handle.exclusive("packer", address, packer -> free(packer, started));
        } catch (RuntimeException | Error failure) {
            started.close();
            throw failure;
        }
        this.op = started;
    }

    /**
     * Adds a file.
     *
     * @param name a relative path with {@code /}
     * @param size how many bytes {@code content} has
     * @param content is read to its end, not closed
     * @throws com.obinexus.semverx.ArgumentException if {@code content} has more or fewer bytes
     */
    public void add(String name, long size, InputStream content) {
        Objects.requireNonNull(content, "content");
        byte[] text = Text.encode("name", name);
        step(packer -> {
            Native.packerBegin(packer, text, size);
            copy(packer, name, size, content);
            return null;
        });
    }

    /**
     * Writes everything that is left. The stream stays open.
     *
     * @return what was done
     */
    public PackReport finish() {
        return step(packer -> {
            byte[] report = Native.packerFinish(packer);
            drain(packer);
            out.flush();
            finished = true;
            return PackReport.of(Fields.read(report));
        });
    }

    /**
     * Closes the packer and its stream; closing again does nothing.
     *
     * @throws com.obinexus.semverx.StateException if the package was not finished, and nothing
     *     failed before that would say so
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        handle.close();
        try {
            out.close();
        } catch (IOException failure) {
            throw Callback.wrap(failure);
        }
        if (!finished && !failed) {
            throw state("closed before finish(): what was written is not a package");
        }
    }

    private static void free(long packer, NativeOp op) {
        Native.packerFree(packer);
        op.close();
    }

    private void copy(long packer, String name, long size, InputStream content)
            throws IOException {
        long left = size;
        while (true) {
            int read = content.read(chunk, 0, (int) Math.max(1, Math.min(CHUNK, left)));
            if (read < 0) {
                break;
            }
            if (read > left) {
                throw wrongSize(name, size, "more");
            }
            left -= read;
            Native.packerWrite(packer, chunk, read);
            drain(packer);
        }
        if (left > 0) {
            throw wrongSize(name, size, left + " fewer");
        }
    }

    private void drain(long packer) throws IOException {
        for (int n = Native.packerTake(packer, chunk); n > 0; ) {
            out.write(chunk, 0, n);
            n = Native.packerTake(packer, chunk);
        }
    }

    /** One thing the user asks for. After a failure the package cannot be completed. */
    private <T> T step(Step<T> body) {
        return handle.call(packer -> {
            if (failed) {
                throw state("this packer failed before; begin a new package");
            }
            if (finished) {
                throw state("this package is finished");
            }
            failed = true;
            T result = op.call(unused -> run(body, packer));
            failed = false;
            return result;
        });
    }

    private static <T> T run(Step<T> body, long packer) {
        try {
            return body.run(packer);
        } catch (IOException failure) {
            throw Callback.wrap(failure);
        }
    }

    @FunctionalInterface
    private interface Step<T> {
        T run(long packer) throws IOException;
    }

    private static DiramException state(String message) {
        return DiramException.of(Code.STATE, message, null, Map.of());
    }

    private static DiramException wrongSize(String name, long size, String got) {
        return DiramException.of(
                Code.ARGUMENT,
                name + " has " + got + " bytes than the " + size + " announced",
                null,
                Map.of("argument", "size", "name", name, "size", size));
    }
}
