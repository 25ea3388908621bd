package com.obinexus.semverx;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.JsonText;
import java.util.Optional;

/**
 * A plugin of a registry.
 *
 * @param name its name
 * @param on whether it is asked
 * @param why why it is not asked any more
 */
public record PluginState(String name, boolean on, Optional<String> why) {
    static PluginState of(Fields fields) {
        return new PluginState(fields.text("name"), fields.flag("on"), fields.textIfAny("why"));
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
