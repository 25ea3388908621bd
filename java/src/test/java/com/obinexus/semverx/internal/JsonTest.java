package com.obinexus.semverx.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.obinexus.semverx.InternalException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private static Object read(String text) {
        return Json.read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void everyKindOfValueIsRead() {
        var expected = new LinkedHashMap<String, Object>();
        expected.put("a", List.of(1L, -2L, 2.5, 1e3, true, false));
        expected.put("b", Map.of());
        expected.put("c", List.of());
        expected.put("d", null);
        expected.put("e", new BigInteger("18446744073709551615"));
        expected.put("f", Long.MIN_VALUE);
        assertEquals(
                expected,
                read(
                        " { \"a\" : [1, -2, 2.5, 1e3, true, false], \"b\": {}, \"c\": [ ], \"d\":"
                                + " null, \"e\": 18446744073709551615, \"f\":"
                                + " -9223372036854775808 }\n"));
    }

    @Test
    void textIsExact() {
        assertEquals(
                "\"\\/\b\f\n\r\t\u0000😀é😀",
                read("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\\uD83D\\ude00é😀\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "{", "[", "[1", "[1,]", "{\"a\"}", "{\"a\":}", "{a:1}", "tru", "nul",
                "01x", "-", "\"", "\"\\x\"", "\"\\u12g4\"", "1 2", "{} ,", "[1 2]", ".", "+"
            })
    void whatIsNotJsonIsRefused(String text) {
        assertThrows(InternalException.class, () -> read(text));
    }

    @Test
    void nestingIsBounded() {
        int most = Json.MAX_DEPTH;
        assertEquals(1, ((List<?>) read("[".repeat(most) + "]".repeat(most))).size());
        String deeper = "[".repeat(most + 2) + "]".repeat(most + 2);
        assertThrows(InternalException.class, () -> read(deeper));
        assertThrows(InternalException.class, () -> read("[".repeat(1_000_000)));
    }

    record Inner(int partNumber, OptionalInt none) {}

    record Outer(String name, Optional<String> some, OptionalDouble ratio, List<Inner> parts) {}

    @AsArray
    record Pair(long from, long to) {}

    @Test
    void whatIsWrittenIsReadBack() {
        var values = new LinkedHashMap<String, Object>();
        values.put("text", "\"\\\u0000\n😀");
        values.put("list", Arrays.asList(1L, 2.5, true, null));
        values.put("map", Map.of("k", "v"));
        values.put("nothing", null);
        assertEquals(values, read(JsonText.of(values)));
    }

    @Test
    void recordsAreWrittenInSnakeCase() {
        var outer =
                new Outer(
                        "n",
                        Optional.of("s"),
                        OptionalDouble.of(0.5),
                        List.of(new Inner(7, OptionalInt.empty())));
        assertEquals(
                "{\"name\":\"n\",\"some\":\"s\",\"ratio\":0.5,"
                        + "\"parts\":[{\"part_number\":7,\"none\":null}]}",
                JsonText.of(outer));
        assertEquals("[[1,2]]", JsonText.of(List.of(new Pair(1, 2))));
    }

    @Test
    void aFieldOfAnotherTypeIsNamed() {
        var fields = Fields.read("{\"a\":\"text\",\"b\":null}".getBytes(StandardCharsets.UTF_8));
        assertEquals("text", fields.text("a"));
        assertEquals(OptionalInt.empty(), fields.smallIfAny("b"));
        for (String field : List.of("a", "b", "c")) {
            var bug = assertThrows(InternalException.class, () -> fields.count(field));
            assertEquals(field, bug.details().get("field"));
        }
        assertNull(Text.decode(null));
    }
}
