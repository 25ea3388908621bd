package com.obinexus.semverx.packages;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.obinexus.semverx.Code;
import com.obinexus.semverx.DiramIOException;
import com.obinexus.semverx.ArgumentException;
import com.obinexus.semverx.StateException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class PackageTest {
    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void pack() throws Exception {
        file = folder.resolve("photos.zip");
        Packages.pack(Sample.folder(folder), file);
    }

    @Test
    void entriesAreListedAndRead() throws Exception {
        try (var pkg = Package.open(file)) {
            var names = new TreeSet<>(pkg.namelist());
            assertTrue(
                    names.containsAll(Set.of("notes.txt", "empty", "raw/sea.raw")), names.toString());
            Entry entry =
                    pkg.entries().stream()
                            .filter(e -> e.path().equals("raw/sea.raw"))
                            .findFirst()
                            .orElseThrow();
            assertEquals("file", entry.type());
            assertEquals(40_000, entry.size());
            assertArrayEquals(Sample.noise(40_000), pkg.read("raw/sea.raw"));
            assertArrayEquals(new byte[0], pkg.read("empty"));
        }
    }

    @Test
    void anEntryStreamReadsInAnyPieces() throws Exception {
        byte[] expected = Sample.noise(40_000);
        InputStream in;
        try (var pkg = Package.open(file)) {
            in = pkg.openEntry("raw/sea.raw");
            try (var whole = pkg.openEntry("raw/sea.raw")) {
                assertArrayEquals(expected, whole.readAllBytes());
                assertEquals(-1, whole.read());
                assertEquals(0, whole.read(new byte[0]));
            }
        }
        assertEquals(Byte.toUnsignedInt(expected[0]), in.read()); // it outlives the package
        var buf = new byte[10];
        assertEquals(4, in.read(buf, 3, 4));
        assertArrayEquals(
                new byte[] {0, 0, 0, expected[1], expected[2], expected[3], expected[4], 0, 0, 0},
                buf);
        in.skipNBytes(30_000);
        assertEquals(Byte.toUnsignedInt(expected[30_005]), in.read());
        assertThrows(IndexOutOfBoundsException.class, () -> in.read(buf, 8, 3));
        in.close();
        in.close();
        var closed = assertThrows(DiramIOException.class, in::read);
        assertEquals(Code.CLOSED, closed.code());
    }

    @Test
    void componentsAreShownAsTheSpecificationDoes() {
        try (var pkg = Package.open(file)) {
            ComponentView view = pkg.components().get(0);
            assertEquals("diram-component-0.bin", view.name());
            assertEquals("component", view.kind());
            assertEquals(view.numParts(), view.parts().size());
            assertEquals(
                    view.numParts() - view.dataParts(), view.recovery().parityParts().size());
            assertEquals(64, view.sha256().length());
            assertEquals(0.954, view.recovery().recoveryThreshold());
            assertFalse(view.recovery().parityParts().isEmpty());
            assertEquals(16, view.parts().get(0).sha256Checksum().orElseThrow().length());
            for (String spelling :
                    List.of(
                            "diram-component-0.bin",
                            "diram-component-0.part.5",
                            "root/obinexus/src/diram-component-0.part.5")) {
                assertTrue(pkg.hasComponent(spelling), spelling);
            }
            assertFalse(pkg.hasComponent("diram-component-9.bin"));
            assertEquals(1.0, pkg.verifyCoherence("diram-component-0.bin"));
            assertEquals(
                    view.totalSize().orElseThrow(), pkg.recoverComponent("diram-component-0.bin").length);
            UnpackReport report = pkg.unpackComponents(folder.resolve("components"));
            assertTrue(report.files() >= 1);
            assertTrue(Files.exists(folder.resolve("components/diram-component-0.bin")));
        }
    }

    @Test
    void whatIsNotThereIsNamed() {
        try (var pkg = Package.open(file)) {
            for (Executable call :
                    List.<Executable>of(
                            () -> pkg.read("nothing"),
                            () -> pkg.openEntry("nothing"),
                            () -> pkg.verifyCoherence("nothing"),
                            () -> pkg.recoverComponent("nothing"))) {
                var missing = assertThrows(ArgumentException.class, call);
                assertEquals(Code.ARGUMENT, missing.code());
                assertEquals("nothing", missing.details().get("name"));
            }
        }
    }

    @Test
    void onlySomeMembersAreUnpackedOnRequest() {
        try (var pkg = Package.open(file)) {
            Path dst = folder.resolve("some");
            pkg.unpack(dst, UnpackOptions.builder().paths(List.of("raw")).build());
            assertTrue(Files.exists(dst.resolve("raw/sea.raw")));
            assertFalse(Files.exists(dst.resolve("notes.txt")));
        }
    }

    @Test
    void aClosedPackageRefusesEverything() {
        var pkg = Package.open(file);
        pkg.close();
        pkg.close();
        for (Executable call :
                List.<Executable>of(
                        pkg::name,
                        pkg::version,
                        pkg::verify,
                        () -> pkg.heal(folder.resolve("x")),
                        () -> pkg.unpack(folder.resolve("x")),
                        () -> pkg.unpackComponents(folder.resolve("x")),
                        pkg::entries,
                        pkg::namelist,
                        () -> pkg.read("notes.txt"),
                        () -> pkg.openEntry("notes.txt"),
                        pkg::components,
                        () -> pkg.hasComponent("x"),
                        () -> pkg.verifyCoherence("x"),
                        () -> pkg.recoverComponent("x"),
                        pkg::overallCoherence)) {
            var refused = assertThrows(StateException.class, call);
            assertEquals(Code.CLOSED, refused.code());
        }
    }

    @Test
    void theThresholdIsTheOneOfTheLibrary() {
        try (var pkg = Package.open(file)) {
            assertEquals(Packages.COHERENCE_THRESHOLD, pkg.verify().threshold());
        }
    }
}
