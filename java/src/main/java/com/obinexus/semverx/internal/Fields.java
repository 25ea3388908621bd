package com.obinexus.semverx.internal;

import com.obinexus.semverx.Code;
import com.obinexus.semverx.DiramException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The fields of a report as the native library gives it. A field that is missing is a bug. */
public final class Fields {
    private final Map<?, ?> values;

    private Fields(Map<?, ?> values) {
        this.values = values;
    }

    /**
     * The report in a JSON object.
     *
     * @param json UTF-8
     * @return its fields
     */
    public static Fields read(byte[] json) {
        return of(Json.read(json));
    }

    /**
     * The reports in a JSON array of objects.
     *
     * @param <T> the kind of report
     * @param json UTF-8
     * @param make makes a report of its fields
     * @return the reports
     */
    public static <T> List<T> readList(byte[] json, Function<Fields, T> make) {
        return list(Json.read(json), "the report", element -> make.apply(of(element)));
    }

    private static Fields of(Object value) {
        if (value instanceof Map<?, ?> values) {
            return new Fields(values);
        }
        throw wrong("the report", "an object", value);
    }

    /**
     * The texts in a JSON array.
     *
     * @param json UTF-8
     * @return its elements
     */
    public static List<String> readTexts(byte[] json) {
        return list(Json.read(json), "the report", text -> check("a text", text, String.class));
    }

    /**
     * Whether there is a field, and not null.
     *
     * @param name the field
     * @return true when there is
     */
    public boolean has(String name) {
        return values.get(name) != null;
    }

    /**
     * A field that holds a JSON object of any kind.
     *
     * @param name the field
     * @return its members; unmodifiable
     */
    @SuppressWarnings("unchecked") // keys of JSON objects are texts
    public Map<String, Object> object(String name) {
        return get(name, Map.class);
    }

    /**
     * A field that holds text.
     *
     * @param name the field
     * @return its value
     */
    public String text(String name) {
        return get(name, String.class);
    }

    /**
     * A field that holds true or false.
     *
     * @param name the field
     * @return its value
     */
    public boolean flag(String name) {
        return get(name, Boolean.class);
    }

    /**
     * True or false, or absent.
     *
     * @param name the field
     * @return its value
     */
    public Optional<Boolean> flagIfAny(String name) {
        return has(name) ? Optional.of(flag(name)) : Optional.empty();
    }

    /**
     * A field that holds a number.
     *
     * @param name the field
     * @return its value
     */
    public double number(String name) {
        return get(name, Number.class).doubleValue();
    }

    /**
     * A field that holds a count of up to 63 bits.
     *
     * @param name the field
     * @return its value
     */
    public long count(String name) {
        return get(name, Long.class);
    }

    /**
     * A field that holds a small whole number.
     *
     * @param name the field
     * @return its value
     */
    public int small(String name) {
        return Math.toIntExact(count(name));
    }

    /**
     * A number that may be absent.
     *
     * @param name the field
     * @return its value
     */
    public OptionalDouble numberIfAny(String name) {
        return has(name) ? OptionalDouble.of(number(name)) : OptionalDouble.empty();
    }

    /**
     * A small whole number that may be absent.
     *
     * @param name the field
     * @return its value
     */
    public OptionalInt smallIfAny(String name) {
        return has(name) ? OptionalInt.of(small(name)) : OptionalInt.empty();
    }

    /**
     * A count that may be absent.
     *
     * @param name the field
     * @return its value
     */
    public OptionalLong countIfAny(String name) {
        return has(name) ? OptionalLong.of(count(name)) : OptionalLong.empty();
    }

    /**
     * Text that may be absent.
     *
     * @param name the field
     * @return its value
     */
    public Optional<String> textIfAny(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    /**
     * A field that holds a report.
     *
     * @param name the field
     * @return its fields
     */
    public Fields fields(String name) {
        return of(values.get(name));
    }

    /**
     * A report that may be absent.
     *
     * @param name the field
     * @return its fields
     */
    public Optional<Fields> fieldsIfAny(String name) {
        return has(name) ? Optional.of(fields(name)) : Optional.empty();
    }

    /**
     * A JSON object of any kind that may be absent.
     *
     * @param name the field
     * @return its members; unmodifiable
     */
    public Optional<Map<String, Object>> objectIfAny(String name) {
        return has(name) ? Optional.of(object(name)) : Optional.empty();
    }

    /**
     * A field that holds a list of reports.
     *
     * @param <T> the kind of report
     * @param name the field
     * @param make makes a report of its fields
     * @return the reports
     */
    public <T> List<T> list(String name, Function<Fields, T> make) {
        return list(values.get(name), name, element -> make.apply(of(element)));
    }

    /**
     * A field that holds a list of texts.
     *
     * @param name the field
     * @return its value
     */
    public List<String> texts(String name) {
        return list(values.get(name), name, element -> check(name, element, String.class));
    }

    /**
     * A field that holds texts by name, or none when it is absent.
     *
     * @param name the field
     * @return its value, in its order
     */
    public Map<String, String> textsByName(String name) {
        return byName(name, value -> check(name, value, String.class));
    }

    /**
     * A field that holds lists of texts by name.
     *
     * @param name the field
     * @return its value, in its order
     */
    public Map<String, List<String>> listsByName(String name) {
        return byName(
                name, value -> list(value, name, text -> check(name, text, String.class)));
    }

    private <T> Map<String, T> byName(String name, Function<Object, T> make) {
        var found = new LinkedHashMap<String, T>();
        if (has(name)) {
            Map<?, ?> members = get(name, Map.class);
            members.forEach((key, value) -> found.put((String) key, make.apply(value)));
        }
        return Collections.unmodifiableMap(found);
    }

    /**
     * A field that holds a list of small whole numbers.
     *
     * @param name the field
     * @return its value
     */
    public List<Integer> smalls(String name) {
        return list(
                values.get(name),
                name,
                element -> Math.toIntExact(check(name, element, Long.class)));
    }

    /**
     * A field that holds a list of pairs of texts.
     *
     * @param <T> what a pair becomes
     * @param name the field
     * @param make makes it of the two
     * @return its value
     */
    public <T> List<T> textPairs(String name, BiFunction<String, String, T> make) {
        return list(
                values.get(name),
                name,
                element -> {
                    List<String> pair = list(element, name, n -> check(name, n, String.class));
                    return make.apply(pair.get(0), pair.get(1));
                });
    }

    /**
     * A field that holds a list of pairs of numbers.
     *
     * @param <T> what a pair becomes
     * @param name the field
     * @param make makes it of the two numbers
     * @return its value
     */
    public <T> List<T> pairs(String name, Function<long[], T> make) {
        return list(
                values.get(name),
                name,
                element -> {
                    List<Long> pair = list(element, name, n -> check(name, n, Long.class));
                    return make.apply(new long[] {pair.get(0), pair.get(1)});
                });
    }

    private <T> T get(String name, Class<T> type) {
        return check(name, values.get(name), type);
    }

    private static <T> List<T> list(Object value, String name, Function<Object, T> make) {
        List<?> elements = check(name, value, List.class);
        return elements.stream().map(make).toList();
    }

    private static <T> T check(String name, Object value, Class<T> type) {
        if (type.isInstance(value)) {
            return type.cast(value);
        }
        throw wrong(name, "a " + type.getSimpleName(), value);
    }

    private static DiramException wrong(String name, String expected, Object found) {
        return DiramException.of(
                Code.PANIC,
                "a report of the native library: " + name + " is " + found + ", not " + expected,
                "this is a bug in diram; please report it",
                Map.of("field", name));
    }
}
