package com.obinexus.semverx.internal;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Finds and loads the native library. */
final class NativeLibrary {
    /** The system property that names the library file; nothing else is tried then. */
    static final String PROPERTY = "com.obinexus.semverx.library";

    private static final String NAME = "diram_jni";

    private NativeLibrary() {}

    static void load() {
        String named = System.getProperty(PROPERTY);
        if (named != null) {
            System.load(Path.of(named).toAbsolutePath().toString());
        } else {
            loadBundled(Platform.current());
        }
        checkVersion();
    }

    /** From the jar, else from {@code java.library.path}. */
    static void loadBundled(Platform platform) {
        List<String> tried = new ArrayList<>();
        for (String classifier : platform.candidates()) {
            if (loadResource("/native/" + classifier + "/" + System.mapLibraryName(NAME), tried)) {
                return;
            }
        }
        try {
            System.loadLibrary(NAME);
        } catch (UnsatisfiedLinkError e) {
            tried.add(System.mapLibraryName(NAME) + " on java.library.path: " + e.getMessage());
            throw failure(platform, tried);
        }
    }

    private static UnsatisfiedLinkError failure(Platform platform, List<String> tried) {
        return new UnsatisfiedLinkError(
                "no native library of diram for "
                        + platform.classifier()
                        + ". Tried:\n  - "
                        + String.join("\n  - ", tried)
                        + "\nBuild it with `cargo build --release -p diram-java` and name the file"
                        + " with -D"
                        + PROPERTY
                        + "=FILE");
    }

    private static boolean loadResource(String resource, List<String> tried) {
        URL url = NativeLibrary.class.getResource(resource);
        if (url == null) {
            tried.add(resource + " in the jar: not there");
            return false;
        }
        try {
            extractAndLoad(url, tried);
            return true;
        } catch (IOException | UnsatisfiedLinkError e) {
            tried.add(url + ": " + e.getMessage());
            return false;
        }
    }

    /** In a folder of its own that only this user can read, so that nobody swaps the file. */
    private static void extractAndLoad(URL url, List<String> tried) throws IOException {
        Path folder = Files.createTempDirectory("diram-");
        Path file = folder.resolve(System.mapLibraryName(NAME));
        try {
            try (InputStream in = url.openStream()) {
                Files.copy(in, file);
            }
            tried.add(file + ", a copy of the next");
            System.load(file.toString());
        } finally {
            removeOrLater(file);
            removeOrLater(folder);
        }
    }

    /** A loaded library can be deleted on Unix; Windows must wait for the end of the JVM. */
    private static void removeOrLater(Path path) throws IOException {
        if (File.separatorChar == '/') {
            Files.deleteIfExists(path);
        } else {
            path.toFile().deleteOnExit();
        }
    }

    private static void checkVersion() {
        String library = Text.decode(Native.version());
        String jar = jarVersion();
        if (!library.equals(jar)) {
            throw new UnsatisfiedLinkError(
                    "the native library is version "
                            + library
                            + ", this jar "
                            + jar
                            + "; -D"
                            + PROPERTY
                            + " and java.library.path must name the library of the same version");
        }
    }

    private static String jarVersion() {
        var properties = new Properties();
        try (InputStream in = NativeLibrary.class.getResourceAsStream("version.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new IllegalStateException("this jar is damaged", e);
        }
        return properties.getProperty("version").replaceFirst("-SNAPSHOT$", "");
    }
}
