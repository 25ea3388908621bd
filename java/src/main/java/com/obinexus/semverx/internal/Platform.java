package com.obinexus.semverx.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What a native library must have been built for.
 *
 * @param os {@code linux}, {@code macos}, {@code windows}, or what the JVM says
 * @param arch {@code x86_64}, {@code aarch64}, or what the JVM says
 * @param musl whether the C library is musl
 */
record Platform(String os, String arch, boolean musl) {
    /** The folder of this platform's library in the jar. */
    String classifier() {
        return os + "-" + arch + (musl ? "-musl" : "");
    }

    /** The folders worth trying, best first: a wrong guess about the C library is no dead end. */
    List<String> candidates() {
        return os.equals("linux")
                ? List.of(classifier(), new Platform(os, arch, !musl).classifier())
                : List.of(classifier());
    }

    static Platform current() {
        String os = os(System.getProperty("os.name"));
        return new Platform(
                os, arch(System.getProperty("os.arch")), os.equals("linux") && runsOnMusl());
    }

    static String os(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("mac")) {
            return "macos";
        }
        return lower.startsWith("windows") ? "windows" : lower.replaceAll("[^a-z0-9]", "");
    }

    static String arch(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64", "x86-64" -> "x86_64";
            case "aarch64", "arm64" -> "aarch64";
            default -> name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "");
        };
    }

    /** Whether musl's loader is mapped into this process; merely being installed says nothing. */
    private static boolean runsOnMusl() {
        try {
            return Files.readString(Path.of("/proc/self/maps")).contains("/ld-musl-");
        } catch (IOException e) {
            return false; // no /proc: candidates() tries the other one too
        }
    }
}
