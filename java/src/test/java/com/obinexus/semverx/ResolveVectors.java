package com.obinexus.semverx;

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

/** The vectors about resolutions and their certificates. */
@SuppressWarnings("unchecked")
final class ResolveVectors {
    private ResolveVectors() {}

    /** What runs each operation. */
    static final Map<String, Function<Map<String, Object>, Map<String, Object>>> OPS =
            Map.of("resolve", ResolveVectors::resolve, "verify_resolution", ResolveVectors::verify);

    private static Map<String, Object> resolve(Map<String, Object> in) {
        var options = ResolveOptions.builder();
        if (in.get("lock") instanceof Map<?, ?> lock) {
            options.lock((Map<String, ?>) lock);
        }
        if (in.get("now") instanceof Long now) {
            options.now(Instant.ofEpochSecond(now));
        }
        var requirements =
                ((List<List<String>>) in.get("requirements"))
                        .stream().map(one -> new Requirement(one.get(0), one.get(1))).toList();
        return over(
                (String) in.get("registry"),
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
                "sha256", sha256(found.certificate().orElseThrow()));
    }

    private static Map<String, Object> verify(Map<String, Object> in) {
        String certificate = (String) in.get("certificate");
        var anchor = (Map<String, String>) in.getOrDefault("anchor", Map.of());
        if (anchor.containsKey("registry")) {
            return over(
                    anchor.get("registry"), registry -> held(certificate, Anchor.registry(registry)));
        }
        if (anchor.containsKey("root")) {
            return held(certificate, Anchor.root(anchor.get("root")));
        }
        return anchor.containsKey("key")
                ? held(certificate, Anchor.key(anchor.get("key")))
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

    /** Uses a registry of these lines. */
    private static Map<String, Object> over(
            String lines, Function<Registry, Map<String, Object>> use) {
        try {
            Path file = Files.createTempFile("vector", ".ndjson");
            try {
                Files.writeString(file, lines);
                try (var registry = new Registry(file)) {
                    return use.apply(registry);
                }
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String sha256(String text) {
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
