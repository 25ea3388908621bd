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
    private final ChannelSource channel;

    /**
     * Reads a member.
     *
     * @param address the native reader
     * @param channel what the package itself is read from, or null
     */
    public EntryStream(long address, ChannelSource channel) {
        this.handle = Handle.exclusive("entry stream", address, Native::entryFree);
        this.channel = channel;
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
        return call(address -> Native.entryRead(address, buf, off, len));
    }

    @Override
    public void close() {
        handle.close();
    }

    private <T> T call(LongFunction<T> body) throws IOException {
        try {
            return Calls.reading(channel, () -> handle.call(body));
        } catch (DiramException failure) {
            throw new DiramIOException(failure);
        }
    }
}
