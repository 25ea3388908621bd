package com.obinexus.semverx;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.JsonText;
import com.obinexus.semverx.internal.NotInJson;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The answer to a request. A "no" is an answer.
 *
 * @param feasible whether there is a solution
 * @param solution name to version; where versions of one package stand side by side, the name
 *     carries its line, as in {@code core@2}
 * @param packages the same with what is known of each, by name
 * @param order the names of {@code solution}, dependencies before dependents
 * @param fault the worst fault level of the chosen versions; {@link FaultLevel#LOW_PANIC} when
 *     nothing fits
 * @param faultState the band of {@code fault}
 * @param explanation why there is no solution, in sentences
 * @param nearNames names that nobody published, each with published ones that look like it; never
 *     chosen
 * @param snapshot what the answer is about
 * @param steps what the answer cost, in steps of the budget
 * @param certificate the proof, for {@link Certificates}; empty if it was not asked for
 * @param requested the version chosen of the package asked for, which {@code packages} has too; empty
 *     when several were asked for or nothing fits. Not in JSON, which does not say what was asked
 */
public record Resolution(
        boolean feasible,
        Map<String, Version> solution,
        List<ChosenPackage> packages,
        List<String> order,
        FaultLevel fault,
        FaultState faultState,
        Optional<String> explanation,
        Map<String, List<String>> nearNames,
        SnapshotId snapshot,
        long steps,
        Optional<String> certificate,
        @NotInJson Optional<ChosenPackage> requested)
        implements ResolutionResult {
    static Resolution of(Fields fields, List<Requirement> wanted) {
        Map<String, Version> solution = solution(fields);
        var byText = new HashMap<String, Version>();
        solution.values().forEach(version -> byText.put(version.toString(), version));
        List<ChosenPackage> packages =
                fields.list(
                        "packages", one -> ChosenPackage.of(one, byText.get(one.text("version"))));
        return new Resolution(
                fields.flag("feasible"),
                solution,
                packages,
                fields.texts("order"),
                FaultLevel.of(fields.small("fault")),
                FaultState.valueOf(fields.text("fault_state")),
                fields.textIfAny("explanation"),
                fields.listsByName("near_names"),
                SnapshotId.of(fields.fields("snapshot")),
                fields.count("steps"),
                fields.textIfAny("certificate"),
                wanted.size() == 1 ? requested(packages, wanted.get(0)) : Optional.empty());
    }

    /** Of several lines the highest that the request is about. */
    private static Optional<ChosenPackage> requested(
            List<ChosenPackage> packages, Requirement wanted) {
        List<ChosenPackage> named =
                packages.stream().filter(one -> one.name().equals(wanted.name())).toList();
        if (named.size() < 2) {
            return named.stream().findFirst();
        }
        VersionRange range = VersionRange.parse(wanted.range());
        List<ChosenPackage> within =
                named.stream().filter(one -> range.contains(one.version())).toList();
        // A policy may admit what the range alone does not.
        return (within.isEmpty() ? named : within)
                .stream().max(Comparator.comparing(ChosenPackage::version));
    }

    /** The field {@code solution}, its versions read in one call. */
    static Map<String, Version> solution(Fields fields) {
        Map<String, String> texts = fields.textsByName("solution");
        Iterator<Version> versions = Version.parseAll(texts.values()).iterator();
        var solution = new LinkedHashMap<String, Version>();
        texts.keySet().forEach(name -> solution.put(name, versions.next()));
        return Collections.unmodifiableMap(solution);
    }

    @Override
    public FaultState getFaultState() {
        return faultState;
    }

    @Override
    public String getErrorMessage() {
        return explanation.orElse(null);
    }

    @Override
    public ChosenPackage getPackage() {
        return requested.orElse(null);
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
