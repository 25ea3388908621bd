package com.obinexus.semverx;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.JsonText;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One state of a registry.
 *
 * @param seq its number, from 1
 * @param root SHA-256 of its head in hexadecimal: what certificates are held against
 * @param roots the root of each source in hexadecimal
 * @param time when it was made, in seconds since 1970; 0 for a registry just opened
 * @param parent the root of the snapshot before it
 * @param note what was done
 * @param signedBy the public keys that signed it, in hexadecimal
 */
public record SnapshotReport(
        long seq,
        String root,
        Map<String, String> roots,
        long time,
        Optional<String> parent,
        String note,
        List<String> signedBy) {
    static SnapshotReport of(Fields fields) {
        return new SnapshotReport(
                fields.count("seq"),
                fields.text("root"),
                fields.textsByName("roots"),
                fields.count("time"),
                fields.textIfAny("parent"),
                fields.text("note"),
                fields.texts("signed_by"));
    }

    /**
     * This report as JSON, with the keys that every language uses.
     *
     * @return an object
     */
    public String toJson() {
        return JsonText.of(this);
    }
}
