package com.obinexus.semverx.internal;

import com.obinexus.semverx.Code;
import com.obinexus.semverx.DiramException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the JSON that the native library makes. Objects become maps and arrays lists, none of them
 * modifiable, whole numbers {@link Long} (or {@link BigInteger} when they do not fit), other numbers
 * {@link Double}.
 */
public final class Json {
    /** Deeper nesting is refused. */
    static final int MAX_DEPTH = 64;

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /**
     * Reads one value.
     *
     * @param utf8 the whole text
     * @return a map, list, string, number, boolean or null
     * @throws com.obinexus.semverx.InternalException if this is not JSON
     */
    public static Object read(byte[] utf8) {
        var json = new Json(new String(utf8, StandardCharsets.UTF_8));
        Object value = json.value(0);
        json.space();
        if (json.at < json.text.length()) {
            throw json.wrong("nothing more");
        }
        return value;
    }

    private Object value(int depth) {
        if (depth > MAX_DEPTH) {
            throw wrong("at most " + MAX_DEPTH + " levels");
        }
        space();
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true", Boolean.TRUE);
            case 'f' -> word("false", Boolean.FALSE);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, Object> object(int depth) {
        var members = new LinkedHashMap<String, Object>();
        at++;
        if (!skip('}')) {
            do {
                space();
                String key = string();
                expect(':');
                members.put(key, value(depth + 1));
            } while (skip(','));
            expect('}');
        }
        return Collections.unmodifiableMap(members);
    }

    private List<Object> array(int depth) {
        var elements = new ArrayList<Object>();
        at++;
        if (!skip(']')) {
            do {
                elements.add(value(depth + 1));
            } while (skip(','));
            expect(']');
        }
        return Collections.unmodifiableList(elements);
    }

    private String string() {
        if (peek() != '"') {
            throw wrong("a string");
        }
        at++;
        var out = new StringBuilder();
        while (true) {
            char c = next();
            if (c == '"') {
                return out.toString();
            }
            out.append(c == '\\' ? escape() : c);
        }
    }

    private char escape() {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hex();
            default -> throw wrong("an escape");
        };
    }

    private char hex() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(next(), 16);
            if (digit < 0) {
                throw wrong("four hex digits");
            }
            code = code * 16 + digit;
        }
        return (char) code;
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, at)) {
            throw wrong(word);
        }
        at += word.length();
        return value;
    }

    private Number number() {
        int from = at;
        while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String digits = text.substring(from, at);
        try {
            if (digits.matches("-?\\d+")) {
                var whole = new BigInteger(digits);
                if (whole.bitLength() < Long.SIZE) {
                    return whole.longValue();
                }
                return whole;
            }
            return Double.valueOf(digits);
        } catch (NumberFormatException e) {
            at = from;
            throw wrong("a value");
        }
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean skip(char c) {
        space();
        boolean there = at < text.length() && text.charAt(at) == c;
        if (there) {
            at++;
        }
        return there;
    }

    private void expect(char c) {
        if (!skip(c)) {
            throw wrong("'" + c + "'");
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw wrong("more");
        }
        return text.charAt(at);
    }

    private char next() {
        char c = peek();
        at++;
        return c;
    }

    private DiramException wrong(String expected) {
        return DiramException.of(
                Code.PANIC,
                "a report of the native library is not JSON: expected " + expected + " at " + at,
                "this is a bug in diram; please report it",
                Map.of());
    }
}
