package com.obinexus.semverx;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.JsonText;
import java.util.List;
import java.util.Map;

/**
 * What a certificate proves.
 *
 * @param feasible whether the proven answer is a solution, or that there is none
 * @param anchored whether the snapshot was held against something; if not, the certificate is
 *     consistent, and that is all
 * @param anchor {@code none}, {@code key}, {@code root} or {@code registry}
 * @param snapshot the snapshot that the answer is about
 * @param requirements what was asked
 * @param solution the proven solution; empty for a "no"
 * @param facts facts looked at: chosen versions, or leaves of the derivation
 * @param steps steps of the derivation
 */
public record CertificateReport(
        boolean feasible,
        boolean anchored,
        String anchor,
        SnapshotId snapshot,
        List<Requirement> requirements,
        Map<String, Version> solution,
        long facts,
        long steps) {
    static CertificateReport of(Fields fields) {
        return new CertificateReport(
                fields.flag("feasible"),
                fields.flag("anchored"),
                fields.text("anchor"),
                SnapshotId.of(fields.fields("snapshot")),
                fields.textPairs("requirements", Requirement::new),
                Resolution.solution(fields),
                fields.count("facts"),
                fields.count("steps"));
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
