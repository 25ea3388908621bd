package com.obinexus.semverx;

import com.obinexus.semverx.internal.Fields;

/**
 * Which snapshot an answer is about.
 *
 * @param seq its number
 * @param root the SHA-256 of its head, in hexadecimal
 */
public record SnapshotId(long seq, String root) {
    static SnapshotId of(Fields fields) {
        return new SnapshotId(fields.count("seq"), fields.text("root"));
    }
}
