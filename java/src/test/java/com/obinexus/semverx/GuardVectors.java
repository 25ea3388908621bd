package com.obinexus.semverx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The vectors about faults, gates and locks. */
@SuppressWarnings("unchecked")
final class GuardVectors {
    private static final String LOCK = "semverx-lock.json";

    private GuardVectors() {}

    /** What runs each operation. */
    static final Map<String, Function<Map<String, Object>, Map<String, Object>>> OPS =
            Map.of(
                    "handle_fault", in -> ResolveVectors.over(in, reg -> handled(reg, in)),
                    "gate", in -> ResolveVectors.over(in, reg -> gate(stepped(reg, in), in)),
                    "gate_publish",
                            in -> ResolveVectors.over(in, reg -> line(stepped(reg, in), in)),
                    "lock", in -> ResolveVectors.over(in, reg -> locked(stepped(reg, in), in)));

    static List<List<Object>> steps(Map<String, Object> in) {
        return (List<List<Object>>) in.getOrDefault("steps", List.of());
    }

    private static Registry stepped(Registry registry, Map<String, Object> in) {
        steps(in).forEach(step -> ResolveVectors.change(registry, step));
        return registry;
    }

    /** Takes a step that reports a fault, by its level or its cause. */
    static FaultReport handleFault(Registry registry, List<Object> step) {
        String name = (String) step.get(1);
        String version = (String) step.get(2);
        return step.get(3) instanceof Long level
                ? registry.handleFault(name, version, level.intValue())
                : registry.handleFault(name, version, cause((String) step.get(3)));
    }

    /** A name that is none cannot be an argument in Java; it is refused as other languages do. */
    private static FaultCause cause(String name) {
        try {
            return FaultCause.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException none) {
            throw DiramException.of(Code.ARGUMENT, none.getMessage(), null, Map.of());
        }
    }

    private static Map<String, Object> handled(Registry registry, Map<String, Object> in) {
        var reports = new ArrayList<Object>();
        for (List<Object> step : steps(in)) {
            if (step.get(0).equals("handle_fault")) {
                reports.add(shown(handleFault(registry, step)));
            } else {
                ResolveVectors.change(registry, step);
            }
        }
        Map<String, Object> out = ResolveVectors.state(registry);
        out.put("reports", reports);
        return out;
    }

    /** The report, with the number and the root of its snapshot. */
    private static Map<String, Object> shown(FaultReport report) {
        var out = new TreeMap<>(ResolveVectors.object(report));
        out.remove("snapshot");
        out.put("seq", report.snapshot().seq());
        out.put("root", report.snapshot().root());
        return out;
    }

    private static Map<String, Object> gate(Registry registry, Map<String, Object> in) {
        return pairs(
                registry.gate((String) in.get("name"), (String) in.get("version"), measured(in)));
    }

    private static Map<String, Object> line(Registry registry, Map<String, Object> in) {
        return pairs(registry.gatePublish((String) in.get("line"), measured(in)));
    }

    /** The report without sentences. */
    private static Map<String, Object> pairs(GateReport report) {
        var out = new TreeMap<>(ResolveVectors.object(report));
        out.put(
                "gates",
                report.gates().stream()
                        .map(one -> List.of(one.gate().toString(), one.verdict().toString()))
                        .toList());
        return out;
    }

    private static GateOptions measured(Map<String, Object> in) {
        var options = GateOptions.builder();
        for (var option : ((Map<String, Object>) in.get("options")).entrySet()) {
            Object value = option.getValue();
            switch (option.getKey()) {
                case "now" -> options.now(Instant.ofEpochSecond((Long) value));
                case "sha256" -> options.sha256((String) value);
                case "coherence" -> options.coherence(((Long) value).intValue());
                case "may_list" -> options.mayList((Boolean) value);
                case "guarded_dependents" ->
                        options.guardedDependents(((Long) value).intValue());
                default -> throw new AssertionError("unknown option " + option.getKey());
            }
        }
        return options.build();
    }

    private static Map<String, Object> locked(Registry registry, Map<String, Object> in) {
        try {
            Path folder = Files.createTempDirectory("vector");
            try {
                return lockedIn(folder, registry, in);
            } finally {
                clear(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> lockedIn(
            Path folder, Registry registry, Map<String, Object> in) throws IOException {
        for (var file : ((Map<String, String>) in.get("files")).entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        Path lock = folder.resolve(LOCK);
        String before = (String) in.get("lock");
        if (before != null) {
            Files.writeString(lock, before);
        }
        Path project = in.get("manifest") instanceof String name ? folder.resolve(name) : folder;
        try {
            LockReport report = registry.lock(project, locking(in));
            if (report.status() == LockReport.Status.WRITTEN) {
                before = content(lock);
            }
            var out = new TreeMap<>(ResolveVectors.object(report));
            out.put("lock", before);
            return out;
        } finally {
            assertEquals(before, content(lock), "only a lock that is written changes");
        }
    }

    private static String content(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file) : null;
    }

    private static void clear(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private static LockOptions locking(Map<String, Object> in) {
        var options = LockOptions.builder();
        for (var option : ((Map<String, Object>) in.get("options")).entrySet()) {
            Object value = option.getValue();
            switch (option.getKey()) {
                case "now" -> options.now(Instant.ofEpochSecond((Long) value));
                case "check" -> options.check((Boolean) value);
                case "update" -> {
                    if (value instanceof List<?> names) {
                        options.update((List<String>) names);
                    } else {
                        assertEquals("all", value);
                        options.updateAll();
                    }
                }
                default -> throw new AssertionError("unknown option " + option.getKey());
            }
        }
        return options.build();
    }
}
