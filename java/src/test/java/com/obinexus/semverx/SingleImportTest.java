package com.obinexus.semverx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.obinexus.semverx.packages.*;
import com.obinexus.semverx.packages.Package;
import org.junit.jupiter.api.Test;

/** The single import decides what {@code Package} means, beside the wildcard too. */
class SingleImportTest {
    @Test
    void theSingleImportWins() {
        try (Package pkg = Package.open(Packages.packBytes(new byte[] {1, 2, 3}))) {
            assertEquals(Status.INTACT, pkg.verify().status());
        }
        java.lang.Package theOther = getClass().getPackage();
        assertNotNull(theOther);
    }
}
