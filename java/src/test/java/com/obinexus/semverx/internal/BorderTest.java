package com.obinexus.semverx.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.obinexus.semverx.ArgumentException;
import com.obinexus.semverx.Code;
import com.obinexus.semverx.FaultCause;
import com.obinexus.semverx.DiramException;
import com.obinexus.semverx.StorageException;
import com.obinexus.semverx.packages.Package;
import com.obinexus.semverx.packages.Packages;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BorderTest {
    private static final String HOOKS = System.getProperty("diram.hooks");

    @Test
    void aPanicBecomesAnExceptionAndTheLibraryLivesOn() throws Exception {
        var run = Hooks.run(HOOKS, "panic", "-Xcheck:jni");
        assertEquals(0, run.status(), run.output());
        var lines = run.output().lines().toList();
        assertTrue(lines.contains("caught PANIC: panic: at the disco 😀"), run.output());
        assertTrue(run.output().contains("hint this is a bug in diram"), run.output());
        assertTrue(run.output().contains("alive "), run.output());
        assertFalse(run.output().contains("WARNING"), run.output());
    }

    /** Neither a plugin that hangs nor a callback that waits keeps the JVM from ending. */
    @Test
    @Timeout(120)
    void noThreadIsWaitedFor() throws Exception {
        var run = Hooks.run(null, "leave", "-Xcheck:jni");
        assertEquals(0, run.status(), run.output());
        assertTrue(run.output().contains("too long"), run.output());
        assertTrue(run.output().contains("on=false"), run.output());
        assertFalse(run.output().contains("WARNING"), run.output());
    }

    /** The enum here against the list in Rust: names and levels. */
    @Test
    void bothSidesKnowTheSameCauses() throws Exception {
        var run = Hooks.run(HOOKS, "causes");
        assertEquals(0, run.status(), run.output());
        assertEquals(
                Json.read(run.output().strip().getBytes(StandardCharsets.UTF_8)),
                Arrays.stream(FaultCause.values())
                        .map(cause -> List.of(cause.toString(), (long) cause.level().level()))
                        .toList());
    }

    /** The enum here against the list in Rust: numbers, names, classes, what is worth a retry. */
    @Test
    void bothSidesKnowTheSameCodes() throws Exception {
        var run = Hooks.run(HOOKS, "codes");
        assertEquals(0, run.status(), run.output());
        var rust =
                Fields.readList(
                        run.output().strip().getBytes(StandardCharsets.UTF_8),
                        fields ->
                                List.of(
                                        fields.small("status"),
                                        fields.text("name"),
                                        fields.text("class"),
                                        fields.flag("retryable")));
        var here =
                Arrays.stream(Code.values())
                        .map(
                                code ->
                                        List.of(
                                                code.status(),
                                                code.name(),
                                                rustName(DiramException.of(code, "", null, Map.of())),
                                                code.retryable()))
                        .toList();
        assertEquals(rust, here);
    }

    private static String rustName(DiramException exception) {
        String stem = exception.getClass().getSimpleName().replaceFirst("Exception$", "");
        return switch (stem) {
            case "Cancelled", "DeadlineExceeded", "TooManyObservers", "RateLimitExceeded",
                    "StoreUnknown" ->
                    stem;
            default -> stem + "Error";
        };
    }

    @Test
    void textCrossesUnchanged() {
        try (var pkg = Package.open(Packages.packBytes(new byte[] {1}))) {
            for (String name : List.of("a\u0000b", "\u0000", "😀", "é\uFFFF", "\"\\\n")) {
                var missing = assertThrows(
                                ArgumentException.class, () -> pkg.recoverComponent(name));
                assertEquals(Code.ARGUMENT, missing.code());
                assertEquals(name, missing.details().get("name"));
            }
            var broken = assertThrows(ArgumentException.class, () -> pkg.read("a\uD83Db"));
            assertEquals(Code.UTF8, broken.code());
            assertEquals("name", broken.details().get("argument"));
        }
    }

    @Test
    void absentFactsHaveNoKey() {
        byte[] details = "{\"here\":1,\"gone\":null}".getBytes(StandardCharsets.UTF_8);
        var made = Failures.of(80, "m".getBytes(StandardCharsets.UTF_8), null, details);
        assertEquals(Map.of("here", 1L), made.details());
        assertInstanceOf(StorageException.class, made);
    }
}
