package com.obinexus.semverx;

import com.obinexus.semverx.internal.JsonText;
import com.obinexus.semverx.internal.Text;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Options of opening a {@link Registry}. Immutable; holds the signing key, if there is one. */
public final class RegistryOptions {
    static final RegistryOptions DEFAULT = builder().build();

    private static final int SEED = 32;

    private final Map<String, Object> values;
    private final Policy policy;
    private final byte[] signingKey;

    private RegistryOptions(Builder builder) {
        this.values = new LinkedHashMap<>(builder.values);
        this.policy = builder.policy;
        this.signingKey = builder.signingKey;
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
        return Text.encode("options", JsonText.of(values));
    }

    byte[] policy() {
        return policy.bytes();
    }

    byte[] signingKey() {
        return signingKey;
    }

    static long notNegative(String argument, long number) {
        if (number < 0) {
            throw DiramException.of(
                    Code.LIMIT,
                    argument + " must be within 0 and up, got " + number,
                    null,
                    Map.of("argument", argument, "range", "0 and up", "got", number));
        }
        return number;
    }

    /** Collects {@link RegistryOptions}. */
    public static final class Builder {
        private final Map<String, Object> values = new LinkedHashMap<>();
        private Policy policy = Policy.DEFAULT;
        private byte[] signingKey;

        private Builder() {}

        private Builder set(String key, Object value) {
            values.put(key, value);
            return this;
        }

        /**
         * Says which source names are looked up in; a single file gets that name.
         *
         * @param tier default {@code live}; a folder with one source needs no name
         * @return this
         */
        public Builder tier(String tier) {
            return set("tier", Objects.requireNonNull(tier, "tier"));
        }

        /**
         * Sets the policy of whoever uses the registry.
         *
         * @param policy default {@link Policy#DEFAULT}
         * @return this
         */
        public Builder policy(Policy policy) {
            this.policy = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Signs snapshots.
         *
         * @param seed the secret seed of an Ed25519 key, 32 bytes; copied
         * @return this
         * @throws ArgumentException with code LIMIT if there are not 32 bytes
         */
        public Builder signingKey(byte[] seed) {
            if (seed.length != SEED) {
                throw DiramException.of(
                        Code.LIMIT,
                        "signingKey must be 32 bytes, got " + seed.length,
                        "give the secret seed of an Ed25519 key",
                        Map.of("argument", "signingKey", "got", (long) seed.length));
            }
            this.signingKey = seed.clone();
            return this;
        }

        /**
         * Fixes the time of all changes; only {@link Registry#advanceClock} moves it.
         *
         * @param time from 1970 on; default: the system's clock
         * @return this
         */
        public Builder clock(Instant time) {
            return set("clock", notNegative("clock", time.getEpochSecond()));
        }

        /**
         * Lets the gates refuse a publish that they find incoherent, and under a strict policy one
         * that they find insufficient too. Their report is in the receipt either way.
         *
         * @param gated default false
         * @return this
         */
        public Builder gated(boolean gated) {
            return set("gated", gated);
        }

        /**
         * Limits what is read, all files together.
         *
         * @param bytes default 1 GiB
         * @return this
         */
        public Builder maxBytes(long bytes) {
            return set("max_bytes", notNegative("maxBytes", bytes));
        }

        /**
         * The options as collected so far.
         *
         * @return immutable options
         */
        public RegistryOptions build() {
            return new RegistryOptions(this);
        }
    }
}
