package com.obinexus.semverx;

import com.obinexus.semverx.internal.Json;
import com.obinexus.semverx.internal.JsonText;
import com.obinexus.semverx.internal.Text;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The vectors about the three strategies. */
@SuppressWarnings("unchecked")
final class StrategyVectors {
    private StrategyVectors() {}

    /** What runs each operation. */
    static final Map<String, Function<Map<String, Object>, Map<String, Object>>> OPS =
            Map.of(
                    "check", in -> over(in, StrategyVectors::check),
                    "plan", in -> over(in, StrategyVectors::plan),
                    "graph", in -> over(in, StrategyVectors::graph));

    private static Map<String, Object> over(
            Map<String, Object> in,
            BiFunction<Resolver, Map<String, Object>, Map<String, Object>> use) {
        return ResolveVectors.over(in, registry -> use.apply(registry.resolver(), in));
    }

    private static Map<String, Object> chosen(Map<String, Object> in, String field) {
        return (Map<String, Object>) in.getOrDefault(field, Map.of());
    }

    private static Map<String, Object> check(Resolver resolver, Map<String, Object> in) {
        var options = CheckOptions.builder().running(chosen(in, "running"));
        if (in.get("literal") instanceof Boolean literal) {
            options.literal(literal);
        }
        String name = (String) in.get("strategy");
        Strategy strategy = Strategy.valueOf(name.toUpperCase(Locale.ROOT));
        CheckReport report = resolver.check(chosen(in, "solution"), strategy, options.build());
        var out = new TreeMap<>(ResolveVectors.object(report));
        out.computeIfPresent("ways", (key, ways) -> withoutReasons((List<Object>) ways));
        return out;
    }

    /** Sentences differ from release to release. */
    private static List<Object> withoutReasons(List<Object> ways) {
        return ways.stream()
                .map(
                        way -> {
                            var told = new TreeMap<>((Map<String, Object>) way);
                            told.remove("reason");
                            return (Object) told;
                        })
                .toList();
    }

    private static Map<String, Object> plan(Resolver resolver, Map<String, Object> in) {
        String from = (String) in.get("from");
        String to = (String) in.get("to");
        return ResolveVectors.object(
                resolver.plan((String) in.get("name"), from, to, chosen(in, "running")));
    }

    private static Map<String, Object> graph(Resolver resolver, Map<String, Object> in) {
        String nodes = JsonText.of(resolver.graph(chosen(in, "solution")));
        return Map.of("nodes", Json.read(Text.encode("nodes", nodes)));
    }
}
