package com.obinexus.semverx;

import com.obinexus.semverx.internal.Fields;
import java.util.List;
import java.util.Map;

/**
 * A step of an update.
 *
 * @param from from this version
 * @param to to this one
 * @param cost what it costs
 * @param verdict the parity of the links that it changes
 * @param fault the fault level of the version it leads to
 * @param needs other packages that have to change with it
 */
public record Hop(
        Version from,
        Version to,
        long cost,
        SwapVerdict verdict,
        FaultLevel fault,
        List<String> needs) {
    static Hop of(Fields fields, Map<String, Version> versions) {
        return new Hop(
                versions.get(fields.text("from")),
                versions.get(fields.text("to")),
                fields.count("cost"),
                SwapVerdict.valueOf(fields.text("verdict")),
                FaultLevel.of(fields.small("fault")),
                fields.texts("needs"));
    }
}
