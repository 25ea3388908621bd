package com.obinexus.semverx.packages;

import com.obinexus.semverx.internal.AsArray;

/**
 * A range of bytes.
 *
 * @param from the first byte
 * @param to the byte after the last
 */
@AsArray
public record ByteRange(long from, long to) {
    static ByteRange of(long[] pair) {
        return new ByteRange(pair[0], pair[1]);
    }
}
