package com.obinexus.semverx;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.JsonText;

/**
 * What a change did.
 *
 * @param snapshot the snapshot that holds it
 * @param proof the proof that it does
 */
public record Receipt(SnapshotReport snapshot, ProofReport proof) {
    static Receipt of(Fields fields) {
        return new Receipt(
                SnapshotReport.of(fields.fields("snapshot")),
                ProofReport.of(fields.fields("proof")));
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
