package com.obinexus.semverx;

import com.obinexus.semverx.internal.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The folder of a project with a manifest. */
record Project(Path folder) {
    /** Writes what it asks for: names and ranges. */
    Project needs(Map<String, String> ranges) {
        var dependencies = new TreeMap<String, String>();
        ranges.forEach((name, range) -> dependencies.put(name, "semverx:" + range));
        return write("package.json", JsonText.of(Map.of("dependencies", dependencies)));
    }

    Project write(String name, String content) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name), content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path lock() {
        return folder.resolve("semverx-lock.json");
    }

    /** What the lock says, empty without one. */
    String locked() {
        try {
            return Files.exists(lock()) ? Files.readString(lock()) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
