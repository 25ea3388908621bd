package com.obinexus.semverx.internal;

import com.obinexus.semverx.Code;
import com.obinexus.semverx.DiramException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Texts by name, as a map gives them. */
public final class NamedTexts {
    private NamedTexts() {}

    /**
     * The entries of a map.
     *
     * @param argument names the map in the error
     * @param given names to texts, or to values of {@code kind}
     * @param kind whose text will do
     * @return in the map's order
     * @throws com.obinexus.semverx.ArgumentException for another name or value
     */
    public static List<Map.Entry<String, String>> of(
            String argument, Map<?, ?> given, Class<?> kind) {
        var entries = new ArrayList<Map.Entry<String, String>>(given.size());
        for (var entry : given.entrySet()) {
            String name = name(argument, entry.getKey());
            entries.add(Map.entry(name, text(argument, name, entry.getValue(), kind)));
        }
        return entries;
    }

    /** Compilers make sure of it, except that it may be null. */
    private static String name(String argument, Object key) {
        if (key instanceof String name) {
            return name;
        }
        throw DiramException.of(
                Code.ARGUMENT,
                argument + ": a name is " + Texts.described(key),
                "give names as text",
                Map.of("argument", argument));
    }

    private static String text(String argument, String name, Object value, Class<?> kind) {
        if (value instanceof CharSequence || kind.isInstance(value)) {
            return value.toString();
        }
        throw DiramException.of(
                Code.ARGUMENT,
                argument + ": \"" + name + "\" is " + Texts.described(value),
                "give a " + kind.getSimpleName() + " or text",
                Map.of("argument", argument, "key", name));
    }
}
