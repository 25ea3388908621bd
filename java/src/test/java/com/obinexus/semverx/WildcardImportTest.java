package com.obinexus.semverx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.obinexus.semverx.packages.*;
import org.junit.jupiter.api.Test;

/** With the wildcard import {@code Package} alone is ambiguous; {@code var} needs no name. */
class WildcardImportTest {
    @Test
    void varWorksWithTheWildcardImport() {
        byte[] file = Packages.packBytes(new byte[] {1, 2, 3});
        try (var pkg = com.obinexus.semverx.packages.Package.open(file)) {
            var found = pkg.verify();
            assertEquals(Status.INTACT, found.status());
        }
    }
}
