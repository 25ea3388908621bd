package com.obinexus.semverx.packages;

import com.obinexus.semverx.Op;
import com.obinexus.semverx.internal.Calls;
import com.obinexus.semverx.internal.ChannelSource;
import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.Handle;
import com.obinexus.semverx.internal.Native;
import com.obinexus.semverx.internal.Paths;
import com.obinexus.semverx.internal.Sink;
import com.obinexus.semverx.internal.Task;
import com.obinexus.semverx.internal.Text;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongFunction;

/**
 * A package opened for reading. Share it freely between threads. Damage is data: {@link #verify()}
 * reports it and never throws because of it. Failure is an exception: {@link #heal(Path)} and {@link
 * #unpack(Path)} throw {@link com.obinexus.semverx.CoherenceException} or {@link
 * com.obinexus.semverx.LostException} when too much is gone, and write nothing.
 *
 * <p>Close it when done. A package that is closed refuses further calls with {@link
 * com.obinexus.semverx.StateException}; closing again does nothing; calls that other threads are
 * making, and streams from {@link #openEntry}, go on to their end.
 */
public final class Package implements AutoCloseable {
    private final PackageCalls calls;

    private Package(PackageCalls calls) {
        this.calls = calls;
    }

    private static Package of(long address, ChannelSource channel) {
        var handle = Handle.shared("package", address, Native::packageFree);
        return new Package(new PackageCalls(handle, channel, List.of()));
    }

    /**
     * Opens a package file. Damage is no error here; a file that holds no part at all is.
     *
     * @param path the file
     * @return the package
     */
    public static Package open(Path path) {
        return open(path, new Op());
    }

    /**
     * The same with cancel, time limit and progress: a badly damaged package is searched.
     *
     * @param path the file
     * @param op of this call
     * @return the package
     */
    public static Package open(Path path, Op op) {
        return open(Paths.encode("path", path), List.of(op));
    }

    private static Package open(byte[] path, List<Op> ops) {
        return of(Calls.run(ops, op -> Native.packageOpen(path, op)), null);
    }

    /**
     * Opens a package file. Cancelling the future stops the search for parts.
     *
     * @param path the file
     * @return the package
     */
    public static CompletableFuture<Package> openAsync(Path path) {
        byte[] bytes = Paths.encode("path", path);
        return Task.start(null, token -> open(bytes, List.of(token)), Package::close);
    }

    /**
     * Opens a package file. Cancelling the future stops the search for parts.
     *
     * @param path the file
     * @param op of this call
     * @param executor runs the call
     * @return the package
     */
    public static CompletableFuture<Package> openAsync(Path path, Op op, Executor executor) {
        byte[] bytes = Paths.encode("path", path);
        return Task.start(
                Objects.requireNonNull(executor, "executor"),
                token -> open(bytes, List.of(op, token)),
                Package::close);
    }

    /**
     * Opens a package in memory.
     *
     * @param data the package; copied
     * @return the package
     */
    public static Package open(byte[] data) {
        return open(data, new Op());
    }

    /**
     * Opens a package in memory.
     *
     * @param data the package; copied
     * @param op of this call
     * @return the package
     */
    public static Package open(byte[] data, Op op) {
        Objects.requireNonNull(data, "data");
        return of(Calls.run(List.of(op), o -> Native.packageOpenBytes(data, o)), null);
    }

    /**
     * Opens a package behind a channel, which must stay open as long as the package is used and is
     * never closed by it.
     *
     * @param channel read and moved by the threads that call this package, one at a time
     * @return the package
     */
    public static Package open(SeekableByteChannel channel) {
        return open(channel, new Op());
    }

    /**
     * The same with cancel, time limit and progress.
     *
     * @param channel read and moved by the threads that call this package, one at a time
     * @param op of this call
     * @return the package
     */
    public static Package open(SeekableByteChannel channel, Op op) {
        var source = new ChannelSource(Objects.requireNonNull(channel, "channel"));
        LongFunction<Long> open = o -> Native.packageOpenChannel(source, o);
        return of(Calls.reading(source, () -> Calls.run(List.of(op), open)), source);
    }

    /**
     * The same package, with every call that takes no options governed by {@code op}: verifying,
     * listing, reading, recovering. Both are one handle: closing either closes both.
     *
     * @param op cancels those calls, limits their time, hears of their progress
     * @return a view of this package
     */
    public Package withOp(Op op) {
        return new Package(calls.under(op));
    }

    /**
     * The package's name.
     *
     * @return {@code null} when the manifest is beyond recovery
     */
    public String name() {
        return Text.decode(calls.quick(Native::packageName));
    }

    /**
     * The package's version.
     *
     * @return {@code null} when the manifest is beyond recovery
     */
    public String version() {
        return Text.decode(calls.quick(Native::packageVersion));
    }

    /**
     * Looks at every byte.
     *
     * @return what was found; damage is a result, never an exception
     */
    public Verification verify() {
        return verify(calls.ops());
    }

    /**
     * Looks at every byte.
     *
     * @param op of this call
     * @return what was found; damage is a result, never an exception
     */
    public Verification verify(Op op) {
        return verify(List.of(op));
    }

    private Verification verify(List<Op> ops) {
        return Verification.of(Fields.read(calls.run(ops, Native::packageVerify)));
    }

    /**
     * Looks at every byte. Cancelling the future stops the work.
     *
     * @return what was found; damage is a result, never an exception
     */
    public CompletableFuture<Verification> verifyAsync() {
        return Task.start(null, token -> verify(calls.opsAnd(token)), found -> {});
    }

    /**
     * Looks at every byte. Cancelling the future stops the work.
     *
     * @param op of this call
     * @param executor runs the call
     * @return what was found; damage is a result, never an exception
     */
    public CompletableFuture<Verification> verifyAsync(Op op, Executor executor) {
        return Task.start(
                Objects.requireNonNull(executor, "executor"),
                token -> verify(List.of(op, token)),
                found -> {});
    }

    /**
     * Writes the original package, byte for byte.
     *
     * @param dst the package as packed; appears only when whole; may be this package's own file
     * @return what was done
     */
    public HealReport heal(Path dst) {
        return heal(dst, HealOptions.DEFAULT);
    }

    /**
     * Writes the original package, byte for byte.
     *
     * @param dst the package as packed; appears only when whole; may be this package's own file
     * @param options how
     * @return what was done
     */
    public HealReport heal(Path dst, HealOptions options) {
        return heal(Paths.encode("dst", dst), options, options.ops());
    }

    private HealReport heal(byte[] dst, HealOptions options, List<Op> ops) {
        byte[] json = options.json();
        byte[] report = calls.run(ops, (pkg, op) -> Native.packageHeal(pkg, dst, json, op));
        return HealReport.of(Fields.read(report));
    }

    /**
     * Writes the original package, byte for byte, into a stream.
     *
     * @param dst is not closed
     * @return what was done
     */
    public HealReport heal(OutputStream dst) {
        return heal(dst, HealOptions.DEFAULT);
    }

    /**
     * Writes the original package, byte for byte, into a stream.
     *
     * @param dst is not closed
     * @param options how
     * @return what was done
     */
    public HealReport heal(OutputStream dst, HealOptions options) {
        var sink = new Sink(Objects.requireNonNull(dst, "dst"));
        byte[] json = options.json();
        PackageCalls.Call<byte[]> heal = (pkg, op) -> Native.packageHealTo(pkg, sink, json, op);
        byte[] report = Calls.with(sink, () -> calls.run(options.ops(), heal));
        return HealReport.of(Fields.read(report));
    }

    /**
     * Writes the original package, byte for byte. Cancelling the future stops the work.
     *
     * @param dst the package as packed; appears only when whole
     * @return what was done
     */
    public CompletableFuture<HealReport> healAsync(Path dst) {
        return healAsync(dst, HealOptions.DEFAULT);
    }

    /**
     * Writes the original package, byte for byte. Cancelling the future stops the work.
     *
     * @param dst the package as packed; appears only when whole
     * @param options how, and on which executor
     * @return what was done
     */
    public CompletableFuture<HealReport> healAsync(Path dst, HealOptions options) {
        byte[] path = Paths.encode("dst", dst);
        return Task.startWith(options, ops -> heal(path, options, ops), report -> {});
    }

    /**
     * Unpacks, healing on the way.
     *
     * @param dir the target; appears only when whole
     * @return what was done
     */
    public UnpackReport unpack(Path dir) {
        return unpack(dir, UnpackOptions.DEFAULT);
    }

    /**
     * Unpacks, healing on the way.
     *
     * @param dir the target; appears only when whole
     * @param options how
     * @return what was done
     */
    public UnpackReport unpack(Path dir, UnpackOptions options) {
        return unpack(Paths.encode("dir", dir), options, options.ops());
    }

    private UnpackReport unpack(byte[] dir, UnpackOptions options, List<Op> ops) {
        byte[] json = options.json();
        byte[] report = calls.run(ops, (pkg, op) -> Native.packageUnpack(pkg, dir, json, op));
        return UnpackReport.of(Fields.read(report));
    }

    /**
     * Unpacks, healing on the way. Cancelling the future stops the work.
     *
     * @param dir the target; appears only when whole
     * @return what was done
     */
    public CompletableFuture<UnpackReport> unpackAsync(Path dir) {
        return unpackAsync(dir, UnpackOptions.DEFAULT);
    }

    /**
     * Unpacks, healing on the way. Cancelling the future stops the work.
     *
     * @param dir the target; appears only when whole
     * @param options how, and on which executor
     * @return what was done
     */
    public CompletableFuture<UnpackReport> unpackAsync(Path dir, UnpackOptions options) {
        byte[] path = Paths.encode("dir", dir);
        return Task.startWith(options, ops -> unpack(path, options, ops), report -> {});
    }

    /**
     * Writes every component as {@code diram-KIND-N.bin}.
     *
     * @param dir the target folder
     * @return what was done
     */
    public UnpackReport unpackComponents(Path dir) {
        return unpackComponents(dir, UnpackOptions.DEFAULT);
    }

    /**
     * Writes every component as {@code diram-KIND-N.bin}.
     *
     * @param dir the target folder
     * @param options how
     * @return what was done
     */
    public UnpackReport unpackComponents(Path dir, UnpackOptions options) {
        byte[] path = Paths.encode("dir", dir);
        byte[] json = options.json();
        PackageCalls.Call<byte[]> unpack = (pkg, op) -> Native.packageUnpackComponents(pkg, path, json, op);
        byte[] report = calls.run(options.ops(), unpack);
        return UnpackReport.of(Fields.read(report));
    }

    /**
     * The members of the content, in package order.
     *
     * @return files, folders and links
     */
    public List<Entry> entries() {
        return Fields.readList(calls.run(Native::packageEntries), Entry::of);
    }

    /**
     * The paths of the members, in package order.
     *
     * @return one for each of {@link #entries()}
     */
    public List<String> namelist() {
        return entries().stream().map(Entry::path).toList();
    }

    /**
     * One member's content, healed on the way.
     *
     * @param name as {@link #namelist()} gives it, or a component's ({@code diram-component-0.bin})
     * @return the bytes
     */
    public byte[] read(String name) {
        return read(name, ReadOptions.DEFAULT, calls.ops());
    }

    /**
     * One member's content, healed on the way.
     *
     * @param name as {@link #namelist()} gives it, or a component's ({@code diram-component-0.bin})
     * @param options how
     * @return the bytes
     */
    public byte[] read(String name, ReadOptions options) {
        return read(name, options, options.ops());
    }

    private byte[] read(String name, ReadOptions options, List<Op> ops) {
        byte[] text = Text.encode("name", name);
        byte[] json = options.json();
        return calls.run(ops, (pkg, op) -> Native.packageRead(pkg, text, json, op));
    }

    /**
     * One member's content as a stream, healed on the way. The stream throws {@link
     * com.obinexus.semverx.DiramIOException}, and outlives this package's {@link #close()}.
     *
     * @param name as {@link #namelist()} gives it, or a component's ({@code diram-component-0.bin})
     * @return a stream for one thread at a time
     */
    public InputStream openEntry(String name) {
        byte[] text = Text.encode("name", name);
        return calls.stream((pkg, op) -> Native.packageOpenEntry(pkg, text, op));
    }

    /**
     * Every component with its parts, as the original specification shows them.
     *
     * @return in package order
     */
    public List<ComponentView> components() {
        return Fields.readList(calls.run(Native::packageComponents), ComponentView::of);
    }

    /**
     * Whether the package has this component.
     *
     * @param name {@code diram-component-N.bin} or {@code diram-component-N.part.M}, with or
     *     without folder
     * @return true when it has
     */
    public boolean hasComponent(String name) {
        byte[] text = Text.encode("name", name);
        return calls.quick(pkg -> Native.packageHasComponent(pkg, text));
    }

    /**
     * The coherence of one component, as received.
     *
     * @param name of the component
     * @return intact parts / all parts
     */
    public double verifyCoherence(String name) {
        byte[] text = Text.encode("name", name);
        return calls.run((pkg, op) -> Native.packageVerifyCoherence(pkg, text, op));
    }

    /**
     * One component's decoded bytes, healed within the threshold.
     *
     * @param name of the component
     * @return the bytes
     */
    public byte[] recoverComponent(String name) {
        byte[] text = Text.encode("name", name);
        return calls.run((pkg, op) -> Native.packageRecoverComponent(pkg, text, op));
    }

    /**
     * The coherence of the whole package, as received. Looks at every byte on first use.
     *
     * @return intact parts / all parts
     */
    public double overallCoherence() {
        return calls.run(Native::packageOverallCoherence);
    }

    /** Closes the package; closing again does nothing. */
    @Override
    public void close() {
        calls.close();
    }
}
