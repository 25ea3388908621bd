package com.obinexus.semverx;

import com.obinexus.semverx.internal.AsArray;
import com.obinexus.semverx.internal.Fields;
import java.util.List;

/**
 * Whether all of it installs, and in which order.
 *
 * @param verdict safe, or panic when something is missing or there is a circle
 * @param order every package, dependencies first, ties by name; a circle's packages stand together
 * @param circle packages that need each other in a circle, from the smallest name on, each needing
 *     the next and the last the first
 * @param missing what is needed and not there
 * @param literal whether each package in the order is linked to the one before it: the schema's
 *     literal form
 */
public record InstallOrder(
        SwapVerdict verdict,
        List<String> order,
        List<String> circle,
        List<Missing> missing,
        boolean literal) {
    static InstallOrder of(Fields fields) {
        return new InstallOrder(
                SwapVerdict.valueOf(fields.text("verdict")),
                fields.texts("order"),
                fields.texts("circle"),
                fields.textPairs("missing", Missing::new),
                fields.flag("literal"));
    }

    /**
     * Something that is needed and not there.
     *
     * @param by the package in need
     * @param name what it needs
     */
    @AsArray
    public record Missing(String by, String name) {}
}
