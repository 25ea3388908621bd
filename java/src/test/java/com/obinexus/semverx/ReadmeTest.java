package com.obinexus.semverx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {
    private static final Path BASE = Path.of(System.getProperty("diram.basedir"));

    private static final String CLASSES = System.getProperty("diram.classes");

    private static final String AROUND =
            """
            import com.obinexus.semverx.*;
            import com.obinexus.semverx.packages.*;
            import com.obinexus.semverx.packages.Package;
            import java.io.*;
            import java.nio.file.*;
            import java.time.Duration;
            import java.util.*;
            import java.util.concurrent.*;

            class Example {
                public static void main(String[] arguments) throws Exception {
                    run(new byte[0]);
                }

                static void run(byte[] damaged) throws Exception {
            %s
                }
            }
            """;

    private static List<String> examples() throws IOException {
        String readme = Files.readString(BASE.resolve("README.md"));
        return Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(readme)
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    private static void compile(String example, Path folder) throws IOException {
        var javac = ToolProvider.findFirst("javac").orElseThrow();
        Path file = folder.resolve("Example.java");
        Files.writeString(file, AROUND.formatted(example));
        var said = new StringWriter();
        var out = new PrintWriter(said);
        int status =
                javac.run(out, out, "-d", folder.toString(), "-cp", CLASSES, file.toString());
        assertEquals(0, status, () -> said + "\n" + example);
    }

    @Test
    void everyExampleCompiles(@TempDir Path folder) throws IOException {
        for (String example : examples()) {
            compile(example, folder);
        }
    }

    /** What a program in this folder prints that is nothing but the example. */
    private static String output(String example, Path folder) throws Exception {
        compile(example, folder);
        String java = System.getProperty("java.home") + "/bin/java";
        String path = CLASSES + File.pathSeparator + folder;
        var process =
                new ProcessBuilder(java, "-cp", path, "Example")
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    @Test
    void thePluginOfTheExampleRefuses(@TempDir Path folder) throws Exception {
        String example =
                examples().stream()
                        .filter(one -> one.contains("new RegistryPlugin()"))
                        .findFirst()
                        .orElseThrow();
        assertTrue(example.lines().count() <= 15, example);
        var project = new Project(folder.resolve("my-app")).needs(Map.of("app", "*"));
        Path registry = folder.resolve("reg.ndjson");
        Files.writeString(registry, "{\"name\":\"app\",\"version\":\"0.9.0\",\"deps\":{}}");
        String refused = output(example, folder);
        assertTrue(refused.contains("refused to install app 0.9.0: not before 1.0.0"), refused);
        assertEquals("", project.locked());
        Files.writeString(registry, "{\"name\":\"app\",\"version\":\"1.9.0\",\"deps\":{}}");
        assertEquals("written", output(example, folder));
    }

    /** The first example is the program that the installation tests run. */
    @Test
    void theFirstExampleRuns() throws IOException {
        String hello = Files.readString(BASE.resolve("src/it/hello/src/main/java/Hello.java"));
        var sample =
                Pattern.compile("// sample\n(.*?)\\s*// end of sample", Pattern.DOTALL)
                        .matcher(hello);
        assertTrue(sample.find());
        assertEquals(sample.group(1).stripIndent().strip(), examples().get(0).strip());
    }
}
