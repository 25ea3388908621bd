package com.obinexus.semverx.packages;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.obinexus.semverx.Code;
import com.obinexus.semverx.CoherenceException;
import com.obinexus.semverx.FormatException;
import com.obinexus.semverx.LostException;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamageTest {
    private static final byte[] DATA = Sample.noise(40_000);
    private static final byte[] INTACT = Sample.pkg();
    private static final ReadOptions SALVAGE = ReadOptions.builder().salvage(true).build();

    @TempDir Path folder;

    @Test
    void aFlippedByteMendsItself() {
        int at = Sample.payload(INTACT, "diram-component-0.part.3") + 700;
        byte[] damaged = Sample.with(INTACT, zip -> zip[at] ^= 1);
        try (var pkg = Package.open(damaged)) {
            Verification found = pkg.verify();
            assertEquals(Status.HEALABLE, found.status());
            assertTrue(found.coherence() < 1);
            assertEquals(1.0, found.coherenceHealed());
            assertEquals(1, found.components().get(0).mended());
            assertEquals(found.coherence(), pkg.overallCoherence());
            var out = new ByteArrayOutputStream();
            HealReport healed = pkg.heal(out);
            assertArrayEquals(INTACT, out.toByteArray());
            assertEquals(1, healed.mendedParts());
            assertEquals(1, healed.mendedBytes());
            assertEquals(1.0, healed.coherenceAfter());
        }
        assertArrayEquals(DATA, Packages.unpackBytes(damaged));
    }

    @Test
    void aLostPartIsRebuilt() throws Exception {
        Path broken = Files.write(folder.resolve("broken.zip"), Sample.without(INTACT, 1));
        Path healed = folder.resolve("healed.zip");
        try (var pkg = Package.open(broken)) {
            var component = pkg.verify().components().get(0);
            assertEquals(List.of(0), component.lost());
            assertEquals(21.0 / 22, component.coherence());
            assertEquals(21.0 / 22, pkg.verifyCoherence("diram-component-0.bin"));
            assertEquals(1, pkg.heal(healed).rebuiltParts());
            assertArrayEquals(DATA, pkg.recoverComponent(component.name()));
            pkg.heal(broken); // over its own file
        }
        assertArrayEquals(INTACT, Files.readAllBytes(healed));
        assertArrayEquals(INTACT, Files.readAllBytes(broken));
    }

    @Test
    void belowTheThresholdOnlySalvageGoesOn() {
        byte[] damaged = Sample.without(INTACT, 2);
        Path dst = folder.resolve("dst");
        try (var pkg = Package.open(damaged)) {
            assertEquals(Status.BELOW_THRESHOLD, pkg.verify().status());
            var refused = assertThrows(CoherenceException.class, () -> pkg.heal(dst));
            assertEquals(Code.COHERENCE, refused.code());
            assertEquals(20.0 / 22, refused.measured());
            assertEquals(Packages.COHERENCE_THRESHOLD, refused.required());
            assertTrue(refused.recoverable());
            assertTrue(refused.hint().contains("salvage"), refused.hint());
            assertThrows(CoherenceException.class, () -> pkg.unpack(dst));
            assertFalse(Files.exists(dst));

            var out = new ByteArrayOutputStream();
            pkg.heal(out, HealOptions.builder().salvage(true).build());
            assertArrayEquals(INTACT, out.toByteArray());
            pkg.unpack(dst, UnpackOptions.builder().salvage(true).build());
            assertTrue(Files.exists(dst));
        }
        assertThrows(CoherenceException.class, () -> Packages.unpackBytes(damaged));
        assertArrayEquals(DATA, Packages.unpackBytes(damaged, SALVAGE));
        assertThrows(CoherenceException.class, () -> Packages.decompressFaultTolerant(damaged));
        assertArrayEquals(DATA, Packages.decompressFaultTolerant(damaged, 0.1));
    }

    @Test
    void beyondParityBestEffortSaysWhatIsGone() throws Exception {
        byte[] damaged = Sample.without(INTACT, 5);
        try (var pkg = Package.open(damaged)) {
            assertEquals(Status.LOST, pkg.verify().status());
            var salvage = UnpackOptions.builder().salvage(true).build();
            var lost = assertThrows(LostException.class, () -> pkg.unpack(folder, salvage));
            assertEquals(Code.LOST, lost.code());
            assertEquals(List.of("diram-component-0.bin"), lost.components());

            Path dst = folder.resolve("dst");
            var effort = UnpackOptions.builder().bestEffort(true).build();
            UnpackReport report = pkg.unpack(dst, effort);
            Damage damage = report.damage().get(0);
            assertEquals(0, damage.ranges().get(0).from());
            byte[] written = Files.readAllBytes(dst.resolve(damage.path() + ".damaged"));
            long end = damage.ranges().get(0).to();
            for (int i = 0; i < written.length; i++) {
                assertEquals(i < end ? 0 : DATA[i], written[i], "byte " + i);
            }
        }
    }

    @Test
    void noiseIsNotAPackage() {
        for (byte[] bytes : List.of(new byte[0], new byte[] {1}, DATA)) {
            var refused = assertThrows(FormatException.class, () -> Package.open(bytes));
            assertEquals(Code.FORMAT, refused.code());
        }
    }

    @Test
    void truncationNeverGivesOtherBytes() {
        for (int length = 0; length < INTACT.length; length += 997) {
            byte[] cut = java.util.Arrays.copyOf(INTACT, length);
            byte[] data;
            try {
                data = Packages.unpackBytes(cut, SALVAGE);
            } catch (com.obinexus.semverx.DiramException refused) {
                continue;
            }
            assertArrayEquals(DATA, data, "cut at " + length);
        }
    }
}
