package com.obinexus.semverx;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VersionRangeTest {
    private static VersionRange range(String text) {
        return VersionRange.parse(text);
    }

    @Test
    void aRangeIsItsCanonicalText() throws Exception {
        VersionRange a = range("semverx:1.x || =2.0.0 || 1");
        assertEquals("1 || 2.0.0", a.toString());
        assertEquals(range("1||2.0.0"), a);
        assertEquals(range("1||2.0.0").hashCode(), a.hashCode());
        assertNotEquals(range("1"), a);
        assertNotEquals((Object) "1 || 2.0.0", a);
        assertEquals(a, Saving.there(a));
    }

    @Test
    void textsAndVersionsAreAskedAlike() {
        VersionRange range = range("2.*.*.stable");
        assertTrue(range.contains("2.stable.1.stable.0.stable"));
        assertTrue(range.contains(Version.parse("2.1.0")));
        assertFalse(range.contains("2.1.0.experimental"));
        assertFalse(range.contains(Version.parse("3.0.0")));
        assertEquals(
                Code.VERSION,
                assertThrows(VersionException.class, () -> range.contains("2.1")).code());
    }

    @Test
    void aPolicyCounts() {
        Policy open = Policy.builder().allowExperimental(true).build();
        VersionRange range = range("^2");
        Version v = Version.parse("2.stable.1.experimental.0.stable");
        assertFalse(range.contains(v));
        assertTrue(range.contains(v, open));
        assertTrue(range.contains(v.toString(), open));
        assertTrue(Versions.satisfies(v, range, open));
        assertTrue(Versions.satisfies(v.toString(), "^2", open));
        assertTrue(range.explain(v, open).admitted());
    }

    @Test
    void aVerdictSaysWhyAndWhatToWrite() {
        Verdict verdict = range("^1.2").explain("1.3.0-rc.1");
        assertFalse(verdict.admitted());
        assertEquals(Verdict.Reason.PRERELEASE, verdict.reason());
        assertEquals(Optional.of("write `^1.2 || 1.3.0-rc.1`"), verdict.hint());
        assertTrue(verdict.message().contains("1.3.0-rc.1"), verdict.message());
        assertEquals(verdict, range("^1.2").explain(Version.parse("1.3.0-rc.1")));
        Verdict in = range("^1.2").explain("1.3.0");
        assertTrue(in.admitted());
        assertEquals(Verdict.Reason.ADMITTED, in.reason());
        assertEquals(Optional.empty(), in.hint());
        assertTrue(in.toJson().contains("\"reason\":\"admitted\""), in.toJson());
    }

    @Test
    void everyReasonIsGiven() {
        Policy closed = Policy.builder().allowExperimental(false).build();
        Version experimental = Version.parse("1.stable.3.experimental.0.stable");
        assertEquals(Verdict.Reason.OUTSIDE, range("^1.2").explain("2.0.0").reason());
        assertEquals(
                Verdict.Reason.STATE_NOT_NAMED, range("^1.2").explain(experimental).reason());
        Verdict refused = range("1.*.*.{stable|exp}").explain(experimental, closed);
        assertEquals(Verdict.Reason.STATE_REFUSED, refused.reason());
        assertEquals("state_refused", refused.reason().toString());
    }

    @Test
    void rangesAreSets() {
        assertEquals("^1.2 & <1.5", range("^1.2").intersect(range("<1.5")).toString());
        assertEquals("^1.2 || 3", range("^1.2").union(range("3")).toString());
        assertTrue(range("~1.4.2").isSubset(range("^1.4")));
        assertFalse(range("^1.4").isSubset(range("~1.4.2")));
        assertTrue(range("<1").intersect(range(">1")).isEmpty());
        assertFalse(range("*").isEmpty());
        assertEquals(Optional.of(Version.parse("1.2.3")), range("=1.2.3").exactPin());
        assertEquals(Optional.empty(), range("^1.2.3").exactPin());
    }

    @Test
    void aWrongRangeSaysWhereAndWhatToWrite() {
        var refused = assertThrows(VersionException.class, () -> range("^1.2 || v3"));
        assertEquals(Code.RANGE, refused.code());
        assertEquals(9, refused.column().orElseThrow());
        assertTrue(refused.hint() != null && !refused.hint().isEmpty());
        String comparators = IntStream.range(0, 65).mapToObj(n -> ">" + n).collect(joining(" "));
        for (String text : List.of("1 ".repeat(3000), comparators)) {
            var over = assertThrows(ArgumentException.class, () -> range(text));
            assertEquals(Code.LIMIT, over.code());
        }
    }
}
