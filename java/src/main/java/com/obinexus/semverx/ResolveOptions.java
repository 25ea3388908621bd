package com.obinexus.semverx;

import com.obinexus.semverx.internal.JsonText;
import com.obinexus.semverx.internal.NamedTexts;
import com.obinexus.semverx.internal.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Options of {@link Resolver}'s calls. Progress counts requests; threads are for many of them. */
public final class ResolveOptions extends ThreadedOptions {
    static final ResolveOptions DEFAULT = builder().build();

    private final List<Map.Entry<String, String>> lock;
    private final Instant now;
    private final boolean certificate;

    private ResolveOptions(Builder builder) {
        super(builder);
        this.lock = List.copyOf(builder.lock);
        this.now = builder.now;
        this.certificate = builder.certificate;
    }

    /**
     * Begins with the defaults.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Versions that are preferred where they fit.
     *
     * @return name and version's text of each; unmodifiable
     */
    public List<Map.Entry<String, String>> lock() {
        return lock;
    }

    /**
     * The time for a policy's {@code min_release_age}.
     *
     * @return empty for the system's clock
     */
    public Optional<Instant> now() {
        return Optional.ofNullable(now);
    }

    /**
     * Whether answers carry their proof.
     *
     * @return true by default
     */
    public boolean certificate() {
        return certificate;
    }

    byte[] json() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("lock", pairs());
        fields.put("now", now().map(Instant::getEpochSecond));
        fields.put("certificate", certificate);
        fields.put("threads", threads());
        return Text.encode("options", JsonText.of(fields));
    }

    private List<List<String>> pairs() {
        return lock.stream().map(one -> List.of(one.getKey(), one.getValue())).toList();
    }

    /** Collects {@link ResolveOptions}. */
    public static final class Builder extends ThreadedOptions.Builder<Builder> {
        private final List<Map.Entry<String, String>> lock = new ArrayList<>();
        private Instant now;
        private boolean certificate = true;

        private Builder() {}

        @Override
        protected Builder self() {
            return this;
        }

        /**
         * Prefers versions where they fit, also yanked ones and those up to fault 11.
         *
         * @param versions name to {@link Version} or text
         * @return this
         * @throws ArgumentException for another value; it says under which name
         */
        public Builder lock(Map<String, ?> versions) {
            lock.addAll(NamedTexts.of("lock", versions, Version.class));
            return this;
        }

        /**
         * Prefers what an earlier answer chose, also yanked versions and those up to fault 11.
         *
         * @param earlier a solution; of a "no" nothing is preferred
         * @return this
         */
        public Builder lock(Resolution earlier) {
            for (ChosenPackage one : earlier.packages()) {
                lock.add(Map.entry(one.name(), one.version().toString()));
            }
            return this;
        }

        /**
         * Says what time it is, for a policy's {@code min_release_age}.
         *
         * @param now from 1970 on; default: the system's clock
         * @return this
         */
        public Builder now(Instant now) {
            check(now.getEpochSecond() >= 0, "now", "1970 and later", now.toString());
            this.now = now;
            return this;
        }

        /**
         * Asks for answers with their proof, or without.
         *
         * @param wanted default true
         * @return this
         */
        public Builder certificate(boolean wanted) {
            this.certificate = wanted;
            return this;
        }

        /**
         * The options as collected so far.
         *
         * @return immutable options
         */
        public ResolveOptions build() {
            return new ResolveOptions(this);
        }
    }
}
