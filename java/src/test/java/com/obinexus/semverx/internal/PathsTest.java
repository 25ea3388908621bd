package com.obinexus.semverx.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.obinexus.semverx.ArgumentException;
import com.obinexus.semverx.Code;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PathsTest {
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void pathsAreAbsoluteAndExact() {
        for (String name : List.of("plain", "two words", "100%", "%41", "a+b&c?#", "é😀", "\n")) {
            var expected = Path.of("").toAbsolutePath() + "/" + name;
            assertArrayEquals(
                    expected.getBytes(StandardCharsets.UTF_8),
                    Paths.encode("path", Path.of(name)),
                    name);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void bytesThatAreNoTextStayAsTheyAre() {
        var path = Path.of(URI.create("file:///tmp/%FF%FEx"));
        assertArrayEquals(
                new byte[] {'/', 't', 'm', 'p', '/', (byte) 0xFF, (byte) 0xFE, 'x'},
                Paths.encode("path", path));
    }

    @Test
    void otherFileSystemsAreRefused(@TempDir Path folder) throws Exception {
        var zip = URI.create("jar:" + folder.resolve("other.zip").toUri());
        try (var other = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            var refused =
                    assertThrows(
                            ArgumentException.class,
                            () -> Paths.encode("src", other.getPath("/x")));
            assertEquals(Code.ARGUMENT, refused.code());
            assertEquals("src", refused.details().get("argument"));
        }
    }
}
