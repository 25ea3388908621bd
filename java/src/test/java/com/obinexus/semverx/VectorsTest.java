package com.obinexus.semverx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.obinexus.semverx.internal.Json;
import com.obinexus.semverx.packages.PackageVectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        var in = (Map<String, Object>) one.get("in");
        if (one.containsKey("error")) {
            var refused = assertThrows(DiramException.class, () -> run(file, op, in), label);
            assertEquals(one.get("error"), refused.code().name(), label);
            return;
        }
        Map<String, Object> found = run(file, op, in);
        for (var field : ((Map<String, Object>) one.get("out")).entrySet()) {
            Object expected = field.getValue();
            if (field.getKey().equals("data")) {
                expected = PackageVectors.base64(file.getParent(), expected);
            }
            assertTrue(found.containsKey(field.getKey()), label + " has no " + field.getKey());
            Object got = found.get(field.getKey());
            assertEquals(number(expected), number(got), label + ", " + field.getKey());
        }
    }

    /** 1 and 1.0 are the same number in JSON. */
    private static Object number(Object value) {
        return value instanceof Number n ? (Object) n.doubleValue() : value;
    }

    private static Map<String, Object> run(Path file, String op, Map<String, Object> in)
            throws IOException {
        for (var ops : List.of(
                VersionVectors.OPS,
                ResolveVectors.OPS,
                StrategyVectors.OPS,
                GuardVectors.OPS,
                ObserverVectors.OPS)) {
            if (ops.containsKey(op)) {
                return ops.get(op).apply(in);
            }
        }
        return PackageVectors.run(op, file.getParent(), in);
    }
}
