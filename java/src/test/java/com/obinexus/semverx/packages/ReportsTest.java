package com.obinexus.semverx.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.Json;
import com.obinexus.semverx.internal.Text;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {
    @TempDir Path folder;

    /** A report that goes out as JSON and comes in again is the same. */
    private static <T> void roundTrips(T report, String json, Function<Fields, T> read) {
        assertEquals(report, read.apply(Fields.read(Text.encode("json", json))));
    }

    @Test
    void reportsAreValuesAndJson() throws Exception {
        Path file = folder.resolve("photos.zip");
        PackReport packed = Packages.pack(Sample.folder(folder), file);
        roundTrips(packed, packed.toJson(), PackReport::of);
        byte[] broken = Sample.without(Sample.pkg(), 5);
        try (var pkg = Package.open(broken)) {
            Verification found = pkg.verify();
            roundTrips(found, found.toJson(), Verification::of);
            assertEquals(Status.LOST, found.status());
            assertTrue(found.toJson().startsWith("{\"status\":\"lost\",\"coherence\":"));
            UnpackReport unpacked =
                    pkg.unpack(
                            folder.resolve("out"),
                            UnpackOptions.builder().bestEffort(true).build());
            roundTrips(unpacked, unpacked.toJson(), UnpackReport::of);
            assertTrue(unpacked.toJson().contains("\"ranges\":[[0,"), unpacked.toJson());
        }
        try (var pkg = Package.open(file)) {
            HealReport healed = pkg.heal(folder.resolve("healed.zip"));
            roundTrips(healed, healed.toJson(), HealReport::of);
            for (Entry entry : pkg.entries()) {
                roundTrips(entry, entry.toJson(), Entry::of);
            }
            for (ComponentView view : pkg.components()) {
                roundTrips(view, view.toJson(), ComponentView::of);
            }
        }
        byte[] part = Sample.parts(Sample.pkg()).get(0);
        for (byte[] bytes : new byte[][] {part, new byte[10]}) {
            PartReport report = Packages.checkPart(bytes);
            roundTrips(report, report.toJson(), PartReport::of);
        }
    }

    @Test
    void keysAreThoseOfEveryLanguage() {
        try (var pkg = Package.open(Sample.pkg())) {
            var keys = ((Map<?, ?>) Json.read(Text.encode("json", pkg.verify().toJson()))).keySet();
            assertEquals(
                    Set.of(
                            "status", "coherence", "coherence_healed", "threshold",
                            "container_intact", "components", "bytes", "seconds"),
                    keys);
        }
    }

    @Test
    void statesPrintAsInEveryLanguage() {
        assertEquals("below-threshold", Status.BELOW_THRESHOLD.toString());
        assertEquals("intact", Status.INTACT.toString());
        assertEquals("auto", CodecChoice.AUTO.toString());
    }
}
