package com.obinexus.semverx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small registry file. */
final class Shelf {
    private Shelf() {}

    /** {@code app} needs {@code core}; {@code old} and {@code new} want different ones of it. */
    static final String LINES =
            """
            {"name":"app","version":"1.0.0","deps":{"core":"^1"}}
            {"name":"app","version":"1.1.0","deps":{"core":"^1.1"}}
            {"name":"core","version":"1.0.0","deps":{}}
            {"name":"core","version":"1.1.0","deps":{},"sha256":"%s"}
            {"name":"core","version":"1.2.0.experimental","deps":{}}
            {"name":"core","version":"2.0.0","deps":{},"fault":3}
            {"name":"old","version":"1.0.0","deps":{"core":"^1"}}
            {"name":"new","version":"1.0.0","deps":{"core":"^2"}}
            """
                    .formatted("ab".repeat(32));

    static Path file(Path folder) {
        try {
            return Files.writeString(folder.resolve("reg.ndjson"), LINES);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
