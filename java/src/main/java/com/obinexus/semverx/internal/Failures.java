package com.obinexus.semverx.internal;

import com.obinexus.semverx.Code;
import com.obinexus.semverx.DiramException;
import java.util.HashMap;
import java.util.Map;

/** Makes the exceptions that native methods throw. Called by the native library. */
final class Failures {
    private Failures() {}

    static DiramException of(int status, byte[] message, byte[] hint, byte[] details) {
        Code code = Code.of(status).orElse(Code.PANIC);
        return DiramException.of(code, Text.decode(message), Text.decode(hint), facts(details));
    }

    private static Map<String, Object> facts(byte[] details) {
        var facts = new HashMap<String, Object>();
        if (Json.read(details) instanceof Map<?, ?> values) {
            values.forEach((key, value) -> facts.put(key.toString(), value));
        }
        facts.values().removeIf(value -> value == null);
        return facts;
    }
}
