package com.obinexus.semverx;

import com.obinexus.semverx.internal.Failures;
import com.obinexus.semverx.internal.Fields;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * One answer of many: a request that fails does so alone.
 *
 * @param resolution the answer; empty when the request failed
 * @param error why it failed
 */
public record ResolveOutcome(Optional<Resolution> resolution, Optional<DiramException> error) {
    /** The outcomes of requests, in their order. */
    static List<ResolveOutcome> read(byte[] json, List<List<Requirement>> wanted) {
        Iterator<List<Requirement>> requests = wanted.iterator();
        return Fields.readList(json, fields -> of(fields, requests.next()));
    }

    private static ResolveOutcome of(Fields fields, List<Requirement> wanted) {
        return fields.has("resolution")
                ? new ResolveOutcome(
                        Optional.of(Resolution.of(fields.fields("resolution"), wanted)),
                        Optional.empty())
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
