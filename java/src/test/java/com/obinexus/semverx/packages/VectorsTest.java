package com.obinexus.semverx.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.obinexus.semverx.DiramException;
import com.obinexus.semverx.internal.Json;
import com.obinexus.semverx.internal.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Runs the vectors that every language runs. */
@SuppressWarnings("unchecked")
class VectorsTest {
    private static final Path VECTORS = Path.of(System.getProperty("diram.vectors"));

    @Test
    void everyVectorGivesWhatItSays() throws IOException {
        List<Path> files;
        try (var found = Files.walk(VECTORS, 2)) {
            files = found.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        }
        int ran = 0;
        int of = 0;
        for (Path file : files) {
            var vectors = (Map<String, Object>) Json.read(Files.readAllBytes(file));
            var cases = (List<Map<String, Object>>) vectors.get("cases");
            of += cases.size();
            for (var one : cases) {
                check(file, one);
                ran++;
            }
        }
        assertTrue(ran > 0, "no vectors in " + VECTORS);
        System.out.println("vectors: ran " + ran + " of " + of);
    }

    private static void check(Path file, Map<String, Object> one) throws IOException {
        String label = file.getFileName() + ": " + one.get("name");
        String op = (String) one.get("op");
        var in = new VectorInput(file.getParent(), (Map<String, Object>) one.get("in"));
        if (one.containsKey("error")) {
            var refused = assertThrows(DiramException.class, () -> run(op, in), label);
            assertEquals(one.get("error"), refused.code().name(), label);
            return;
        }
        Map<String, Object> found = run(op, in);
        for (var field : ((Map<String, Object>) one.get("out")).entrySet()) {
            Object expected = field.getValue();
            if (field.getKey().equals("data")) {
                expected = base64(VectorInput.bytes(file.getParent(), expected));
            }
            Object got = found.get(field.getKey());
            assertEquals(number(expected), number(got), label + ", " + field.getKey());
        }
    }

    /** 1 and 1.0 are the same number in JSON. */
    private static Object number(Object value) {
        return value instanceof Number n ? (Object) n.doubleValue() : value;
    }

    private static Map<String, Object> run(String op, VectorInput in) throws IOException {
        byte[] data = in.data();
        return switch (op) {
            case "huffman_encode" -> Map.of("data", base64(Huffman.encode(data)));
            case "huffman_decode" -> Map.of("data", base64(decoded(data, in)));
            case "huffman_codes" -> Map.of("codes", codes(data));
            case "pack_bytes" -> sha256(Packages.packBytes(data, in.options()));
            case "package_verify" -> {
                try (var pkg = Package.open(data)) {
                    yield object(pkg.verify().toJson());
                }
            }
            case "package_heal" -> {
                var healed = new ByteArrayOutputStream();
                try (var pkg = Package.open(data)) {
                    pkg.heal(healed, HealOptions.builder().salvage(in.salvage()).build());
                }
                yield sha256(healed.toByteArray());
            }
            case "package_unpack" -> sha256(Packages.unpackBytes(data, in.reading()));
            case "part_check" -> object(Packages.checkPart(data).toJson());
            case "part_heal" -> sha256(Packages.healPart(data));
            case "component_reconstruct" -> {
                var found = Packages.reconstructComponent(in.parts(), in.salvage());
                yield Map.of(
                        "sha256", sha256(found.data()).get("sha256"),
                        "coherence", found.coherence(),
                        "recovered", found.recovered().stream().map(Integer::longValue).toList());
            }
            case "compress_with_recovery" -> {
                byte[] pkg = Packages.compressWithRecovery(data, in.number("threshold", 0.954));
                yield Map.of("content_sha256", sha256(Packages.unpackBytes(pkg)).get("sha256"));
            }
            case "decompress_fault_tolerant" -> {
                double level = in.number("corruption_level", 0.046);
                yield sha256(Packages.decompressFaultTolerant(data, level));
            }
            default -> throw new AssertionError("unknown op " + op);
        };
    }

    private static byte[] decoded(byte[] data, VectorInput in) {
        return in.fields().get("max_output") instanceof Long most
                ? Huffman.decode(data, most)
                : Huffman.decode(data);
    }

    private static List<List<Long>> codes(byte[] data) {
        return Huffman.codes(data).stream()
                .map(c -> List.of((long) c.symbol(), (long) c.length(), (long) c.code()))
                .toList();
    }

    private static Map<String, Object> object(String json) {
        return (Map<String, Object>) Json.read(Text.encode("json", json));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static Map<String, Object> sha256(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return Map.of("sha256", HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
