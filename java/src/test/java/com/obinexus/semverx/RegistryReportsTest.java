package com.obinexus.semverx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.obinexus.semverx.internal.Asking;
import com.obinexus.semverx.internal.Bell;
import com.obinexus.semverx.internal.Calls;
import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.Json;
import com.obinexus.semverx.internal.JsonText;
import com.obinexus.semverx.internal.Native;
import com.obinexus.semverx.internal.Paths;
import com.obinexus.semverx.internal.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
                        Resolution found = Resolution.of(Fields.read(said), List.of());
                        same(said, found);
                        byte[] certificate = text(found.certificate().orElseThrow());
                        said = Native.verifyResolution(certificate, null, null, reg);
                        same(said, CertificateReport.of(Fields.read(said)));
                    }
                    Native.resolverFree(resolver);
                });
    }

    @Test
    void reportsOfFaultsAndGatesAreWhole() {
        byte[] core = text("core");
        byte[] number = text("1.1.0");
        byte[] options = GateOptions.DEFAULT.json();
        over(
                null,
                reg -> {
                    byte[] entry = text("{\"name\":\"core\",\"version\":\"1.5.0\",\"deps\":{}}");
                    byte[] said = Native.registryPublish(reg, entry);
                    same(said, Receipt.of(Fields.read(said)));
                    said = Native.registryHandleFault(reg, core, text("1.5.0"), 13);
                    same(said, FaultReport.of(Fields.read(said)));
                    said = Native.registryHandleFault(reg, core, number, 6);
                    same(said, FaultReport.of(Fields.read(said)));
                    said = Native.registryFaults(reg, 1);
                    same(said, VersionRows.read(said, VersionFault::of));
                    for (String name : List.of("core", "coer", "no name")) {
                        said = Native.registryGate(reg, text(name), number, options);
                        same(said, GateReport.of(Fields.read(said)));
                    }
                    said = Native.registryGatePublish(reg, entry, options);
                    same(said, GateReport.of(Fields.read(said)));
                });
    }

    @Test
    void updatesAreWhole() {
        over(
                null,
                reg -> {
                    byte[] core = text("core");
                    long subscription = Native.registrySubscribe(reg, core, -1, new Bell());
                    Native.registryPublish(
                            reg, text("{\"name\":\"core\",\"version\":\"1.5.0\",\"deps\":{}}"));
                    Native.registryHandleFault(reg, core, text("1.1.0"), 9);
                    for (int told = 0; told < 2; told++) {
                        byte[] said = Native.subscriptionNext(subscription);
                        same(said, Update.of(Fields.read(said)));
                    }
                    assertEquals(-1, Native.subscriptionWait(subscription));
                    Native.subscriptionFree(subscription);
                });
    }

    @Test
    void reportsOfStrategiesAreWhole() {
        byte[] options =
                CheckOptions.builder()
                        .running(Map.of("core", "1.0.0", "app", "1.0.0"))
                        .build()
                        .json();
        over(
                null,
                reg -> {
                    long resolver = Native.resolverNew(reg, null);
                    byte[] chosen = text("[[\"app\",\"1.1.0\"],[\"core\",\"2.0.0\"]]");
                    for (Strategy strategy : Strategy.values()) {
                        byte[] name = text(strategy.toString());
                        byte[] said = Native.resolverCheck(resolver, chosen, name, options);
                        same(said, CheckReport.of(Fields.read(said)));
                    }
                    byte[] said = Native.resolverGraph(resolver, chosen);
                    same(said, VersionRows.read(said, SolutionNode::of));
                    byte[] from = text("1.0.0");
                    byte[] running = text("[[\"app\",\"1.0.0\"]]");
                    for (String to : List.of("2.0.0", "1.1.0")) {
                        said =
                                Native.resolverPlan(
                                        resolver, text("core"), from, text(to), running);
                        same(said, UpdatePath.of(Fields.read(said)));
                    }
                    Native.resolverFree(resolver);
                });
    }

    @Test
    void reportsOfLocksAndPluginsAreWhole() {
        Project project = new Project(folder.resolve("project"));
        byte[] path = Paths.encode("path", project.folder());
        var proposals = new ArrayList<Object>();
        Asking.Question witness =
                (hook, arguments) -> {
                    if (hook.equals("on_resolve")) {
                        proposals.add(Proposal.of(arguments.get(0)));
                    }
                };
        over(
                null,
                reg -> {
                    Native.registryPlug(reg, text("witness"), new Asking(this, witness), -1);
                    byte[] said = Native.registryPlugins(reg);
                    same(said, Fields.readList(said, PluginState::of));
                    for (var needs :
                            List.of(
                                    Map.of("app", "1.0.0", "core", "1.0.0", "old", "*"),
                                    Map.of("app", "^1", "core", "^1"))) {
                        project.needs(needs);
                        byte[] json = LockOptions.builder().updateAll().build().json();
                        LongFunction<byte[]> lock =
                                op -> Native.registryLock(reg, path, json, op);
                        said = Calls.run(List.of(), lock);
                        same(said, LockReport.of(Fields.read(said)));
                    }
                    Native.registryPublish(
                            reg, text("{\"name\":\"core\",\"version\":\"1.5.0\",\"deps\":{}}"));
                    byte[] json = LockOptions.DEFAULT.json();
                    said = Calls.run(List.of(), op -> Native.registryLock(reg, path, json, op));
                    LockReport report = LockReport.of(Fields.read(said));
                    same(said, report);
                    assertEquals(1, report.available().size());
                });
        assertEquals(2, proposals.size());
    }

    @Test
    void aVerdictIsWhole() {
        for (String version : List.of("1.2.3", "2.0.0-rc.1")) {
            byte[] said = Native.rangeExplain(text("^1"), text(version), null);
            same(said, Verdict.of(Fields.read(said)));
        }
    }
}
