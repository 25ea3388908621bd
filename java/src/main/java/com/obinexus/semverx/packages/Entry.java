package com.obinexus.semverx.packages;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.JsonText;

/**
 * A member of a package's content.
 *
 * @param path its path; bytes that are not UTF-8 are shown as U+FFFD
 * @param type {@code file}, {@code directory}, {@code symlink} or {@code hardlink}
 * @param mode permission bits
 * @param size content bytes
 * @param offset where the content begins in the package's content stream
 */
public record Entry(
        String path,
        String type,
        int mode,
        long size,
        long offset) {
    static Entry of(Fields fields) {
        return new Entry(
                fields.text("path"),
                fields.text("type"),
                fields.small("mode"),
                fields.count("size"),
                fields.count("offset"));
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
