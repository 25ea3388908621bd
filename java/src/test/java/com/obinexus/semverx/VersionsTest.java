package com.obinexus.semverx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VersionsTest {
    private static final List<String> SOME =
            List.of("2.0.0", "1.4.0", "1.5.0-rc.1", "1.6.0.experimental", "1.4.0+b", "1.3.9");

    private static List<Version> parsed() {
        return Versions.parseMany(SOME);
    }

    @Test
    void whatIsChosenIsGivenBackAsItWasGiven() {
        assertEquals(List.of("1.4.0", "1.4.0+b", "1.3.9"), Versions.filter(SOME, "^1.2"));
        assertEquals(Optional.of("1.4.0"), Versions.maxSatisfying(SOME, "^1.2"));
        assertEquals(Optional.empty(), Versions.maxSatisfying(SOME, "^7"));
        assertEquals(
                List.of("1.6.0.experimental", "1.3.9", "1.4.0", "1.4.0+b", "1.5.0-rc.1", "2.0.0"),
                Versions.sort(SOME));
        List<Version> versions = parsed();
        VersionRange range = VersionRange.parse("^1.2");
        assertEquals(List.of(versions.get(1), versions.get(4), versions.get(5)),
                Versions.filter(versions, range));
        assertTrue(Versions.maxSatisfying(versions, range).orElseThrow() == versions.get(1));
        assertEquals(
                Versions.sort(SOME), Versions.sort(versions).stream().map(Version::toCompact).toList());
        var mixed = List.<Object>of("3.0.0", Version.parse("1.0.0"));
        assertEquals(List.of(mixed.get(1), mixed.get(0)), Versions.sort(mixed));
        assertEquals(List.of(false, true), Versions.satisfiesMany(mixed, "1"));
    }

    @Test
    void aPolicyCountsInLists() {
        Policy open = Policy.builder().allowPrerelease(true).build();
        VersionRange range = VersionRange.parse("^1.2");
        assertEquals(
                List.of(false, true, true, false, true, true),
                Versions.satisfiesMany(SOME, range, open));
        assertEquals(
                List.of("1.4.0", "1.5.0-rc.1", "1.4.0+b", "1.3.9"),
                Versions.filter(SOME, range, open));
        Policy all = Policy.builder().allowPrerelease(true).allowExperimental(true).build();
        assertEquals(
                Optional.of("1.5.0-rc.1"),
                Versions.maxSatisfying(SOME.subList(2, 4), range, all));
    }

    @Test
    void listsMayBeEmpty() {
        assertEquals(List.of(), Versions.satisfiesMany(List.of(), "*"));
        assertEquals(List.of(), Versions.filter(List.of(), "*"));
        assertEquals(List.of(), Versions.sort(List.of()));
        assertEquals(List.of(), Versions.parseMany(List.of()));
        assertEquals(List.of(), Versions.compareMany(List.of(), List.of()));
        assertEquals(Optional.empty(), Versions.maxSatisfying(List.of(), "*"));
    }

    @Test
    void manyAnswersAreTheSingleOnes() {
        var random = new Random(7);
        var states = List.of("stable", "experimental", "legacy", "beta");
        var versions = new ArrayList<String>();
        for (int i = 0; i < 10_000; i++) {
            String tail = random.nextInt(4) == 0 ? "-rc." + random.nextInt(3) : "";
            versions.add(
                    random.nextInt(4) + "." + states.get(random.nextInt(4))
                            + "." + random.nextInt(4) + "." + states.get(random.nextInt(4))
                            + "." + random.nextInt(4) + ".stable" + tail);
        }
        String range = "^1.2 || 2.*.*.{stable|exp} || 3.1.0-rc.1";
        List<Boolean> many = Versions.satisfiesMany(versions, range);
        List<Version> parsed = Versions.parseMany(versions);
        for (int i = 0; i < versions.size(); i++) {
            assertEquals(Versions.satisfies(versions.get(i), range), many.get(i), versions.get(i));
            assertTrue(parsed.get(i).isIdenticalTo(Version.parse(versions.get(i))));
        }
        assertEquals(
                many.stream().filter(fits -> fits).count(), Versions.filter(versions, range).size());
        var reversed = new ArrayList<>(versions);
        Collections.reverse(reversed);
        List<Integer> orders = Versions.compareMany(versions, reversed);
        for (int i = 0; i < 1000; i++) {
            assertEquals(Versions.compare(versions.get(i), reversed.get(i)), orders.get(i));
        }
        assertEquals(
                parsed.stream().sorted().map(Version::toString).toList(), Versions.sort(versions));
    }

    @Test
    void aWrongElementIsRefused() {
        var refused =
                assertThrows(VersionException.class, () -> Versions.filter(List.of("1.0.0", "v1"), "1"));
        assertEquals(Code.VERSION, refused.code());
        assertEquals(Optional.of("v1"), refused.text());
        for (Object wrong : List.of(1.5, List.of("1.0.0"))) {
            var list = List.of("1.0.0", wrong);
            var no = assertThrows(ArgumentException.class, () -> Versions.sort(list));
            assertEquals(Code.ARGUMENT, no.code());
            assertEquals(1L, no.details().get("index"));
        }
        assertThrows(
                ArgumentException.class, () -> Versions.compareMany(SOME, SOME.subList(0, 1)));
        assertEquals(
                Code.RANGE,
                assertThrows(VersionException.class, () -> Versions.filter(SOME, "v1")).code());
    }

    /** Joined texts must not run into each other. */
    @Test
    void textsKeepTheirBorders() {
        for (var list : List.of(List.of("1.0.0\n2.0.0"), List.of("1.0.", "01.0.0"), List.of("", "1.0.0"),
                List.of("1.0.0é", "1.0.0"))) {
            assertThrows(VersionException.class, () -> Versions.parseMany(list), list.toString());
        }
    }
}
