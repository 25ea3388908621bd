package com.obinexus.semverx;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.JsonText;

/**
 * A version that needs a package.
 *
 * @param name the package in need
 * @param version its version, without build
 * @param range the range it asks for, as published
 */
public record DependentReport(String name, Version version, String range) {
    static DependentReport of(Fields fields, Version version) {
        return new DependentReport(fields.text("name"), version, fields.text("range"));
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
