package com.obinexus.semverx;

import com.obinexus.semverx.internal.Failures;
import com.obinexus.semverx.internal.Fields;
import java.util.Optional;

/**
 * One answer of many: a request that fails does so alone.
 *
 * @param resolution the answer; empty when the request failed
 * @param error why it failed
 */
public record ResolveOutcome(Optional<Resolution> resolution, Optional<DiramException> error) {
    static ResolveOutcome of(Fields fields) {
        return fields.has("resolution")
                ? new ResolveOutcome(
                        Optional.of(Resolution.of(fields.fields("resolution"))), Optional.empty())
                : new ResolveOutcome(
                        Optional.empty(), Optional.of(Failures.of(fields.fields("error"))));
    }

    /**
     * The answer.
     *
     * @return what {@link Resolver#resolve} would give
     * @throws DiramException what it would throw
     */
    public Resolution get() {
        return resolution.orElseThrow(error::get);
    }
}
