package com.obinexus.semverx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class OpTest {
    @Test
    void cancelRunsEachActionOnce() {
        var op = new Op();
        var ran = new ArrayList<String>();
        op.onCancel(() -> ran.add("first"));
        op.onCancel(() -> ran.add("forgotten")).close();
        op.onCancel(() -> ran.add("second"));
        assertFalse(op.isCancelled());
        op.cancel();
        op.cancel();
        assertTrue(op.isCancelled());
        op.onCancel(() -> ran.add("late"));
        assertEquals(List.of("first", "second", "late"), ran);
    }

    @Test
    void aTimeLimitIsMoreThanZero() {
        assertTrue(new Op().timeout().isEmpty());
        var limit = Duration.ofSeconds(5);
        assertEquals(limit, new Op().timeout(limit).timeout().orElseThrow());
        for (var wrong : List.of(Duration.ZERO, Duration.ofNanos(-1))) {
            var refused = assertThrows(ArgumentException.class, () -> new Op().timeout(wrong));
            assertEquals(Code.LIMIT, refused.code());
        }
    }

    @Test
    void progressReachesTheListener() {
        var progress = new Progress(3, OptionalLong.of(4), "pack");
        var heard = new ArrayList<Progress>();
        new Op().report(progress);
        new Op().onProgress(heard::add).report(progress);
        assertEquals(List.of(progress), heard);
    }
}
