package com.obinexus.semverx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.obinexus.semverx.internal.Calls;
import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.Json;
import com.obinexus.semverx.internal.JsonText;
import com.obinexus.semverx.internal.Native;
import com.obinexus.semverx.internal.Paths;
import com.obinexus.semverx.internal.Text;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The records say as JSON exactly what the library said: no field is forgotten. */
class RegistryReportsTest {
    @TempDir Path folder;

    private static void same(byte[] said, Object record) {
        Object expected = Json.read(said);
        assertFalse(expected instanceof List<?> list && list.isEmpty());
        assertEquals(expected, Json.read(Text.encode("json", JsonText.of(record))));
    }

    private static byte[] text(String text) {
        return Text.encode("text", text);
    }

    private void over(byte[] seed, LongConsumer use) {
        byte[] path = Paths.encode("path", Shelf.file(folder));
        long reg = Native.registryOpen(path, RegistryOptions.DEFAULT.json(), null, seed);
        try {
            use.accept(reg);
        } finally {
            Native.registryFree(reg);
        }
    }

    @Test
    void reportsOfARegistryAreWhole() {
        byte[] core = text("core");
        byte[] number = text("1.1.0");
        over(
                new byte[32],
                reg -> {
                    byte[] said = Native.registryYank(reg, core, number);
                    same(said, Receipt.of(Fields.read(said)));
                    said = Native.registrySnapshot(reg);
                    same(said, SnapshotReport.of(Fields.read(said)));
                    said = Native.registryVersions(reg, core);
                    same(said, VersionRows.read(said, VersionEntry::of));
                    said = Native.registryInfo(reg, core, number);
                    same(said, EntryReport.of(Fields.read(said)));
                    said = Native.registryNode(reg, core, number);
                    same(said, RegistryNode.of(Fields.read(said)));
                    said = Native.registrySearch(reg, text("o"));
                    same(said, SearchHit.read(said));
                    said = Native.registryGraph(reg, text("app"));
                    same(said, PackageGraph.of(Fields.read(said)));
                    said = Native.registryDependents(reg, core);
                    same(said, VersionRows.read(said, DependentReport::of));
                    said = Native.registryDiff(reg, 1, 2);
                    same(said, VersionRows.read(said, ChangeReport::of));
                    said = Native.registryProve(reg, text("coer"), null);
                    same(said, ProofReport.of(Fields.read(said)));
                });
    }

    @Test
    void reportsOfAResolutionAreWhole() {
        byte[] options = ResolveOptions.DEFAULT.json();
        over(
                null,
                reg -> {
                    long resolver = Native.resolverNew(reg, null);
                    for (String request : List.of("[[\"app\",\"*\"]]", "[[\"coer\",\"*\"]]")) {
                        LongFunction<byte[]> resolve =
                                op -> Native.resolverResolve(resolver, text(request), options, op);
                        byte[] said = Calls.run(List.of(), resolve);
                        Resolution found = Resolution.of(Fields.read(said));
                        same(said, found);
                        byte[] certificate = text(found.certificate().orElseThrow());
                        said = Native.verifyResolution(certificate, null, null, reg);
                        same(said, CertificateReport.of(Fields.read(said)));
                    }
                    Native.resolverFree(resolver);
                });
    }

    @Test
    void aVerdictIsWhole() {
        for (String version : List.of("1.2.3", "2.0.0-rc.1")) {
            byte[] said = Native.rangeExplain(text("^1"), text(version), null);
            same(said, Verdict.of(Fields.read(said)));
        }
    }
}
