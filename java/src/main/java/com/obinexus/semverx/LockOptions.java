package com.obinexus.semverx;

import com.obinexus.semverx.internal.JsonText;
import com.obinexus.semverx.internal.Text;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Options of {@link Registry#lock(java.nio.file.Path, LockOptions)}. */
public final class LockOptions extends CallOptions {
    static final LockOptions DEFAULT = builder().build();

    private final boolean check;
    private final boolean updateAll;
    private final List<String> update;
    private final Instant now;

    private LockOptions(Builder builder) {
        super(builder);
        this.check = builder.check;
        this.updateAll = builder.updateAll;
        this.update = builder.update;
        this.now = builder.now;
    }

    /**
     * Begins with the defaults: the lock is written, and what is locked stays while it fits.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    byte[] json() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("check", check);
        fields.put("update_all", updateAll);
        fields.put("update", update);
        fields.put("now", Optional.ofNullable(now).map(Instant::getEpochSecond));
        return Text.encode("options", JsonText.of(fields));
    }

    /** Collects {@link LockOptions}. */
    public static final class Builder extends CallOptions.Builder<Builder> {
        private boolean check;
        private boolean updateAll;
        private List<String> update = List.of();
        private Instant now;

        private Builder() {}

        @Override
        protected Builder self() {
            return this;
        }

        /**
         * Only looks: nothing is written, and no plugin is asked.
         *
         * @param check default false
         * @return this
         */
        public Builder check(boolean check) {
            this.check = check;
            return this;
        }

        /**
         * Lets every locked version move to a newer one.
         *
         * @return this
         */
        public Builder updateAll() {
            this.updateAll = true;
            return this;
        }

        /**
         * Lets the locked versions of some packages move to newer ones.
         *
         * @param names the packages
         * @return this
         */
        public Builder update(Collection<String> names) {
            this.updateAll = false;
            this.update = List.copyOf(names);
            return this;
        }

        /**
         * Says what time it is, for a policy's {@code min_release_age}.
         *
         * @param now from 1970 on; default: the registry's clock
         * @return this
         */
        public Builder now(Instant now) {
            check(now.getEpochSecond() >= 0, "now", "1970 and later", now.toString());
            this.now = now;
            return this;
        }

        /**
         * The options as collected so far.
         *
         * @return immutable options
         */
        public LockOptions build() {
            return new LockOptions(this);
        }
    }
}
