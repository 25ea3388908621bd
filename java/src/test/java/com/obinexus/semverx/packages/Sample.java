package com.obinexus.semverx.packages;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.Consumer;

/** Content to pack, and ways to damage a package. */
final class Sample {
    /** Parts of a small component, and how many of them parity can give back. */
    static final int PARTS = 22;

    private Sample() {}

    /** Bytes that no codec makes smaller, the same every time. */
    static byte[] noise(int length) {
        var bytes = new byte[length];
        new Random(42).nextBytes(bytes);
        return bytes;
    }

    /** A folder with a text, an empty file and noise in a folder of its own. */
    static Path folder(Path parent) throws IOException {
        Path folder = Files.createDirectory(parent.resolve("photos"));
        Files.writeString(folder.resolve("notes.txt"), "by the sea\n".repeat(500));
        Files.createFile(folder.resolve("empty"));
        Files.createDirectory(folder.resolve("raw"));
        Files.write(folder.resolve("raw/sea.raw"), noise(40_000));
        return folder;
    }

    /** A package of noise in memory, stored, in parts of 22. */
    static byte[] pkg() {
        return Packages.packBytes(
                noise(40_000), PackOptions.builder().codec(CodecChoice.STORED).name("noise").build());
    }

    /** Zeroes the payload of the first {@code count} parts of component 0: beyond mending. */
    static byte[] without(byte[] intact, int count) {
        byte[] damaged = intact.clone();
        for (int part = 0; part < count; part++) {
            int from = payload(intact, "diram-component-0.part." + part);
            java.util.Arrays.fill(damaged, from, from + 1500, (byte) 0);
        }
        return damaged;
    }

    /** Where the bytes of a zip entry begin, from its local header. */
    static int payload(byte[] zip, String name) {
        byte[] wanted = ("root/obinexus/src/" + name).getBytes(StandardCharsets.US_ASCII);
        for (int at = 30; at < zip.length - wanted.length; at++) {
            boolean header = zip[at - 30] == 'P' && zip[at - 29] == 'K' && zip[at - 28] == 3;
            if (header
                    && (zip[at - 4] & 0xFF) == wanted.length
                    && java.util.Arrays.equals(
                            zip, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at + wanted.length + (zip[at - 2] & 0xFF);
            }
        }
        throw new AssertionError(name + " is not in the zip");
    }

    /** The bytes of every part of component 0, in order. */
    static java.util.List<byte[]> parts(byte[] zip) {
        try (var pkg = Package.open(zip)) {
            return pkg.components().get(0).parts().stream()
                    .map(
                            part -> {
                                String name = part.filename().replaceFirst(".*/", "");
                                int from = payload(zip, name);
                                int to = from + (int) part.partSize();
                                return java.util.Arrays.copyOfRange(zip, from, to);
                            })
                    .toList();
        }
    }

    static byte[] with(byte[] intact, Consumer<byte[]> damage) {
        byte[] damaged = intact.clone();
        damage.accept(damaged);
        return damaged;
    }
}
