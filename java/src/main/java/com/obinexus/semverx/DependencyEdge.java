package com.obinexus.semverx;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.JsonText;

/**
 * An edge between two packages.
 *
 * @param name the other package: the one needed, or among dependents the one in need
 * @param range the range asked for, as published
 * @param tier where it is looked up
 * @param optional always false: a registry lists only what a version needs
 */
public record DependencyEdge(String name, String range, AccessTier tier, boolean optional) {
    static DependencyEdge of(Fields fields) {
        return new DependencyEdge(
                fields.text("name"),
                fields.text("range"),
                AccessTier.valueOf(fields.text("tier")),
                fields.flag("optional"));
    }

    /**
     * This report as JSON, with the keys that every language uses.
     *
     * @return an object
     */
    public String toJson() {
        return JsonText.of(this);
    }
}
