package com.obinexus.semverx;

import com.obinexus.semverx.internal.Json;
import com.obinexus.semverx.internal.JsonText;
import com.obinexus.semverx.internal.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The vectors about registries, resolutions and their certificates. */
@SuppressWarnings("unchecked")
final class ResolveVectors {
    private ResolveVectors() {}

    /** What runs each operation. */
    static final Map<String, Function<Map<String, Object>, Map<String, Object>>> OPS =
            Map.of(
                    "registry_root", in -> over(in, registry -> object(registry.snapshot())),
                    "registry_history", in -> over(in, registry -> history(registry, in)),
                    "registry_prove", in -> over(in, registry -> object(proof(registry, in))),
                    "resolve", ResolveVectors::resolve,
                    "verify_resolution", ResolveVectors::verify);

    static Map<String, Object> object(Object report) {
        return (Map<String, Object>) Json.read(Text.encode("json", JsonText.of(report)));
    }

    private static ProofReport proof(Registry registry, Map<String, Object> in) {
        String name = (String) in.get("name");
        return in.get("version") instanceof String version
                ? registry.prove(name, version)
                : registry.prove(name);
    }

    private static Map<String, Object> history(Registry registry, Map<String, Object> in) {
        for (var step : (List<List<Object>>) in.get("steps")) {
            change(registry, step);
        }
        return state(registry);
    }

    /** The newest snapshot, and all versions that can be had. */
    static Map<String, Object> state(Registry registry) {
        var versions = new TreeMap<String, Object>();
        for (String name : registry.names()) {
            versions.put(name, registry.versions(name).stream().map(ResolveVectors::row).toList());
        }
        var out = new TreeMap<>(object(registry.snapshot()));
        out.put("versions", versions);
        return out;
    }

    private static List<Object> row(VersionEntry entry) {
        return List.of(
                entry.version().toString(), entry.yanked(), (long) entry.fault().level());
    }

    /** Takes a step that changes a registry. */
    static void change(Registry registry, List<Object> step) {
        String first = (String) step.get(1);
        switch ((String) step.get(0)) {
            case "publish" -> registry.publish(first);
            case "yank" -> registry.yank(first, (String) step.get(2));
            case "unyank" -> registry.unyank(first, (String) step.get(2));
            case "set_fault" -> {
                var level = FaultLevel.of(((Long) step.get(3)).intValue());
                registry.setFault(first, (String) step.get(2), level);
            }
            case "rollback" -> {
                if (step.get(2) instanceof Long to) {
                    registry.rollback(first, to);
                } else {
                    registry.rollback(first);
                }
            }
            default -> throw new AssertionError("unknown step " + step);
        }
    }

    private static Map<String, Object> resolve(Map<String, Object> in) {
        var options = ResolveOptions.builder();
        for (var pair : (List<List<String>>) in.getOrDefault("lock", List.of())) {
            options.lock(Map.of(pair.get(0), pair.get(1)));
        }
        if (in.get("now") instanceof Long now) {
            options.now(Instant.ofEpochSecond(now));
        }
        var requirements =
                ((List<List<String>>) in.get("requirements"))
                        .stream().map(one -> new Requirement(one.get(0), one.get(1))).toList();
        return over(
                in,
                registry -> {
                    try (var resolver = registry.resolver(VersionVectors.policy(in))) {
                        return facts(resolver.resolve(requirements, options.build()));
                    }
                });
    }

    private static Map<String, Object> facts(Resolution found) {
        return Map.of(
                "feasible", found.feasible(),
                "solution", texts(found.solution()),
                "order", found.order(),
                "fault", found.fault().level(),
                "root", found.snapshot().root(),
                "certificate_sha256", sha256(found.certificate().orElseThrow()));
    }

    private static Map<String, Object> verify(Map<String, Object> in) {
        String certificate = (String) in.get("certificate");
        var anchor = (Map<String, Object>) in.getOrDefault("anchor", Map.of());
        if (anchor.containsKey("registry")) {
            return over(anchor, registry -> held(certificate, Anchor.registry(registry)));
        }
        if (anchor.get("root") instanceof String root) {
            return held(certificate, Anchor.root(root));
        }
        return anchor.get("key") instanceof String key
                ? held(certificate, Anchor.key(key))
                : facts(Certificates.verifyResolution(certificate));
    }

    private static Map<String, Object> held(String certificate, Anchor anchor) {
        return facts(Certificates.verifyResolution(certificate, anchor));
    }

    private static Map<String, Object> facts(CertificateReport report) {
        return Map.of(
                "feasible", report.feasible(),
                "anchored", report.anchored(),
                "anchor", report.anchor(),
                "solution", texts(report.solution()));
    }

    private static Map<String, String> texts(Map<String, Version> versions) {
        var texts = new TreeMap<String, String>();
        versions.forEach((name, version) -> texts.put(name, version.toString()));
        return texts;
    }

    /** Uses a registry of the lines in {@code in}, with its clock, its source and its policy. */
    static Map<String, Object> over(
            Map<String, Object> in, Function<Registry, Map<String, Object>> use) {
        var options = RegistryOptions.builder().policy(VersionVectors.policy(in));
        if (in.get("tier") instanceof String tier) {
            options.tier(tier);
        }
        if (in.get("clock") instanceof Long clock) {
            options.clock(Instant.ofEpochSecond(clock));
        }
        try {
            Path file = Files.createTempFile("vector", ".ndjson");
            try {
                Files.writeString(file, (String) in.get("registry"));
                try (var registry = new Registry(file, options.build())) {
                    return use.apply(registry);
                }
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
