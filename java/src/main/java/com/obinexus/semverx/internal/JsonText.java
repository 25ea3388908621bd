package com.obinexus.semverx.internal;

import com.obinexus.semverx.FaultLevel;
import com.obinexus.semverx.Version;
import com.obinexus.semverx.VersionRange;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Writes options and reports as JSON. */
public final class JsonText {
    private final StringBuilder out = new StringBuilder();

    private JsonText() {}

    /**
     * One value as JSON.
     *
     * @param value null, a boolean, number, text, version, range, enum, optional, map, iterable or
     *     record of such values; a record's components become keys in snake case
     * @return the text
     */
    public static String of(Object value) {
        var json = new JsonText();
        json.value(value);
        return json.out.toString();
    }

    private void value(Object value) {
        if (value instanceof CharSequence text) {
            string(text);
        } else if (value instanceof Version || value instanceof VersionRange) {
            string(value.toString());
        } else if (value instanceof Map<?, ?> map) {
            object(map);
        } else if (value instanceof Iterable<?> list) {
            array(list);
        } else if (value instanceof Optional<?> some) {
            value(some.orElse(null));
        } else if (value instanceof OptionalInt some) {
            value(some.isPresent() ? some.getAsInt() : null);
        } else if (value instanceof OptionalDouble some) {
            value(some.isPresent() ? some.getAsDouble() : null);
        } else if (value instanceof OptionalLong some) {
            value(some.isPresent() ? some.getAsLong() : null);
        } else if (value instanceof Record fields) {
            record(fields);
        } else if (value instanceof FaultLevel level) {
            out.append(level.level());
        } else if (value instanceof Enum<?> name) {
            string(name.toString());
        } else if (value == null || value instanceof Boolean || value instanceof Number) {
            out.append(value);
        } else {
            throw new IllegalArgumentException("no JSON for " + value.getClass());
        }
    }

    private void object(Map<?, ?> map) {
        String separator = "{";
        for (var entry : map.entrySet()) {
            out.append(separator);
            string(entry.getKey().toString());
            out.append(':');
            value(entry.getValue());
            separator = ",";
        }
        out.append(map.isEmpty() ? "{}" : "}");
    }

    private void array(Iterable<?> list) {
        out.append('[');
        String separator = "";
        for (Object element : list) {
            out.append(separator);
            value(element);
            separator = ",";
        }
        out.append(']');
    }

    private void record(Record fields) {
        if (fields.getClass().isAnnotationPresent(AsArray.class)) {
            array(components(fields));
            return;
        }
        out.append('{');
        String separator = "";
        for (RecordComponent component : fields.getClass().getRecordComponents()) {
            Object value = read(fields, component);
            if (isLeftOut(component, value)) {
                continue;
            }
            out.append(separator);
            string(key(component));
            out.append(':');
            value(value);
            separator = ",";
        }
        out.append('}');
    }

    private static boolean isLeftOut(RecordComponent component, Object value) {
        return component.isAnnotationPresent(NotInJson.class)
                || component.isAnnotationPresent(OmitEmpty.class)
                        && value.equals(Optional.empty());
    }

    private static String key(RecordComponent component) {
        JsonKey given = component.getAnnotation(JsonKey.class);
        return given == null ? snake(component.getName()) : given.value();
    }

    private static List<Object> components(Record fields) {
        return Arrays.stream(fields.getClass().getRecordComponents())
                .map(component -> read(fields, component))
                .toList();
    }

    private static Object read(Record fields, RecordComponent component) {
        try {
            return component.getAccessor().invoke(fields);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new AssertionError("a public record of this module is readable", e);
        }
    }

    private static String snake(String camel) {
        return camel.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    private void string(CharSequence text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
