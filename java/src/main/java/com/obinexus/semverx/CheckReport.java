package com.obinexus.semverx;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.JsonText;
import com.obinexus.semverx.internal.OmitEmpty;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a check found. Of {@code parity}, {@code install} and {@code ways} it has the one of its
 * strategy; in JSON the others have no key.
 *
 * @param strategy which check
 * @param verdict what it advises
 * @param fault the level that the verdict stands for: 0, 3 or 12
 * @param message the verdict in a sentence
 * @param parity of the Eulerian check
 * @param frozen of the Eulerian check: what would be swapped to a version at fault level 6 or more
 * @param install of the Hamiltonian check
 * @param ways of the A* check: one for each package whose version changes
 */
public record CheckReport(
        Strategy strategy,
        SwapVerdict verdict,
        FaultLevel fault,
        String message,
        @OmitEmpty Optional<Parity> parity,
        @OmitEmpty Optional<List<String>> frozen,
        @OmitEmpty Optional<InstallOrder> install,
        @OmitEmpty Optional<List<UpdatePath>> ways) {
    static CheckReport of(Fields fields) {
        return new CheckReport(
                Strategy.valueOf(fields.text("strategy").toUpperCase(Locale.ROOT)),
                SwapVerdict.valueOf(fields.text("verdict")),
                FaultLevel.of(fields.small("fault")),
                fields.text("message"),
                fields.fieldsIfAny("parity").map(Parity::of),
                fields.has("frozen") ? Optional.of(fields.texts("frozen")) : Optional.empty(),
                fields.fieldsIfAny("install").map(InstallOrder::of),
                fields.has("ways")
                        ? Optional.of(fields.list("ways", UpdatePath::of))
                        : Optional.empty());
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
