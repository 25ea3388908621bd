package com.obinexus.semverx.internal;

import com.obinexus.semverx.Code;
import com.obinexus.semverx.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/**
 * A user's channel, as the native library reads it: on the threads that call the package, one at a
 * time.
 */
public final class ChannelSource extends Callback {
    private static final int FAILED = -2;

    private final SeekableByteChannel channel;

    /**
     * Reads from {@code channel}.
     *
     * @param channel is not closed
     */
    public ChannelSource(SeekableByteChannel channel) {
        this.channel = channel;
    }

    /** Called by the native library: the number of bytes, -2 on failure. */
    long size() {
        return guard((long) FAILED, channel::size);
    }

    /** Called by the native library: how many bytes came, -1 at the end, -2 on failure. */
    int read(long position, byte[] chunk) {
        return guard(FAILED, () -> read(position, ByteBuffer.wrap(chunk)));
    }

    private synchronized int read(long position, ByteBuffer chunk) throws IOException {
        channel.position(position);
        return Source.some(channel.read(chunk));
    }

    /** Whether a call failed because of this channel: then it is a stream that failed, no file. */
    static boolean isCauseOf(RuntimeException outcome) {
        return outcome instanceof StorageException storage
                && storage.code() == Code.IO
                && "".equals(storage.details().get("path"));
    }
}
