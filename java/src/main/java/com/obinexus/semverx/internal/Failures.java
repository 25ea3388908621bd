package com.obinexus.semverx.internal;

import com.obinexus.semverx.Code;
import com.obinexus.semverx.DiramException;
import java.util.HashMap;
import java.util.Map;

/** Makes exceptions of what the native library says. */
public final class Failures {
    private Failures() {}

    /** Called by the native library, for what its methods throw. */
    static DiramException of(int status, byte[] message, byte[] hint, byte[] details) {
        Object facts = Json.read(details);
        return of(status, Text.decode(message), Text.decode(hint), (Map<?, ?>) facts);
    }

    /**
     * An exception that is a result.
     *
     * @param fields its {@code status}, {@code message}, {@code hint} and {@code details}
     * @return the exception, to be thrown or looked at
     */
    public static DiramException of(Fields fields) {
        String hint = fields.textIfAny("hint").orElse(null);
        return of(fields.small("status"), fields.text("message"), hint, fields.object("details"));
    }

    private static DiramException of(int status, String message, String hint, Map<?, ?> details) {
        Code code = Code.of(status).orElse(Code.PANIC);
        var facts = new HashMap<String, Object>();
        details.forEach((key, value) -> facts.put(key.toString(), value));
        facts.values().removeIf(value -> value == null);
        return DiramException.of(code, message, hint, facts);
    }
}
