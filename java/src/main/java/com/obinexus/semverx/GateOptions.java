package com.obinexus.semverx;

import com.obinexus.semverx.internal.JsonText;
import com.obinexus.semverx.internal.Text;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** What the gates are told besides the registry and its policy. Immutable. */
public final class GateOptions {
    static final GateOptions DEFAULT = builder().build();

    private final Map<String, Object> values;

    private GateOptions(Builder builder) {
        this.values = new LinkedHashMap<>(builder.values);
    }

    /**
     * Begins with the defaults: nothing was measured, who asks may list, and the time is the
     * registry's.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    byte[] json() {
        return Text.encode("options", JsonText.of(values));
    }

    /** Collects {@link GateOptions}. */
    public static final class Builder {
        private final Map<String, Object> values = new LinkedHashMap<>(Map.of("may_list", true));

        private Builder() {}

        private Builder set(String key, Object value) {
            values.put(key, value);
            return this;
        }

        /**
         * Says what time it is.
         *
         * @param now from 1970 on; default: the registry's clock
         * @return this
         */
        public Builder now(Instant now) {
            return set("now", RegistryOptions.notNegative("now", now.getEpochSecond()));
        }

        /**
         * Tells the checksum measured of the package file.
         *
         * @param hex SHA-256, 64 hexadecimal digits
         * @return this
         */
        public Builder sha256(String hex) {
            return set("sha256", Objects.requireNonNull(hex, "hex"));
        }

        /**
         * Tells the coherence measured of the package.
         *
         * @param thousandths 0 to 1000
         * @return this
         * @throws ArgumentException with code LIMIT for any other number
         */
        public Builder coherence(int thousandths) {
            if (thousandths < 0 || thousandths > 1000) {
                throw DiramException.of(
                        Code.LIMIT,
                        "coherence must be within 0..=1000 thousandths, got " + thousandths,
                        null,
                        Map.of("argument", "coherence", "got", (long) thousandths));
            }
            return set("coherence", thousandths);
        }

        /**
         * Says whether who asks may know what the source holds; if not, everything is "not found".
         *
         * @param mayList default true
         * @return this
         */
        public Builder mayList(boolean mayList) {
            return set("may_list", mayList);
        }

        /**
         * Says from how many dependents on a name is guarded against new names that look like it.
         *
         * @param dependents default 10
         * @return this
         */
        public Builder guardedDependents(int dependents) {
            return set(
                    "guarded_dependents",
                    RegistryOptions.notNegative("guardedDependents", dependents));
        }

        /**
         * The options as collected so far.
         *
         * @return immutable options
         */
        public GateOptions build() {
            return new GateOptions(this);
        }
    }
}
