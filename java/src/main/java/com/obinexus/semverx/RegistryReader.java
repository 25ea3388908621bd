package com.obinexus.semverx;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.Handle;
import com.obinexus.semverx.internal.Native;
import com.obinexus.semverx.internal.Text;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/** Looking at a registry. */
abstract sealed class RegistryReader permits RegistryWatch {
    private final Handle handle;

    RegistryReader(long address) {
        handle = Handle.shared("registry", address, Native::registryFree);
    }

    final Handle handle() {
        return handle;
    }

    /**
     * The source that names are looked up in.
     *
     * @return as in {@code live}
     */
    public String source() {
        return Text.decode(handle.call(Native::registrySource));
    }

    /**
     * The policy that the registry was opened with.
     *
     * @return the policy
     */
    public Policy policy() {
        return Policy.fromJson(Text.decode(handle.call(Native::registryPolicy)));
    }

    /**
     * The public key that signs its snapshots.
     *
     * @return in hexadecimal; empty if nothing signs them
     */
    public Optional<String> publicKey() {
        return Optional.ofNullable(Text.decode(handle.call(Native::registryPublicKey)));
    }

    /**
     * Which state this handle shows.
     *
     * @return the newest snapshot, or the one that {@link Registry#at} fixed
     */
    public SnapshotReport snapshot() {
        return SnapshotReport.of(Fields.read(handle.call(Native::registrySnapshot)));
    }

    /**
     * The names of all packages of which a version can be had.
     *
     * @return ascending
     */
    public List<String> names() {
        return Fields.readTexts(handle.call(Native::registryNames));
    }

    /**
     * The versions of a package that can be had, yanked ones included.
     *
     * @param name the package
     * @return ascending
     * @throws ResolutionException with code NOT_FOUND, with near names, if there are none
     */
    public List<VersionEntry> versions(String name) {
        return VersionRows.read(named(name, Native::registryVersions), VersionEntry::of);
    }

    /**
     * All about one version.
     *
     * @param name the package
     * @param version its version
     * @return the report
     * @throws ResolutionException with code NOT_FOUND, with near names or versions
     */
    public EntryReport info(String name, String version) {
        return EntryReport.of(Fields.read(numbered(name, version, Native::registryInfo)));
    }

    /**
     * All about one version.
     *
     * @param name the package
     * @param version its version
     * @return the report
     * @throws ResolutionException with code NOT_FOUND, with near names or versions
     */
    public EntryReport info(String name, Version version) {
        return info(name, version.toString());
    }

    /**
     * The version's node in the tree.
     *
     * @param name the package
     * @param version its version
     * @return the node
     * @throws ResolutionException with code NOT_FOUND, with near names or versions
     */
    public RegistryNode node(String name, String version) {
        return RegistryNode.of(Fields.read(numbered(name, version, Native::registryNode)));
    }

    /**
     * The version's node in the tree.
     *
     * @param name the package
     * @param version its version
     * @return the node
     * @throws ResolutionException with code NOT_FOUND, with near names or versions
     */
    public RegistryNode node(String name, Version version) {
        return node(name, version.toString());
    }

    /**
     * Names that hold a text; if there are none, names near it.
     *
     * @param text in small or capital letters
     * @return ascending, at most 100
     */
    public List<SearchHit> search(String text) {
        byte[] wanted = Text.encode("text", text);
        return SearchHit.read(handle.call(reg -> Native.registrySearch(reg, wanted)));
    }

    /**
     * What a package needs, directly and further on, whichever of its versions.
     *
     * @param name the package
     * @return the graph
     * @throws ResolutionException with code NOT_FOUND, with near names
     */
    public PackageGraph graph(String name) {
        return PackageGraph.of(Fields.read(named(name, Native::registryGraph)));
    }

    /**
     * Every version of every package that needs this one.
     *
     * @param name the package
     * @return by name and version
     */
    public List<DependentReport> dependents(String name) {
        return VersionRows.read(named(name, Native::registryDependents), DependentReport::of);
    }

    /**
     * What changed from one snapshot to another, in all sources.
     *
     * @param a a snapshot's number
     * @param b a snapshot's number
     * @return the differences
     * @throws RegistryException with code SNAPSHOT for one that does not exist
     */
    public List<ChangeReport> diff(long a, long b) {
        byte[] changes = handle.call(reg -> Native.registryDiff(reg, a, b));
        return VersionRows.read(changes, ChangeReport::of);
    }

    /**
     * The proof that there are versions of a name, and which, or that there are none.
     *
     * @param name the package
     * @return the proof
     */
    public ProofReport prove(String name) {
        return ProofReport.of(
                Fields.read(named(name, (reg, n) -> Native.registryProve(reg, n, null))));
    }

    /**
     * The proof that a version is there, or is not.
     *
     * @param name the package
     * @param version its version
     * @return the proof
     */
    public ProofReport prove(String name, String version) {
        return ProofReport.of(Fields.read(numbered(name, version, Native::registryProve)));
    }

    /**
     * The proof that a version is there, or is not.
     *
     * @param name the package
     * @param version its version
     * @return the proof
     */
    public ProofReport prove(String name, Version version) {
        return prove(name, version.toString());
    }

    /** A native call about a package. */
    @FunctionalInterface
    interface Named {
        byte[] call(long reg, byte[] name);
    }

    /** A native call about a version. */
    @FunctionalInterface
    interface Numbered {
        byte[] call(long reg, byte[] name, byte[] version);
    }

    final byte[] named(String name, Named call) {
        byte[] text = Text.encode("name", name);
        return run(reg -> call.call(reg, text));
    }

    final byte[] numbered(String name, String version, Numbered call) {
        byte[] number = Text.encode("version", version);
        return named(name, (reg, text) -> call.call(reg, text, number));
    }

    final byte[] run(LongFunction<byte[]> call) {
        return handle.call(call);
    }
}
