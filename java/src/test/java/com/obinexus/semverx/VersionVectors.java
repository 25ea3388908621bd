package com.obinexus.semverx;

import com.obinexus.semverx.internal.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/** The vectors about versions and ranges. */
@SuppressWarnings("unchecked")
final class VersionVectors {
    private VersionVectors() {}

    /** What runs each operation. */
    static final Map<String, Function<Map<String, Object>, Map<String, Object>>> OPS =
            Map.ofEntries(
                    Map.entry("version_parse", in -> facts(Version.parse(text(in, "text")))),
                    Map.entry("version_compare", VersionVectors::compare),
                    Map.entry("version_sort", VersionVectors::sort),
                    Map.entry("range_parse", in -> Map.of("text", range(in, "text").toString())),
                    Map.entry("satisfies", VersionVectors::satisfies),
                    Map.entry("satisfies_many", VersionVectors::satisfiesMany),
                    Map.entry("max_satisfying", VersionVectors::maxSatisfying),
                    Map.entry("explain", VersionVectors::explain),
                    Map.entry("range_intersect", in -> joined(in, VersionRange::intersect)),
                    Map.entry("range_union", in -> joined(in, VersionRange::union)),
                    Map.entry(
                            "range_subset",
                            in -> result(range(in, "a").isSubset(range(in, "b")))),
                    Map.entry("range_empty", in -> result(range(in, "text").isEmpty())));

    private static String text(Map<String, Object> in, String field) {
        return (String) in.get(field);
    }

    private static VersionRange range(Map<String, Object> in, String field) {
        return VersionRange.parse(text(in, field));
    }

    static Policy policy(Map<String, Object> in) {
        return in.containsKey("policy")
                ? Policy.fromJson(JsonText.of(in.get("policy")))
                : Policy.DEFAULT;
    }

    private static Map<String, Object> result(Object value) {
        var out = new HashMap<String, Object>();
        out.put("result", value);
        return out;
    }

    private static Map<String, Object> facts(Version version) {
        var out = new HashMap<String, Object>();
        out.put("text", version.toString());
        out.put("major", version.major());
        out.put("minor", version.minor());
        out.put("patch", version.patch());
        out.put("states", version.states());
        out.put("pre", version.pre().orElse(null));
        out.put("build", version.build().orElse(null));
        out.put("stable", version.isStable());
        out.put("sort_key", new String(version.sortKey(), StandardCharsets.US_ASCII));
        out.put("semver", version.toSemver());
        out.put("plain", version.toPlain().orElse(null));
        return out;
    }

    private static Map<String, Object> compare(Map<String, Object> in) {
        int order = Versions.compare(text(in, "a"), text(in, "b"));
        int here = Version.parse(text(in, "a")).compareTo(Version.parse(text(in, "b")));
        same(order, Integer.signum(here));
        return Map.of("order", (long) order);
    }

    private static Map<String, Object> sort(Map<String, Object> in) {
        return Map.of("versions", Versions.sort((List<String>) in.get("versions")));
    }

    private static Map<String, Object> satisfies(Map<String, Object> in) {
        String version = text(in, "version");
        boolean fits = Versions.satisfies(version, text(in, "range"), policy(in));
        same(fits, range(in, "range").contains(Version.parse(version), policy(in)));
        return result(fits);
    }

    private static Map<String, Object> satisfiesMany(Map<String, Object> in) {
        var versions = (List<String>) in.get("versions");
        return result(Versions.satisfiesMany(versions, range(in, "range"), policy(in)));
    }

    private static Map<String, Object> maxSatisfying(Map<String, Object> in) {
        var versions = (List<String>) in.get("versions");
        return result(
                Versions.maxSatisfying(versions, range(in, "range"), policy(in)).orElse(null));
    }

    private static Map<String, Object> explain(Map<String, Object> in) {
        Verdict verdict = range(in, "range").explain(text(in, "version"), policy(in));
        return Map.of("admitted", verdict.admitted(), "reason", verdict.reason().toString());
    }

    private static Map<String, Object> joined(
            Map<String, Object> in, BinaryOperator<VersionRange> join) {
        return Map.of("text", join.apply(range(in, "a"), range(in, "b")).toString());
    }

    /** Two ways to ask must agree. */
    private static void same(Object one, Object other) {
        if (!one.equals(other)) {
            throw new AssertionError(one + " by one way, " + other + " by another");
        }
    }
}
