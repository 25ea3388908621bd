package com.obinexus.semverx;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.JsonText;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A proof of what a snapshot holds, or does not hold.
 *
 * @param source the source
 * @param name the package asked for
 * @param version the version asked for; empty when all were asked for
 * @param present whether there is such a version, or any of that name; a version that was undone is
 *     not
 * @param near names or versions close to what is not there: hints, no part of the proof
 * @param head the snapshot's head with its signatures, as JSON values
 * @param tree the source's tree as far as the answer needs it, as JSON values
 */
public record ProofReport(
        String source,
        String name,
        Optional<Version> version,
        boolean present,
        List<String> near,
        Map<String, Object> head,
        Map<String, Object> tree) {
    static ProofReport of(Fields fields) {
        return new ProofReport(
                fields.text("source"),
                fields.text("name"),
                fields.textIfAny("version").map(Version::parse),
                fields.flag("present"),
                fields.texts("near"),
                fields.object("head"),
                fields.object("tree"));
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
