package com.obinexus.semverx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the environment says, to a JVM of its own. */
class EnvironmentTest {
    private static final String VARIABLE = "DIRAM_REGISTRY";

    @TempDir Path folder;

    /** The other JVM's program. */
    static final class Asks {
        private Asks() {}

        public static void main(String[] arguments) {
            try (var registry = Registry.fromEnv();
                    var resolver = new Resolver()) {
                System.out.println(registry.endpoint() + " " + registry.names());
                System.out.println(resolver.resolve("app", "*").order());
            } catch (FormatException e) {
                System.out.println(e.code() + " " + e.details().get("url"));
            }
        }
    }

    private static String run(String registry) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-classpath",
                        System.getProperty("diram.classes")
                                + System.getProperty("path.separator")
                                + System.getProperty("diram.testClasses"),
                        Asks.class.getName());
        process.environment().remove(VARIABLE);
        if (registry != null) {
            process.environment().put(VARIABLE, registry);
        }
        var running = process.redirectErrorStream(true).start();
        String output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, running.waitFor(), output);
        return output;
    }

    @Test
    void theVariableNamesTheRegistry() throws Exception {
        String file = Shelf.file(folder).toString();
        assertEquals(file + " [app, core, new, old]\n[core, app]\n", run(file));
    }

    @Test
    void withoutItTheRegistryIsTheProductsOwn() throws Exception {
        assertEquals("UNSUPPORTED https://r.obinexus.org\n", run(null));
        assertEquals("UNSUPPORTED https://r.obinexus.org\n", run(Registry.DEFAULT_ENDPOINT));
    }
}
