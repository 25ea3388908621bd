package com.obinexus.semverx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {
    private static final Path BASE = Path.of(System.getProperty("diram.basedir"));

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

    @Test
    void everyExampleCompiles(@TempDir Path folder) throws IOException {
        var javac = ToolProvider.findFirst("javac").orElseThrow();
        Path file = folder.resolve("Example.java");
        for (String example : examples()) {
            Files.writeString(file, AROUND.formatted(example));
            var said = new StringWriter();
            var out = new PrintWriter(said);
            String classes = System.getProperty("diram.classes");
            int status =
                    javac.run(
                            out, out, "-d", folder.toString(), "-cp", classes, file.toString());
            assertEquals(0, status, () -> said + "\n" + example);
        }
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
