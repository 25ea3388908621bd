package com.obinexus.semverx;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.JsonText;
import java.util.List;

/**
 * A chosen version and what it needs.
 *
 * @param label its name, with its line where there are several
 * @param version the version
 * @param fault its fault level
 * @param yanked whether it is yanked
 * @param needs labels of the chosen versions that it needs
 * @param unmet requirements (name and range) that nothing chosen meets
 */
public record SolutionNode(
        String label,
        Version version,
        FaultLevel fault,
        boolean yanked,
        List<String> needs,
        List<String> unmet) {
    static SolutionNode of(Fields fields, Version version) {
        return new SolutionNode(
                fields.text("label"),
                version,
                FaultLevel.of(fields.small("fault")),
                fields.flag("yanked"),
                fields.texts("needs"),
                fields.texts("unmet"));
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
