package com.obinexus.semverx;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.JsonText;
import java.util.List;

/**
 * What a package needs, directly and further on, whichever of its versions.
 *
 * @param nodes the packages, by name
 * @param edges who needs whom, by name and version
 */
public record PackageGraph(List<Node> nodes, List<Edge> edges) {
    static PackageGraph of(Fields fields) {
        return new PackageGraph(
                fields.list("nodes", Node::of),
                VersionRows.of(fields.list("edges", edge -> edge), Edge::of));
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
     * A package of a graph.
     *
     * @param name its name
     * @param versions how many of its versions can be had; 0 for one that does not exist
     */
    public record Node(String name, int versions) {
        static Node of(Fields fields) {
            return new Node(fields.text("name"), fields.small("versions"));
        }
    }

    /**
     * A dependency of a graph.
     *
     * @param from the package in need
     * @param version its version
     * @param to the package needed
     * @param range the range asked for, as published
     */
    public record Edge(String from, Version version, String to, String range) {
        static Edge of(Fields fields, Version version) {
            return new Edge(fields.text("from"), version, fields.text("to"), fields.text("range"));
        }
    }
}
