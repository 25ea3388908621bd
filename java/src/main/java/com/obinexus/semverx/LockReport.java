package com.obinexus.semverx;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.JsonKey;
import com.obinexus.semverx.internal.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What locking did, and what it rests on.
 *
 * @param manifest the manifest's path
 * @param path the lock's path
 * @param status what became of it
 * @param installs what came, by label
 * @param updates what changed, by label
 * @param removes what went, by label
 * @param available what an update would bring, by label; empty when the policy's {@code auto_update}
 *     is {@code off}
 * @param solution label to version
 * @param fault the worst fault level of the chosen versions
 * @param faultState its band
 * @param snapshot the registry's state that was asked
 * @param gates the gates of each package that came or changed, in the order of {@code installs},
 *     then {@code updates}
 * @param votes every vote of every plugin
 */
public record LockReport(
        String manifest,
        String path,
        Status status,
        List<Installed> installs,
        List<Updated> updates,
        List<Removed> removes,
        List<Available> available,
        Map<String, Version> solution,
        FaultLevel fault,
        FaultState faultState,
        SnapshotId snapshot,
        List<GateReport> gates,
        List<Vote> votes) {
    static LockReport of(Fields fields) {
        List<Fields> updates = fields.list("updates", one -> one);
        List<Fields> available = fields.list("available", one -> one);
        var texts = new ArrayList<String>();
        updates.forEach(one -> texts.addAll(List.of(one.text("old"), one.text("new"))));
        available.forEach(one -> texts.addAll(List.of(one.text("version"), one.text("newer"))));
        Map<String, Version> known = VersionRows.byText(texts);
        return new LockReport(
                fields.text("manifest"),
                fields.text("path"),
                Status.valueOf(fields.text("status").toUpperCase(Locale.ROOT)),
                VersionRows.of(fields.list("installs", one -> one), Installed::of),
                updates.stream().map(one -> Updated.of(one, known)).toList(),
                VersionRows.of(fields.list("removes", one -> one), Removed::of),
                available.stream().map(one -> Available.of(one, known)).toList(),
                Resolution.solution(fields),
                FaultLevel.of(fields.small("fault")),
                FaultState.valueOf(fields.text("fault_state")),
                SnapshotId.of(fields.fields("snapshot")),
                fields.list("gates", GateReport::of),
                fields.list("votes", Vote::of));
    }

    /**
     * This report as JSON, with the keys that every language uses.
     *
     * @return an object
     */
    public String toJson() {
        return JsonText.of(this);
    }

    /** What became of a lock. */
    public enum Status {
        /** It was written. */
        WRITTEN,
        /** It was right already. */
        CURRENT,
        /** It would have to be written, and was only checked. */
        STALE;

        /**
         * The name that every language uses.
         *
         * @return as in {@code written}
         */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A package that came.
     *
     * @param name its label: the name, with its line where there are several
     * @param version its version
     */
    public record Installed(String name, Version version) {
        static Installed of(Fields fields, Version version) {
            return new Installed(fields.text("name"), version);
        }
    }

    /**
     * A package that changed its version.
     *
     * @param name its label
     * @param before the version before; {@code old} in JSON
     * @param after the version now; {@code new} in JSON
     */
    public record Updated(
            String name, @JsonKey("old") Version before, @JsonKey("new") Version after) {
        static Updated of(Fields fields, Map<String, Version> versions) {
            return new Updated(
                    fields.text("name"),
                    versions.get(fields.text("old")),
                    versions.get(fields.text("new")));
        }
    }

    /**
     * A package that went.
     *
     * @param name its label
     * @param version the version it had
     * @param orphan whether the manifest had not asked for it: it went because what needed it did
     */
    public record Removed(String name, Version version, boolean orphan) {
        static Removed of(Fields fields, Version version) {
            return new Removed(fields.text("name"), version, fields.flag("orphan"));
        }
    }

    /**
     * A newer version that an update would bring.
     *
     * @param name the package's label
     * @param version the version locked
     * @param newer the version that would be chosen without a lock
     */
    public record Available(String name, Version version, Version newer) {
        static Available of(Fields fields, Map<String, Version> versions) {
            return new Available(
                    fields.text("name"),
                    versions.get(fields.text("version")),
                    versions.get(fields.text("newer")));
        }
    }
}
