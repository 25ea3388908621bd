package com.obinexus.semverx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class VersionTest {
    private static final String FULL = "2.stable.1.experimental.0.beta_2-rc.1-x+linux-64.7";

    @Test
    void everyFieldIsThere() {
        Version v = Version.parse(FULL);
        assertEquals(FULL, v.toString());
        assertEquals(List.of(2L, 1L, 0L), List.of(v.major(), v.minor(), v.patch()));
        assertEquals(List.of("stable", "experimental", "beta_2"), v.states());
        assertEquals("beta_2", v.state());
        assertEquals(Optional.of("rc.1-x"), v.pre());
        assertEquals(Optional.of("linux-64.7"), v.build());
        assertFalse(v.isStable());
        Version plain = Version.parse("10.20.30");
        assertEquals("10.stable.20.stable.30.stable", plain.toString());
        assertEquals(List.of(10L, 20L, 30L), List.of(plain.major(), plain.minor(), plain.patch()));
        assertEquals(Optional.empty(), plain.pre());
        assertEquals(Optional.empty(), plain.build());
        assertEquals("stable", plain.state());
        assertTrue(plain.isStable());
        Version built = Version.parse("1.2.3+a-b");
        assertEquals(Optional.empty(), built.pre());
        assertEquals(Optional.of("a-b"), built.build());
        assertEquals((1L << 53) - 1, Version.parse("9007199254740991.0.0").major());
    }

    @Test
    void everyFormReadsBack() {
        Version v = Version.parse("2.1.0.experimental-rc.1");
        assertEquals(Optional.empty(), v.toPlain());
        assertEquals("2.1.0.experimental-rc.1", v.toCompact());
        assertEquals("2.0.0-0.2.experimental.1.2.experimental.0.2.experimental.0.rc.1", v.toSemver());
        Version plain = Version.parse("1.stable.2.stable.3.stable-rc.1+b");
        assertEquals(Optional.of("1.2.3-rc.1+b"), plain.toPlain());
        assertEquals("1.2.3-rc.1+b", plain.toCompact());
        for (Version one : List.of(v, plain, Version.parse(FULL))) {
            assertTrue(one.isIdenticalTo(Version.parse(one.toString())));
            assertTrue(one.isIdenticalTo(Version.parse(one.toCompact())));
        }
        assertTrue(plain.isIdenticalTo(Version.fromSemver("1.2.3-rc.1+b")));
        var refused = assertThrows(VersionException.class, () -> Version.fromSemver("1.2.3.stable"));
        assertEquals("1.2.3", refused.suggestion().orElseThrow());
    }

    @Test
    void buildDoesNotCountUnlessAsked() {
        Version a = Version.parse("1.2.3+a");
        Version b = Version.parse("1.2.3.stable+b");
        assertEquals(a, b);
        assertEquals(a.hashCode(), b.hashCode());
        assertEquals(0, a.compareTo(b));
        assertEquals(1, new HashSet<>(List.of(a, b)).size());
        assertEquals(1, new TreeSet<>(List.of(a, b)).size());
        assertFalse(a.isIdenticalTo(b));
        assertTrue(a.isIdenticalTo(Version.parse("1.stable.2.stable.3.stable+a")));
    }

    @Test
    void aTextIsNoVersion() {
        assertNotEquals((Object) "1.2.3", Version.parse("1.2.3"));
        assertNotEquals((Object) Version.parse("1.2.3"), "1.2.3");
    }

    @Test
    void keysSortAsVersionsDo() {
        var ascending =
                List.of("1.0.0.legacy", "1.0.0.beta", "1.0.0.experimental", "1.0.0-rc.2", "1.0.0",
                        "2.0.0", "10.0.0");
        var versions = ascending.stream().map(Version::parse).toList();
        for (int i = 0; i < versions.size(); i++) {
            for (int j = 0; j < versions.size(); j++) {
                Version a = versions.get(i);
                Version b = versions.get(j);
                int expected = Integer.compare(i, j);
                assertEquals(expected, Integer.signum(a.compareTo(b)), a + " and " + b);
                assertEquals(
                        expected, Integer.signum(Arrays.compare(a.sortKey(), b.sortKey())));
                assertEquals(expected, Versions.compare(ascending.get(i), ascending.get(j)));
            }
        }
        byte[] key = versions.get(0).sortKey();
        key[0] = 'Z'; // a copy
        assertEquals('A', versions.get(0).sortKey()[0]);
        assertEquals(
                "A13A23A33~",
                new String(Version.parse("1.2.3").sortKey(), StandardCharsets.US_ASCII));
    }

    @Test
    void aWrongTextSaysWhereAndWhatToWrite() {
        var refused = assertThrows(VersionException.class, () -> Version.parse("v1.2"));
        assertEquals(Code.VERSION, refused.code());
        assertEquals(Optional.of("v1.2"), refused.text());
        assertEquals(1, refused.column().orElseThrow());
        assertTrue(Version.tryParse(refused.suggestion().orElseThrow()).isPresent());
        assertTrue(refused.hint().contains(refused.suggestion().orElseThrow()));
        for (String wrong :
                List.of("", "1.2", "1.2.3.4", "01.2.3", "1.2.٣", "9007199254740992.0.0", "1.2.3\n",
                        "1.stable.2.stable.3.stable.4.stable", "1".repeat(300), "\ud800")) {
            assertEquals(Optional.empty(), Version.tryParse(wrong), wrong);
        }
        assertEquals(Optional.of(Version.parse("1.2.3")), Version.tryParse("1.2.3"));
        assertThrows(NullPointerException.class, () -> Version.parse(null));
    }

    @Test
    void halfACharacterIsRefusedAsText() {
        var refused = assertThrows(ArgumentException.class, () -> Version.parse("1.2.3-\ud800"));
        assertEquals(Code.UTF8, refused.code());
    }

    @Test
    void versionsAreSavedAsText() throws Exception {
        Version before = Version.parse(FULL);
        var after = (Version) Saving.there(before);
        assertTrue(before.isIdenticalTo(after));
        assertEquals(before.states(), after.states());
        byte[] saved = Saving.bytes(before);
        String raw = new String(saved, StandardCharsets.ISO_8859_1);
        assertTrue(raw.contains(FULL));
        byte[] broken = raw.replace("beta_2", "Beta_2").getBytes(StandardCharsets.ISO_8859_1);
        assertThrows(VersionException.class, () -> Saving.back(broken));
    }

    @Test
    void theOriginalNameGivesTheSame() {
        assertEquals(Version.parse("1.2.3"), SemverX.parse("1.2.3"));
        assertEquals(-1, SemverX.compare("1.2.3-rc.1", "1.2.3"));
        assertTrue(SemverX.satisfies("2.stable.1.stable.0.stable", "2.*.*.stable"));
        assertTrue(SemverX.validate("2.stable.1.stable.0.stable"));
        assertFalse(SemverX.validate("2.stable.1.stable.0"));
    }

    @Test
    void aSetHoldsNoTwoThatCompareEqual() {
        Set<Version> set = new HashSet<>(Versions.parseMany(List.of("1.0.0", "1.0.0.stable", "1.0.0+x")));
        assertEquals(1, set.size());
    }
}
