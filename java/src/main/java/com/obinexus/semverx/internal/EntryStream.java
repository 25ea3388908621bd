package com.obinexus.semverx.internal;

import com.obinexus.semverx.DiramException;
import com.obinexus.semverx.DiramIOException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.function.LongFunction;

/** One member's content. */
public final class EntryStream extends InputStream {
    private final Handle handle;
    private final NativeOp op;
    private final ChannelSource channel;

    /**
     * Reads a member.
     *
     * @param address the native reader
     * @param op what the reader was opened with; closed with this stream
     * @param channel what the package itself is read from, or null
     */
    public EntryStream(long address, NativeOp op, ChannelSource channel) {
        this.handle = Handle.exclusive("entry stream", address, entry -> free(entry, op));
        this.op = op;
        this.channel = channel;
    }

    private static void free(long entry, NativeOp op) {
        Native.entryFree(entry);
        op.close();
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buf, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, buf.length);
        if (len == 0) {
            return 0;
        }
        return call(entry -> Native.entryRead(entry, buf, off, len));
    }

    @Override
    public void close() {
        handle.close();
    }

    private <T> T call(LongFunction<T> body) throws IOException {
        try {
            return Calls.reading(
                    channel, () -> handle.call(entry -> op.call(o -> body.apply(entry))));
        } catch (DiramException failure) {
            throw new DiramIOException(failure);
        }
    }
}
