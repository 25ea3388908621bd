package com.obinexus.semverx.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.obinexus.semverx.Diram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTest {
    @Test
    void classifiersNameOsArchAndLibc() {
        assertEquals("linux-x86_64", new Platform("linux", "x86_64", false).classifier());
        assertEquals("linux-aarch64-musl", new Platform("linux", "aarch64", true).classifier());
        assertEquals("linux", Platform.os("Linux"));
        assertEquals("macos", Platform.os("Mac OS X"));
        assertEquals("windows", Platform.os("Windows Server 2022"));
        assertEquals("freebsd", Platform.os("FreeBSD"));
        assertEquals("x86_64", Platform.arch("amd64"));
        assertEquals("aarch64", Platform.arch("arm64"));
        assertEquals("riscv64", Platform.arch("riscv64"));
    }

    @Test
    void aWrongGuessOfTheLibcIsNoDeadEnd() {
        assertEquals(
                List.of("linux-x86_64-musl", "linux-x86_64"),
                new Platform("linux", "x86_64", true).candidates());
        assertEquals(List.of("macos-aarch64"), new Platform("macos", "aarch64", false).candidates());
    }

    @Test
    void theLibraryOfThisPlatformIsBundled() {
        String resource =
                "/native/"
                        + Platform.current().classifier()
                        + "/"
                        + System.mapLibraryName("diram_jni");
        assertNotNull(NativeLibrary.class.getResource(resource), resource);
    }

    @Test
    void theErrorNamesTheClassifierAndEveryPlace() {
        var plan9 = new Platform("plan9", "mips", false);
        var error =
                assertThrows(UnsatisfiedLinkError.class, () -> NativeLibrary.loadBundled(plan9));
        for (String expected :
                List.of(
                        "for plan9-mips",
                        "/native/plan9-mips/" + System.mapLibraryName("diram_jni"),
                        "java.library.path",
                        "-Dcom.obinexus.semverx.library=")) {
            assertTrue(error.getMessage().contains(expected), error.getMessage());
        }
    }

    @Test
    void theNamedLibraryIsTheOnlyOneTried(@TempDir Path folder) throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.so"), "not a library");
        var run = Hooks.run(broken.toString(), "version");
        assertTrue(run.status() != 0, run.output());
        assertTrue(run.output().contains("broken.so"), run.output());
    }

    @Test
    void nothingIsLeftInTheTemporaryFolder(@TempDir Path folder) throws Exception {
        var run = Hooks.run(null, "version", "-Djava.io.tmpdir=" + folder);
        assertEquals(Diram.version(), run.output().strip());
        assertEquals(List.of(), list(folder));
    }

    private static List<Path> list(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("hsperf")).toList();
        }
    }
}
