package com.obinexus.semverx;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cheapest way of an update, or why there is none.
 *
 * @param name the package
 * @param from where it begins
 * @param to where it leads
 * @param found whether there is one
 * @param verdict the worst verdict of its hops; panic when there is no way
 * @param cost the sum of its hops' costs
 * @param hops its hops, in order
 * @param reason why there is no way
 */
public record UpdatePath(
        String name,
        Version from,
        Version to,
        boolean found,
        SwapVerdict verdict,
        long cost,
        List<Hop> hops,
        Optional<String> reason) {
    /** The original's name for a way that does not exist. */
    public static final String NO_SAFE_PATH = "NO_SAFE_PATH";

    static UpdatePath of(Fields fields) {
        List<Fields> hops = fields.list("hops", hop -> hop);
        var texts = new ArrayList<>(List.of(fields.text("from"), fields.text("to")));
        hops.forEach(hop -> texts.addAll(List.of(hop.text("from"), hop.text("to"))));
        Map<String, Version> versions = VersionRows.byText(texts);
        return new UpdatePath(
                fields.text("name"),
                versions.get(fields.text("from")),
                versions.get(fields.text("to")),
                fields.flag("found"),
                SwapVerdict.valueOf(fields.text("verdict")),
                fields.count("cost"),
                hops.stream().map(hop -> Hop.of(hop, versions)).toList(),
                fields.textIfAny("reason"));
    }

    /**
     * This report as JSON, with the keys that every language uses.
     *
     * @return an object
     */
    public String toJson() {
        return JsonText.of(this);
    }
}
