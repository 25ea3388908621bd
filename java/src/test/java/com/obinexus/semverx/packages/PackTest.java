package com.obinexus.semverx.packages;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.obinexus.semverx.ArgumentException;
import com.obinexus.semverx.Code;
import com.obinexus.semverx.DiramException;
import com.obinexus.semverx.StorageException;
import com.obinexus.semverx.StorageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackTest {
    @TempDir Path folder;

    @Test
    void aFolderComesBackWhole() throws Exception {
        Path src = Sample.folder(folder);
        Path dst = folder.resolve("photos.zip");
        PackReport packed = Packages.pack(src, dst);
        assertEquals("photos", packed.name());
        assertEquals("0.0.0", packed.version());
        assertEquals(3, packed.files());
        assertEquals(Files.size(dst), packed.outputBytes());
        assertTrue(packed.overhead().isPresent());
        assertEquals(List.of(), packed.warnings());
        try (var pkg = Package.open(dst)) {
            assertEquals("photos", pkg.name());
            UnpackReport unpacked = pkg.unpack(folder.resolve("restored"));
            assertEquals(3, unpacked.files());
            assertEquals(1.0, unpacked.coherence());
        }
        for (String name : List.of("notes.txt", "empty", "raw/sea.raw")) {
            assertArrayEquals(
                    Files.readAllBytes(src.resolve(name)),
                    Files.readAllBytes(folder.resolve("restored").resolve(name)),
                    name);
        }
    }

    @Test
    void aPackageIsAZip() throws Exception {
        Path dst = folder.resolve("photos.zip");
        Packages.pack(Sample.folder(folder), dst);
        try (var zip = new ZipFile(dst.toFile())) {
            assertTrue(zip.stream().anyMatch(e -> e.getName().endsWith(".part.0")));
            for (var entry : zip.stream().toList()) {
                try (var in = zip.getInputStream(entry)) {
                    assertEquals(entry.getSize(), in.readAllBytes().length); // checks the CRC
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(CodecChoice.class)
    void everyCodecRoundTrips(CodecChoice codec) {
        byte[] data = "some text, and more of it. ".repeat(2000).getBytes();
        byte[] pkg = Packages.packBytes(data, PackOptions.builder().codec(codec).build());
        assertArrayEquals(data, Packages.unpackBytes(pkg));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5120, 200_000})
    void everyLengthRoundTrips(int length) {
        byte[] data = Sample.noise(length);
        byte[] pkg = Packages.packBytes(data);
        assertArrayEquals(data, Packages.unpackBytes(pkg));
        try (var open = Package.open(pkg)) {
            assertEquals(Status.INTACT, open.verify().status());
        }
    }

    @Test
    void optionsArriveOnTheOtherSide() throws Exception {
        Path service = Files.writeString(folder.resolve("service"), "serve");
        Path country = Files.writeString(folder.resolve("country"), "UK");
        Path src = Files.writeString(folder.resolve("file"), "x".repeat(1000));
        Path dst = folder.resolve("p.zip");
        var options =
                PackOptions.builder()
                        .name("näme 😀")
                        .version("1.2.3")
                        .codec(CodecChoice.BROTLI)
                        .quality(11)
                        .redundancy(25)
                        .services(List.of(service))
                        .country(List.of(country, service))
                        .threads(2)
                        .build();
        PackReport report = Packages.pack(src, dst, options);
        assertEquals("näme 😀", report.name());
        assertEquals("1.2.3", report.version());
        assertTrue(report.parityParts() * 4 >= report.parts(), report.toString());
        try (var pkg = Package.open(dst)) {
            assertEquals("näme 😀", pkg.name());
            assertEquals("1.2.3", pkg.version());
            assertArrayEquals("serve".getBytes(), pkg.recoverComponent("diram-service-0.bin"));
            assertArrayEquals("UK".getBytes(), pkg.recoverComponent("diram-country-0.bin"));
            assertArrayEquals("serve".getBytes(), pkg.recoverComponent("diram-country-1.bin"));
            assertFalse(pkg.hasComponent("diram-division-0.bin"));
        }
        assertEquals(List.of(service), options.services());
        assertEquals(List.of(), options.divisions());
    }

    @Test
    void modificationTimesCanBeFixed() throws Exception {
        Path src = Files.createDirectory(folder.resolve("src"));
        Path file = Files.writeString(src.resolve("file"), "x");
        var epoch = Instant.ofEpochSecond(1_000_000_000);
        var fixed = PackOptions.builder().epoch(epoch).build();
        byte[][] packages = new byte[2][];
        for (int i = 0; i < 2; i++) {
            FileTime time = FileTime.from(epoch.plusSeconds(1 + i));
            Files.setLastModifiedTime(file, time);
            Files.setLastModifiedTime(src, time);
            Path dst = folder.resolve("p" + i);
            Packages.pack(src, dst, fixed);
            packages[i] = Files.readAllBytes(dst);
        }
        assertArrayEquals(packages[0], packages[1]);
        assertEquals(epoch, fixed.epoch().orElseThrow());
    }

    @Test
    void wrongOptionsAreRefusedByName() {
        assertLimit("quality", () -> PackOptions.builder().quality(12));
        assertLimit("threads", () -> PackOptions.builder().threads(-1));
        assertLimit("epoch", () -> PackOptions.builder().epoch(Instant.ofEpochSecond(-1)));
        for (double percent : new double[] {6, 45, Double.NaN}) {
            assertLimit("redundancy", () -> PackOptions.builder().redundancy(percent));
        }
    }

    private static void assertLimit(String argument, org.junit.jupiter.api.function.Executable call) {
        var refused = assertThrows(ArgumentException.class, call);
        assertEquals(argument, refused.details().get("argument"));
    }

    @Test
    void whatIsMissingIsNamed() {
        Path missing = folder.resolve("missing");
        Path dst = folder.resolve("out.zip");
        var failure =
                assertThrows(StorageException.class, () -> Packages.pack(missing, dst));
        assertEquals(Code.IO, failure.code());
        assertEquals(missing.toString(), failure.details().get("path"));
        assertEquals(2L, failure.details().get("errno"));
        assertFalse(Files.exists(dst));
        assertThrows(StorageException.class, () -> Package.open(missing));
    }

    @Test
    void aTargetThatIsNotEmptyIsKept() throws Exception {
        Path dst = folder.resolve("p.zip");
        Packages.pack(Sample.folder(folder), dst);
        Path target = Files.createDirectory(folder.resolve("target"));
        Path mine = Files.writeString(target.resolve("mine"), "mine");
        try (var pkg = Package.open(dst)) {
            var refused = assertThrows(StorageException.class, () -> pkg.unpack(target));
            assertEquals(Code.IO, refused.code());
            assertTrue(refused.hint().contains("force"), refused.hint());
            assertEquals("mine", Files.readString(mine));
            pkg.unpack(target, UnpackOptions.builder().force(true).build());
            assertTrue(Files.exists(target.resolve("notes.txt")));
        }
    }

    @Test
    void nullsAreRefusedBeforeTheBorder() {
        assertThrows(NullPointerException.class, () -> Packages.pack(null, folder));
        assertThrows(NullPointerException.class, () -> Packages.packBytes(null));
        assertThrows(NullPointerException.class, () -> Package.open((byte[]) null));
        assertThrows(NullPointerException.class, () -> Packages.checkPart(null));
        assertThrows(
                DiramException.class, () -> Packages.unpackBytes("not a package".getBytes()));
    }
}
