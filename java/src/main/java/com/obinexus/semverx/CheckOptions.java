package com.obinexus.semverx;

import com.obinexus.semverx.internal.JsonText;
import com.obinexus.semverx.internal.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How {@link Resolver#check(Resolution, Strategy, CheckOptions)} checks. Immutable. */
public final class CheckOptions {
    static final CheckOptions DEFAULT = builder().build();

    private final List<List<String>> running;
    private final boolean literal;

    private CheckOptions(Builder builder) {
        this.running = builder.running;
        this.literal = builder.literal;
    }

    /**
     * Begins with the defaults.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    byte[] json() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("running", running);
        fields.put("literal", literal);
        return Text.encode("options", JsonText.of(fields));
    }

    /** Collects {@link CheckOptions}. */
    public static final class Builder {
        private List<List<String>> running = List.of();
        private boolean literal;

        private Builder() {}

        /**
         * Says what runs now. Default: nothing, so nothing is swapped.
         *
         * @param versions label to {@link Version} or text
         * @return this
         * @throws ArgumentException for another value; it says under which label
         */
        public Builder running(Map<String, ?> versions) {
            this.running = StrategyCalls.pairs("running", versions);
            return this;
        }

        /**
         * Says what runs now.
         *
         * @param earlier a solution that was installed; of a "no" nothing runs
         * @return this
         */
        public Builder running(Resolution earlier) {
            return running(earlier.solution());
        }

        /**
         * Asks for the schema's literal verdicts: parity of the whole graph, a path along links.
         *
         * @param literal default false
         * @return this
         */
        public Builder literal(boolean literal) {
            this.literal = literal;
            return this;
        }

        /**
         * The options as collected so far.
         *
         * @return immutable options
         */
        public CheckOptions build() {
            return new CheckOptions(this);
        }
    }
}
