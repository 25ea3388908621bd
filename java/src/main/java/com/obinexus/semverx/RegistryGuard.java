package com.obinexus.semverx;

import com.obinexus.semverx.internal.Asking;
import com.obinexus.semverx.internal.Calls;
import com.obinexus.semverx.internal.Durations;
import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.JsonText;
import com.obinexus.semverx.internal.Native;
import com.obinexus.semverx.internal.Paths;
import com.obinexus.semverx.internal.Task;
import com.obinexus.semverx.internal.Text;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** What stands between a registry and those who use it: gates, faults, plugins, locks. */
abstract sealed class RegistryGuard extends RegistryWatch permits Registry {
    private static final long USUAL = -1;

    RegistryGuard(long address) {
        super(address);
    }

    /**
     * May this version be installed? What each of the eight gates says.
     *
     * @param name the package; a text that is no name is an answer too
     * @param version its version; a text that is no version is an answer too
     * @return the report
     */
    public GateReport gate(String name, String version) {
        return gate(name, version, GateOptions.DEFAULT);
    }

    /**
     * May this version be installed? What each of the eight gates says.
     *
     * @param name the package; a text that is no name is an answer too
     * @param version its version
     * @return the report
     */
    public GateReport gate(String name, Version version) {
        return gate(name, version, GateOptions.DEFAULT);
    }

    /**
     * May this version be installed? What each of the eight gates says.
     *
     * @param name the package; a text that is no name is an answer too
     * @param version its version
     * @param options what was measured
     * @return the report
     * @throws ArgumentException for a checksum that is none
     */
    public GateReport gate(String name, Version version, GateOptions options) {
        return gate(name, version.toString(), options);
    }

    /**
     * May this version be installed? What each of the eight gates says.
     *
     * @param name the package; a text that is no name is an answer too
     * @param version its version; a text that is no version is an answer too
     * @param options what was measured
     * @return the report
     * @throws ArgumentException for a checksum that is none
     */
    public GateReport gate(String name, String version, GateOptions options) {
        byte[] json = options.json();
        return GateReport.of(
                Fields.read(
                        numbered(
                                name, version, (reg, n, v) -> Native.registryGate(reg, n, v, json))));
    }

    /**
     * May this line of a registry file be published? What each of the eight gates says.
     *
     * @param line one line; one that cannot be read is an answer too
     * @return the report
     */
    public GateReport gatePublish(String line) {
        return gatePublish(line, GateOptions.DEFAULT);
    }

    /**
     * May this be published? What each of the eight gates says.
     *
     * @param entry with the keys of a registry file's line
     * @return the report
     */
    public GateReport gatePublish(Map<String, ?> entry) {
        return gatePublish(entry, GateOptions.DEFAULT);
    }

    /**
     * May this be published? What each of the eight gates says.
     *
     * @param entry with the keys of a registry file's line
     * @param options what is known besides
     * @return the report
     */
    public GateReport gatePublish(Map<String, ?> entry, GateOptions options) {
        return gatePublish(JsonText.of(entry), options);
    }

    /**
     * May this line of a registry file be published? What each of the eight gates says.
     *
     * @param line one line; one that cannot be read is an answer too
     * @param options what is known besides
     * @return the report
     */
    public GateReport gatePublish(String line, GateOptions options) {
        byte[] text = Text.encode("line", line);
        byte[] json = options.json();
        return GateReport.of(Fields.read(run(reg -> Native.registryGatePublish(reg, text, json))));
    }

    /**
     * The versions that something is known against.
     *
     * @return by name and version
     */
    public List<VersionFault> faults() {
        return faults(1);
    }

    /**
     * The versions that can be had and have at least this fault level.
     *
     * @param atLeast 0 to 17: 6 for what waits for a review
     * @return by name and version
     * @throws ArgumentException with code LIMIT for any other number
     */
    public List<VersionFault> faults(int atLeast) {
        int level = FaultLevel.of(atLeast).level();
        return VersionRows.read(run(reg -> Native.registryFaults(reg, level)), VersionFault::of);
    }

    /**
     * Says that a version was found at fault, and does what the level asks for. The level only rises,
     * so faults may be found in any order. A fault of integrity (13, 15, 16, 17) undoes a
     * version that was at fault 6 or more ever since it came; other versions stay what they are.
     *
     * @param name the package
     * @param version its version
     * @param level 0 to 17
     * @return what was done
     * @throws ResolutionException with code NOT_FOUND, with near names or versions
     * @throws RegistryException with code EXISTS for a version that was undone
     */
    public FaultReport handleFault(String name, String version, int level) {
        int number = FaultLevel.of(level).level();
        return FaultReport.of(
                Fields.read(
                        numbered(
                                name,
                                version,
                                (reg, n, v) -> Native.registryHandleFault(reg, n, v, number))));
    }

    /**
     * Says that a version was found at fault, and does what the level asks for, as {@link
     * #handleFault(String, String, int)}.
     *
     * @param name the package
     * @param version its version
     * @param level 0 to 17
     * @return what was done
     */
    public FaultReport handleFault(String name, Version version, int level) {
        return handleFault(name, version.toString(), level);
    }

    /**
     * Says that a version was found at fault, and does what the cause's level asks for, as {@link
     * #handleFault(String, String, int)}.
     *
     * @param name the package
     * @param version its version
     * @param cause what was found
     * @return what was done
     */
    public FaultReport handleFault(String name, String version, FaultCause cause) {
        return handleFault(name, version, cause.level().level());
    }

    /**
     * Says that a version was found at fault, and does what the cause's level asks for, as {@link
     * #handleFault(String, String, int)}.
     *
     * @param name the package
     * @param version its version
     * @param cause what was found
     * @return what was done
     */
    public FaultReport handleFault(String name, Version version, FaultCause cause) {
        return handleFault(name, version.toString(), cause);
    }

    /**
     * Puts a plugin in, after those that are there: it is asked before every publish and every lock,
     * and has two seconds for a call.
     *
     * @param plugin kept until it is taken out
     * @throws ArgumentException if there is one of its name
     */
    public void plug(RegistryPlugin plugin) {
        plug(plugin, USUAL);
    }

    /**
     * Puts a plugin in, with a time limit of its own. One that is late refuses and is asked no more.
     *
     * @param plugin kept until it is taken out
     * @param deadline how long it may take for one call
     * @throws ArgumentException if there is one of its name
     */
    public void plug(RegistryPlugin plugin, Duration deadline) {
        plug(plugin, Durations.nanos("deadline", deadline));
    }

    /**
     * Puts one of the library's own plugins in, after those that are there.
     *
     * @param plugin may be in several registries
     * @throws ArgumentException if there is one of its kind
     */
    public void plug(NativePlugin plugin) {
        plug(plugin, USUAL);
    }

    /**
     * Puts one of the library's own plugins in, with a time limit of its own.
     *
     * @param plugin may be in several registries
     * @param deadline how long it may take for one call
     * @throws ArgumentException if there is one of its kind
     */
    public void plug(NativePlugin plugin, Duration deadline) {
        plug(plugin, Durations.nanos("deadline", deadline));
    }

    private void plug(NativePlugin plugin, long nanos) {
        Objects.requireNonNull(plugin, "plugin");
        handle().call(
                        reg -> {
                            plugin.plugInto(reg, nanos);
                            return null;
                        });
    }

    private void plug(RegistryPlugin plugin, long nanos) {
        byte[] name = Text.encode("plugin", Objects.requireNonNull(plugin.name(), "name()"));
        var asking = new Asking(plugin, (hook, said) -> ask(plugin, hook, said));
        handle().call(
                        reg -> {
                            Native.registryPlug(reg, name, asking, nanos);
                            return null;
                        });
    }

    private static void ask(RegistryPlugin plugin, String hook, List<Fields> said)
            throws Exception {
        Fields first = said.get(0);
        switch (hook) {
            case "on_publish" -> plugin.onPublish(EntryReport.of(first));
            case "on_install" -> plugin.onInstall(EntryReport.of(first));
            case "on_update" ->
                    plugin.onUpdate(EntryReport.of(first), EntryReport.of(said.get(1)));
            case "on_remove" -> plugin.onRemove(EntryReport.of(first));
            case "on_resolve" -> plugin.onResolve(Proposal.of(first));
            default -> throw new IllegalArgumentException("no method for " + hook);
        }
    }

    /**
     * Takes a plugin out.
     *
     * @param name the name it is known by
     * @return whether there was one
     */
    public boolean unplug(String name) {
        byte[] text = Text.encode("name", name);
        return handle().call(reg -> Native.registryUnplug(reg, text));
    }

    /**
     * The plugins.
     *
     * @return in the order in which they are asked
     */
    public List<PluginState> plugins() {
        return Fields.readList(run(Native::registryPlugins), PluginState::of);
    }

    /**
     * Brings {@code semverx-lock.json} of a project up to date with its manifest, which also has the
     * policy. What was locked stays while it fits. What comes, changes or goes is put to the gates and
     * the plugins first, and the file is written whole or not at all.
     *
     * @param project a {@code package.json}, {@code pyproject.toml} or {@code Cargo.toml}, or the
     *     folder of one
     * @return what it did
     * @throws ResolutionException with code NO_SOLUTION when nothing fits, GATE when a gate refuses
     * @throws RegistryException with code PLUGIN when a plugin refuses, LOCK_FILE for a lock that
     *     cannot be read or that somebody else wrote meanwhile, POLICY for a policy that cannot be
     * @throws FormatException for a manifest that cannot be read
     * @throws ArgumentException if no manifest speaks of {@code semverx}, or several do
     */
    public LockReport lock(Path project) {
        return lock(project, LockOptions.DEFAULT);
    }

    /**
     * Brings {@code semverx-lock.json} of a project up to date with its manifest, as {@link
     * #lock(Path)}.
     *
     * @param project a manifest, or the folder of one
     * @param options how
     * @return what it did
     */
    public LockReport lock(Path project, LockOptions options) {
        return lock(project, options, options.ops());
    }

    /**
     * The same, not on this thread. Cancelling the future stops the search.
     *
     * @param project a manifest, or the folder of one
     * @param options how, and on which executor
     * @return what it did
     */
    public CompletableFuture<LockReport> lockAsync(Path project, LockOptions options) {
        return Task.startWith(options, ops -> lock(project, options, ops), report -> {});
    }

    private LockReport lock(Path project, LockOptions options, List<Op> ops) {
        byte[] path = Paths.encode("project", project);
        byte[] json = options.json();
        return LockReport.of(
                Fields.read(
                        run(
                                reg ->
                                        Calls.run(
                                                ops,
                                                op -> Native.registryLock(reg, path, json, op)))));
    }
}
