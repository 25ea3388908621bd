package com.obinexus.semverx.packages;

import com.obinexus.semverx.internal.Fields;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A component put together again from its parts. Two are equal when their bytes are.
 *
 * @param data the component's bytes; not copied
 * @param coherence intact parts / all parts
 * @param recovered the numbers of the parts that had to be rebuilt
 */
public record Reconstructed(byte[] data, double coherence, List<Integer> recovered) {
    static Reconstructed of(byte[] data, Fields fields) {
        return new Reconstructed(data, fields.number("coherence"), fields.smalls("recovered"));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Reconstructed o
                && Arrays.equals(data, o.data)
                && Double.compare(coherence, o.coherence) == 0
                && recovered.equals(o.recovered);
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(data), coherence, recovered);
    }

    @Override
    public String toString() {
        return "Reconstructed[data=" + data.length + " bytes, coherence=" + coherence
                + ", recovered=" + recovered + "]";
    }
}
