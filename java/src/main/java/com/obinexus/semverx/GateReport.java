package com.obinexus.semverx;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.JsonText;
import java.util.List;
import java.util.Optional;

/**
 * What the gates say about one version.
 *
 * @param name the package; a text that is no name as it was given, shortened; empty for a line that
 *     cannot be read
 * @param version the version's canonical text; a text that is no version as it was given, shortened
 * @param outcome the worst of the verdicts
 * @param gates all eight, in their order
 * @param near names or versions that may have been meant, or that a new name looks like: hints
 * @param proof the proof that it is not there, where the existence gate says so
 */
public record GateReport(
        String name,
        String version,
        GateOutcome outcome,
        List<GateCheck> gates,
        List<String> near,
        Optional<ProofReport> proof) {
    static GateReport of(Fields fields) {
        return new GateReport(
                fields.text("name"),
                fields.text("version"),
                GateOutcome.valueOf(fields.text("outcome")),
                fields.list("gates", GateCheck::of),
                fields.texts("near"),
                fields.fieldsIfAny("proof").map(ProofReport::of));
    }

    /**
     * What one gate says.
     *
     * @param gate which
     * @return its verdict
     */
    public GateVerdict verdict(Gate gate) {
        return gates.get(gate.ordinal()).verdict();
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
