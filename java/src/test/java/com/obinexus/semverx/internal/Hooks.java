package com.obinexus.semverx.internal;

import com.obinexus.semverx.Diram;
import com.obinexus.semverx.EntryReport;
import com.obinexus.semverx.InternalException;
import com.obinexus.semverx.Registry;
import com.obinexus.semverx.RegistryException;
import com.obinexus.semverx.RegistryPlugin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A JVM of its own with another native library: one JVM loads only one. */
public final class Hooks {
    private Hooks() {}

    record Run(int status, String output) {}

    /** Runs {@link #main} with {@code library}, or the bundled one when that is null. */
    static Run run(String library, String what, String... jvmOptions)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(System.getProperty("java.home") + "/bin/java");
        command.addAll(List.of(jvmOptions));
        if (library != null) {
            command.add("-Dcom.obinexus.semverx.library=" + library);
        }
        command.add("-classpath");
        command.add(
                System.getProperty("diram.classes")
                        + System.getProperty("path.separator")
                        + System.getProperty("diram.testClasses"));
        command.add(Hooks.class.getName());
        command.add(what);
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    /** In the other JVM. */
    public static void main(String[] arguments) throws InterruptedException {
        String version = Diram.version(); // loads the library
        switch (arguments[0]) {
            case "version" -> System.out.println(version);
            case "codes" -> System.out.println(Text.decode(TestHooks.codes()));
            case "causes" -> System.out.println(Text.decode(TestHooks.causes()));
            case "panic" -> panic();
            case "leave" -> leave();
            case "forget" -> forget();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void panic() {
        try {
            TestHooks.panic(Text.encode("text", "at the disco 😀"));
        } catch (InternalException caught) {
            System.out.println("caught " + caught.code() + ": " + caught.getMessage());
            System.out.println("hint " + caught.hint());
            System.out.println("alive " + Diram.version());
        }
    }

    /** Leaves a plugin that hangs, and a callback that waits. */
    private static void leave() {
        var hanging =
                new RegistryPlugin() {
                    @Override
                    public void onPublish(EntryReport found) throws InterruptedException {
                        new CountDownLatch(1).await();
                    }
                };
        var registry = Registry.fromLines("");
        registry.plug(hanging, Duration.ofMillis(1));
        var entry = Map.of("name", "core", "version", "1.0.0", "deps", Map.of());
        try {
            registry.publish(entry);
        } catch (RegistryException refused) {
            System.out.println(refused.getMessage());
        }
        registry.publish(entry);
        registry.subscribe("core", update -> {});
        System.out.println(registry.plugins());
    }

    private static void forget() throws InterruptedException {
        var freed = new CountDownLatch(2);
        Handle.shared("forgotten thing", 1, address -> freed.countDown());
        Handle.lasting("lasting thing", 2, address -> freed.countDown());
        do {
            System.gc();
        } while (!freed.await(50, TimeUnit.MILLISECONDS));
        System.out.println("freed 2");
    }
}
