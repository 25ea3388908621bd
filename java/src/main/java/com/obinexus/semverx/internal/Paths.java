package com.obinexus.semverx.internal;

import com.obinexus.semverx.Code;
import com.obinexus.semverx.DiramException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;

/** Paths as they cross the border: on Unix the file system's own bytes, elsewhere UTF-8. */
public final class Paths {
    private Paths() {}

    public static byte[] encode(String argument, Path path) {
        if (path.getFileSystem() != FileSystems.getDefault()) {
            throw DiramException.of(
                    Code.ARGUMENT,
                    argument + " must be a path of the default file system, got " + path.toUri(),
                    "copy it to a file first, or use the variant for bytes or streams",
                    Map.of("argument", argument));
        }
        Path absolute = path.toAbsolutePath();
        return File.separatorChar == '/'
                ? unescape(absolute.toUri().getRawPath())
                : Text.encode(argument, absolute.toString());
    }

    public static byte[][] encodeAll(String argument, Collection<Path> paths) {
        return paths.stream().map(path -> encode(argument, path)).toArray(byte[][]::new);
    }

    /**
     * The bytes of a URI's path. On Unix a file's URI holds exactly the bytes of its name, while
     * {@code toString} depends on the locale and loses what the locale cannot say.
     */
    private static byte[] unescape(String escaped) {
        var bytes = new ByteArrayOutputStream(escaped.length());
        byte[] ascii = escaped.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < ascii.length; i++) {
            if (ascii[i] == '%') {
                bytes.write(Integer.parseInt(escaped, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(ascii[i]);
            }
        }
        return bytes.toByteArray();
    }
}
