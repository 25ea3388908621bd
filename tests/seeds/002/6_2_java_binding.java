/* Seed 002 §6.2, "Java Binding (`java-semverx`)".
 * Changed lines: 4
 * - the imports of what the sample does not show
 * - `public class Registry`: nested, since the library's own has that name
 * - `public Package fetch`: what is chosen, with its checksum; there is no download yet
 * - `registerObserver`: not in print; it is that of the library's registry
 */

package com.obinexus.semverx;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

class Sample {
    private static com.obinexus.semverx.Registry registry;

    static class Registry {
        private final String endpoint;
        private final Resolver resolver;

        public Registry(String endpoint) {
            this.endpoint = endpoint;
            this.resolver = new Resolver();
        }

        public ChosenPackage fetch(String packageId, String versionRange)
            throws ResolutionException {

            ResolutionResult result = resolver.resolve(packageId, versionRange);

            if (result.getFaultState() == FaultState.PANIC) {
                throw new ResolutionException(result.getErrorMessage());
            }

            return result.getPackage();
        }

        public void subscribe(String packageId, Consumer<Update> callback) {
            Observer observer = new Observer(callback);
            registerObserver(packageId, observer);
        }

        private void registerObserver(String packageId, Observer observer) {
            registry.registerObserver(packageId, observer);
        }
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    public static void main(String[] arguments) throws Exception {
        String sum = "ab".repeat(32);
        Files.writeString(
                Path.of(System.getenv("DIRAM_REGISTRY")),
                "{\"name\":\"core\",\"version\":\"1.2.0\",\"deps\":{},\"sha256\":\"" + sum + "\"}\n"
                        + "{\"name\":\"core\",\"version\":\"2.0.0\",\"deps\":{\"gone\":\"*\"}}\n");
        var told = new LinkedBlockingQueue<Update>();

        try (var opened = com.obinexus.semverx.Registry.fromEnv()) {
            registry = opened;
            Registry sample = new Registry("https://r.obinexus.org");
            check(sample.endpoint.equals(com.obinexus.semverx.Registry.DEFAULT_ENDPOINT), "endpoint");
            ChosenPackage chosen = sample.fetch("core", "1.*.*.stable");
            check(chosen.name().equals("core"), "name");
            check(chosen.version().equals(Version.parse("1.2.0")), "version");
            check(chosen.sha256().orElseThrow().equals(sum), "sha256");
            try {
                sample.fetch("core", "2.*.*.stable");
                throw new AssertionError("what needs a package that is not there cannot be fetched");
            } catch (ResolutionException error) {
                check(error.getMessage().contains("gone"), error.getMessage());
            }

            sample.subscribe("core", told::add);
            check(told.isEmpty(), "nothing has happened yet");
            registry.publish(Map.of("name", "core", "version", "1.3.0", "deps", Map.of()));
            Update update = told.take();
            check(update.name().equals("core"), "package");
            check(update.version().equals(Version.parse("1.3.0")), "version");
            check(update.kind() == UpdateKind.PUBLISH, "kind");
            sample.resolver.close();
        }
    }
}
