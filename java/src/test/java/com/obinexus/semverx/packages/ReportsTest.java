package com.obinexus.semverx.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.obinexus.semverx.internal.Calls;
import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.Json;
import com.obinexus.semverx.internal.JsonText;
import com.obinexus.semverx.internal.Native;
import com.obinexus.semverx.internal.Paths;
import com.obinexus.semverx.internal.Text;
import java.nio.file.Path;
import java.util.List;
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

    /** The record says as JSON exactly what the library said: no field is forgotten. */
    private static void complete(byte[] json, Function<Fields, String> throughRecord) {
        Object said = Json.read(json);
        if (said instanceof List<?> list) {
            assertFalse(list.isEmpty());
            list.forEach(one -> complete(Text.encode("json", JsonText.of(one)), throughRecord));
            return;
        }
        assertEquals(said, Json.read(Text.encode("json", throughRecord.apply(Fields.read(json)))));
    }

    @Test
    void noFieldIsForgotten() throws Exception {
        byte[] damaged = Sample.without(Sample.pkg(), 5);
        byte[] effort = UnpackOptions.builder().bestEffort(true).build().json();
        byte[] heal = HealOptions.DEFAULT.json();
        byte[] pack = PackOptions.DEFAULT.json();
        byte[] src = Paths.encode("src", Sample.folder(folder));
        byte[] zip = Paths.encode("dst", folder.resolve("p.zip"));
        byte[] out = Paths.encode("dir", folder.resolve("out"));
        byte[] healed = Paths.encode("dst", folder.resolve("healed.zip"));
        for (byte[] part : new byte[][] {Sample.parts(Sample.pkg()).get(0), new byte[10]}) {
            complete(Native.checkPart(part), f -> PartReport.of(f).toJson());
        }
        complete(Native.huffmanCodes(damaged), f -> HuffmanCode.of(f).toJson());
        Calls.run(
                List.of(),
                op -> {
                    complete(
                            Native.pack(src, zip, pack, new byte[0][], op),
                            f -> PackReport.of(f).toJson());
                    long pkg = Native.packageOpenBytes(damaged, op);
                    complete(Native.packageVerify(pkg, op), f -> Verification.of(f).toJson());
                    complete(Native.packageComponents(pkg, op), f -> ComponentView.of(f).toJson());
                    complete(
                            Native.packageUnpack(pkg, out, effort, op),
                            f -> UnpackReport.of(f).toJson());
                    Native.packageFree(pkg);
                    long whole = Native.packageOpen(zip, op);
                    complete(Native.packageEntries(whole, op), f -> Entry.of(f).toJson());
                    complete(
                            Native.packageHeal(whole, healed, heal, op),
                            f -> HealReport.of(f).toJson());
                    Native.packageFree(whole);
                    return null;
                });
    }

    @Test
    void statesPrintAsInEveryLanguage() {
        assertEquals("below-threshold", Status.BELOW_THRESHOLD.toString());
        assertEquals("intact", Status.INTACT.toString());
        assertEquals("auto", CodecChoice.AUTO.toString());
    }
}
