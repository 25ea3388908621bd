package com.obinexus.semverx;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.JsonText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One node of a source's tree, with the fourteen fields of the original specification.
 *
 * @param packageId the package
 * @param version the version
 * @param left the root of the smaller keys
 * @param right the root of the larger keys
 * @param height nodes on the longest way down, 1 for a leaf
 * @param dependencies what this version needs
 * @param dependents which versions of other packages name this package: who, and with what range
 * @param accessTier the source's tier
 * @param accessLevel who may read it
 * @param observers the ids of the subscriptions that are told of changes
 * @param lastUpdate when it changed last, in seconds since 1970; 0 if not since the registry was
 *     opened
 * @param updateCount how often it changed since the registry was opened
 * @param faultState the band of its fault level
 * @param checksum SHA-256 of the package file in hexadecimal
 */
public record RegistryNode(
        String packageId,
        Version version,
        Optional<Neighbour> left,
        Optional<Neighbour> right,
        int height,
        List<DependencyEdge> dependencies,
        List<DependencyEdge> dependents,
        AccessTier accessTier,
        AccessLevel accessLevel,
        List<String> observers,
        long lastUpdate,
        long updateCount,
        FaultState faultState,
        Optional<String> checksum) {
    static RegistryNode of(Fields fields) {
        Optional<Fields> left = fields.fieldsIfAny("left");
        Optional<Fields> right = fields.fieldsIfAny("right");
        var three = Stream.of(Optional.of(fields), left, right).flatMap(Optional::stream);
        var versions = VersionRows.byText(three.map(node -> node.text("version")).toList());
        return new RegistryNode(
                fields.text("package_id"),
                versions.get(fields.text("version")),
                left.map(node -> Neighbour.of(node, versions)),
                right.map(node -> Neighbour.of(node, versions)),
                fields.small("height"),
                fields.list("dependencies", DependencyEdge::of),
                fields.list("dependents", DependencyEdge::of),
                AccessTier.valueOf(fields.text("access_tier")),
                AccessLevel.valueOf(fields.text("access_level")),
                fields.texts("observers"),
                fields.count("last_update"),
                fields.count("update_count"),
                FaultState.valueOf(fields.text("fault_state")),
                fields.textIfAny("checksum"));
    }

    /**
     * This report as JSON, with the keys that every language uses.
     *
     * @return an object
     */
    public String toJson() {
        return JsonText.of(this);
    }

    /**
     * A neighbour in the tree.
     *
     * @param packageId the package
     * @param version the version
     */
    public record Neighbour(String packageId, Version version) {
        static Neighbour of(Fields fields, Map<String, Version> versions) {
            return new Neighbour(
                    fields.text("package_id"), versions.get(fields.text("version")));
        }
    }
}
