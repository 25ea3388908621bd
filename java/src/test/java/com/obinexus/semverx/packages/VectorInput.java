package com.obinexus.semverx.packages;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The input of one vector.
 *
 * @param folder where files that it names are
 * @param fields as in the JSON
 */
@SuppressWarnings("unchecked")
record VectorInput(Path folder, Map<String, Object> fields) {
    boolean salvage() {
        return Boolean.TRUE.equals(fields.get("salvage"));
    }

    ReadOptions reading() {
        return ReadOptions.builder().salvage(salvage()).build();
    }

    double number(String field, double otherwise) {
        return ((Number) fields.getOrDefault(field, otherwise)).doubleValue();
    }

    PackOptions options() {
        var options = PackOptions.builder();
        if (fields.get("codec") instanceof String codec) {
            options.codec(CodecChoice.valueOf(codec.toUpperCase(Locale.ROOT)));
        }
        if (fields.get("name") instanceof String name) {
            options.name(name);
        }
        if (fields.get("version") instanceof String version) {
            options.version(version);
        }
        return options.build();
    }

    /** The data cut into parts, null where one is missing. */
    List<byte[]> parts() throws IOException {
        byte[] data = data();
        int length = ((Long) fields.get("part_len")).intValue();
        var missing = (List<Long>) fields.getOrDefault("missing", List.of());
        var parts = new ArrayList<byte[]>();
        for (int at = 0; at < data.length; at += length) {
            boolean gone = missing.contains((long) (at / length));
            parts.add(gone ? null : Arrays.copyOfRange(data, at, at + length));
        }
        return parts;
    }

    /** The data after the damage. */
    byte[] data() throws IOException {
        byte[] data = bytes(folder, fields.get("data"));
        for (var step : (List<List<Object>>) fields.getOrDefault("damage", List.of())) {
            long offset = (Long) step.get(1);
            data = damaged(data, step, (int) (offset < 0 ? data.length + offset : offset));
        }
        return data;
    }

    private static byte[] damaged(byte[] data, List<Object> step, int at) {
        var out = new ByteArrayOutputStream();
        int number = step.get(2) instanceof Long n ? n.intValue() : 0;
        int rest = at + number;
        out.write(data, 0, at);
        switch ((String) step.get(0)) {
            case "flip" -> {
                out.write(data[at] ^ number);
                rest = at + 1;
            }
            case "zero" -> out.writeBytes(new byte[number]);
            case "cut" -> {}
            case "insert" -> out.writeBytes(Base64.getDecoder().decode((String) step.get(2)));
            default -> throw new AssertionError("unknown damage " + step);
        }
        out.write(data, rest, data.length - rest);
        return out.toByteArray();
    }

    /** Base64, or the name of a file. */
    static byte[] bytes(Path folder, Object value) throws IOException {
        return value instanceof Map<?, ?> reference
                ? Files.readAllBytes(folder.resolve((String) reference.get("file")))
                : Base64.getDecoder().decode((String) value);
    }
}
