package com.obinexus.semverx.packages;

import com.obinexus.semverx.internal.Json;
import com.obinexus.semverx.internal.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The vectors about packages. */
@SuppressWarnings("unchecked")
public final class PackageVectors {
    private PackageVectors() {}

    /**
     * Runs one operation.
     *
     * @param op its name
     * @param folder where files are that the input names
     * @param fields the input
     * @return what it gives
     */
    public static Map<String, Object> run(String op, Path folder, Map<String, Object> fields)
            throws IOException {
        var in = new VectorInput(folder, fields);
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

    /** Bytes as {@link #run} gives them, from base64 or the name of a file. */
    public static String base64(Path folder, Object value) throws IOException {
        return base64(VectorInput.bytes(folder, value));
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
