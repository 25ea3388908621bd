package com.obinexus.semverx;

import com.obinexus.semverx.internal.Fields;
import java.util.Locale;

/**
 * One gate and what it says.
 *
 * @param gate which
 * @param verdict what it says
 * @param reason why, in a sentence
 */
public record GateCheck(Gate gate, GateVerdict verdict, String reason) {
    static GateCheck of(Fields fields) {
        return new GateCheck(
                Gate.valueOf(fields.text("gate").toUpperCase(Locale.ROOT)),
                GateVerdict.valueOf(fields.text("verdict")),
                fields.text("reason"));
    }
}
