package com.obinexus.semverx;

import com.obinexus.semverx.internal.AsArray;
import com.obinexus.semverx.internal.Fields;
import java.util.List;

/**
 * What parity of links says of a swap.
 *
 * @param verdict no odd package is safe, two are a warning, more a panic
 * @param odd packages with an odd number of the links looked at, by name
 * @param added links that are new
 * @param removed links that are gone
 * @param connected whether the links looked at hang together; counts in the literal form only
 */
public record Parity(
        SwapVerdict verdict,
        List<String> odd,
        List<Link> added,
        List<Link> removed,
        boolean connected) {
    static Parity of(Fields fields) {
        return new Parity(
                SwapVerdict.valueOf(fields.text("verdict")),
                fields.texts("odd"),
                fields.textPairs("added", Link::new),
                fields.textPairs("removed", Link::new),
                fields.flag("connected"));
    }

    /**
     * A link between two packages, whichever needs the other.
     *
     * @param one the smaller name
     * @param other the larger name
     */
    @AsArray
    public record Link(String one, String other) {}
}
