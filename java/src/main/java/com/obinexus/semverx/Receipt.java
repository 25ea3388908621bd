package com.obinexus.semverx;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.JsonText;
import java.util.Optional;

/**
 * What a change did.
 *
 * @param snapshot the snapshot that holds it
 * @param proof the proof that it does
 * @param gates what the gates said of a version that was published, whether or not they may refuse;
 *     empty for every other change
 */
public record Receipt(
        SnapshotReport snapshot, ProofReport proof, Optional<GateReport> gates) {
    static Receipt of(Fields fields) {
        return new Receipt(
                SnapshotReport.of(fields.fields("snapshot")),
                ProofReport.of(fields.fields("proof")),
                fields.fieldsIfAny("gates").map(GateReport::of));
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
