package com.obinexus.semverx.packages;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.obinexus.semverx.ArgumentException;
import com.obinexus.semverx.CoherenceException;
import com.obinexus.semverx.DiramException;
import com.obinexus.semverx.FormatException;
import com.obinexus.semverx.LostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PartsTest {
    private static final byte[] DATA = Sample.noise(40_000);
    private static final List<byte[]> PARTS = Sample.parts(Sample.pkg());

    @Test
    void aPartTellsAboutItself() {
        PartReport report = Packages.checkPart(PARTS.get(3));
        assertEquals(1.0, report.recoveryCapability());
        assertTrue(report.intact());
        assertEquals(3, report.partNumber().orElseThrow());
        assertEquals(Sample.PARTS, report.totalParts().orElseThrow());
        assertEquals("component", report.kind().orElseThrow());
        PartReport noise = Packages.checkPart(DATA);
        assertFalse(noise.mendable());
        assertTrue(noise.partNumber().isEmpty());
        assertEquals(0.0, Packages.checkPart(new byte[0]).recoveryCapability());
    }

    @Test
    void aBurstIsMended() {
        byte[] damaged = PARTS.get(0).clone();
        for (int i = 0; i < 32; i++) {
            damaged[500 + i] ^= 0x55;
        }
        assertTrue(Packages.checkPart(damaged).mendable());
        assertArrayEquals(PARTS.get(0), Packages.healPart(damaged));
        assertThrows(DiramException.class, () -> Packages.healPart(DATA));
    }

    @Test
    void aComponentIsPutTogetherInAnyOrder() {
        var some = new ArrayList<>(PARTS);
        some.set(4, null);
        Collections.shuffle(some, new Random(1));
        Reconstructed found = Packages.reconstructComponent(some);
        assertArrayEquals(DATA, found.data());
        assertEquals(List.of(4), found.recovered());
        assertEquals(21.0 / 22, found.coherence());
        assertEquals(found, Packages.reconstructComponent(some));
        assertEquals(found.hashCode(), Packages.reconstructComponent(some).hashCode());
        assertEquals(Sample.PARTS, PARTS.size());
    }

    @Test
    void tooFewPartsAreRefused() {
        List<byte[]> twenty = PARTS.subList(2, Sample.PARTS);
        assertThrows(CoherenceException.class, () -> Packages.reconstructComponent(twenty));
        assertArrayEquals(DATA, Packages.reconstructComponent(twenty, true).data());
        List<byte[]> nineteen = PARTS.subList(3, Sample.PARTS);
        assertThrows(LostException.class, () -> Packages.reconstructComponent(nineteen, true));
        assertThrows(ArgumentException.class, () -> Packages.reconstructComponent(List.of()));
    }

    @Test
    void theOriginalsFunctionsRoundTrip() {
        byte[] pkg = Packages.compressWithRecovery(DATA);
        assertArrayEquals(DATA, Packages.decompressFaultTolerant(pkg));
        assertArrayEquals(pkg, Packages.compressWithRecovery(DATA, 0.954f));
        for (double wrong : new double[] {0.953, 1.1, Double.NaN}) {
            assertThrows(
                    ArgumentException.class, () -> Packages.compressWithRecovery(DATA, wrong));
        }
        assertThrows(
                ArgumentException.class, () -> Packages.decompressFaultTolerant(pkg, -0.1));
    }

    @Test
    void huffmanIsACodecByItself() {
        byte[] data = "abracadabra".repeat(100).getBytes();
        byte[] coded = Huffman.encode(data);
        assertTrue(coded.length < data.length);
        assertArrayEquals(data, Huffman.decode(coded));
        var limited =
                assertThrows(FormatException.class, () -> Huffman.decode(coded, data.length - 1));
        assertEquals(com.obinexus.semverx.Code.OUTPUT_LIMIT, limited.code());
        assertThrows(ArgumentException.class, () -> Huffman.decode(coded, -1));
        List<HuffmanCode> codes = Huffman.codes(data);
        assertEquals(List.of(97, 98, 99, 100, 114), codes.stream().map(HuffmanCode::symbol).toList());
        double kraft = codes.stream().mapToDouble(code -> Math.pow(2, -code.length())).sum();
        assertEquals(1.0, kraft);
    }
}
