package com.obinexus.semverx.packages;

import com.obinexus.semverx.Op;
import com.obinexus.semverx.internal.Calls;
import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.Native;
import com.obinexus.semverx.internal.Paths;
import com.obinexus.semverx.internal.Sink;
import com.obinexus.semverx.internal.Source;
import com.obinexus.semverx.internal.Task;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;

/** Packing, and the jobs on bytes in memory and on lone parts. */
public final class Packages {
    /** The coherence below which nothing heals unless salvage is asked for: 954/1000. */
    public static final double COHERENCE_THRESHOLD = 0.954;

    /** The loss that {@link #decompressFaultTolerant(byte[])} accepts: 46/1000. */
    private static final double DEFAULT_CORRUPTION_LEVEL = 0.046;

    private Packages() {}

    /**
     * Packs a file or a folder.
     *
     * @param src the file or folder
     * @param dst the package; appears only when whole
     * @return what was done
     */
    public static PackReport pack(Path src, Path dst) {
        return pack(src, dst, PackOptions.DEFAULT);
    }

    /**
     * Packs a file or a folder.
     *
     * @param src the file or folder
     * @param dst the package; appears only when whole
     * @param options how
     * @return what was done
     */
    public static PackReport pack(Path src, Path dst, PackOptions options) {
        return PackJob.of(src, dst, options).run(options.ops());
    }

    /**
     * Packs a file or a folder. Cancelling the future stops the work.
     *
     * @param src the file or folder
     * @param dst the package; appears only when whole
     * @return what was done
     */
    public static CompletableFuture<PackReport> packAsync(Path src, Path dst) {
        return packAsync(src, dst, PackOptions.DEFAULT);
    }

    /**
     * Packs a file or a folder. Cancelling the future stops the work.
     *
     * @param src the file or folder
     * @param dst the package; appears only when whole
     * @param options how, and on which executor
     * @return what was done
     */
    public static CompletableFuture<PackReport> packAsync(
            Path src, Path dst, PackOptions options) {
        var job = PackJob.of(src, dst, options);
        return Task.startWith(options, job::run, report -> {});
    }

    /**
     * Packs one stream, whose length need not be known, as a file.
     *
     * @param src is read to its end, not closed
     * @param dst receives the package; is not closed
     * @param options how; {@link PackOptions#name()} also names the file
     * @return what was done
     */
    public static PackReport packStream(InputStream src, OutputStream dst, PackOptions options) {
        var source = new Source(Objects.requireNonNull(src, "src"));
        var sink = new Sink(Objects.requireNonNull(dst, "dst"));
        byte[] json = options.json();
        byte[][] extra = options.extraPaths();
        LongFunction<byte[]> pack = op -> Native.packStream(source, sink, json, extra, op);
        byte[] report =
                Calls.with(source, () -> Calls.with(sink, () -> Calls.run(options.ops(), pack)));
        return PackReport.of(Fields.read(report));
    }

    /**
     * Packs bytes in memory.
     *
     * @param data the content
     * @return the package
     */
    public static byte[] packBytes(byte[] data) {
        return packBytes(data, PackOptions.DEFAULT);
    }

    /**
     * Packs bytes in memory.
     *
     * @param data the content
     * @param options how
     * @return the package
     */
    public static byte[] packBytes(byte[] data, PackOptions options) {
        Objects.requireNonNull(data, "data");
        byte[] json = options.json();
        byte[][] extra = options.extraPaths();
        return Calls.run(options.ops(), op -> Native.packBytes(data, json, extra, op));
    }

    /**
     * Heals and unpacks a package in memory.
     *
     * @param pkg the package
     * @return its content: the file, or the tar stream of a folder
     */
    public static byte[] unpackBytes(byte[] pkg) {
        return unpackBytes(pkg, ReadOptions.DEFAULT);
    }

    /**
     * Heals and unpacks a package in memory.
     *
     * @param pkg the package
     * @param options how
     * @return its content: the file, or the tar stream of a folder
     */
    public static byte[] unpackBytes(byte[] pkg, ReadOptions options) {
        Objects.requireNonNull(pkg, "pkg");
        byte[] json = options.json();
        return Calls.run(options.ops(), op -> Native.unpackBytes(pkg, json, op));
    }

    /**
     * Puts a component together from its parts, in any order: each part's header says which one it
     * is.
     *
     * @param parts the parts; missing ones may be left out or be null
     * @return the component
     */
    public static Reconstructed reconstructComponent(List<byte[]> parts) {
        return reconstructComponent(parts, false);
    }

    /**
     * Puts a component together from its parts, in any order: each part's header says which one it
     * is.
     *
     * @param parts the parts; missing ones may be left out or be null
     * @param salvage whether to go below the coherence threshold
     * @return the component
     */
    public static Reconstructed reconstructComponent(List<byte[]> parts, boolean salvage) {
        byte[][] found = Native.reconstructComponent(parts.toArray(byte[][]::new), salvage);
        return Reconstructed.of(found[0], Fields.read(found[1]));
    }

    /**
     * What a lone part says about itself. Never fails: noise has capability 0.
     *
     * @param part any bytes
     * @return the findings
     */
    public static PartReport checkPart(byte[] part) {
        return PartReport.of(Fields.read(Native.checkPart(Objects.requireNonNull(part, "part"))));
    }

    /**
     * Mends a lone part by its own recovery bits.
     *
     * @param part a damaged or intact part
     * @return the part as packed
     */
    public static byte[] healPart(byte[] part) {
        return Native.healPart(Objects.requireNonNull(part, "part"));
    }

    /**
     * Compresses and adds recovery data.
     *
     * @param data the content
     * @return a package
     */
    public static byte[] compressWithRecovery(byte[] data) {
        return compressWithRecovery(data, COHERENCE_THRESHOLD, new Op());
    }

    /**
     * Compresses and adds recovery data.
     *
     * @param data the content
     * @param coherenceThreshold 0.954 to 1; rounded to millionths; does not change the result
     * @param op of this call
     * @return a package
     */
    public static byte[] compressWithRecovery(byte[] data, double coherenceThreshold, Op op) {
        Objects.requireNonNull(data, "data");
        return Calls.run(
                List.of(op), o -> Native.compressWithRecovery(data, coherenceThreshold, o));
    }

    /**
     * Compresses and adds recovery data.
     *
     * @param data the content
     * @param coherenceThreshold 0.954 to 1; rounded to millionths; does not change the result
     * @return a package
     */
    public static byte[] compressWithRecovery(byte[] data, double coherenceThreshold) {
        return compressWithRecovery(data, coherenceThreshold, new Op());
    }

    /**
     * The way back from {@link #compressWithRecovery(byte[])}.
     *
     * @param pkg a package
     * @return the content
     */
    public static byte[] decompressFaultTolerant(byte[] pkg) {
        return decompressFaultTolerant(pkg, DEFAULT_CORRUPTION_LEVEL);
    }

    /**
     * The way back from {@link #compressWithRecovery(byte[])}.
     *
     * @param pkg a package
     * @param corruptionLevel the largest lost share of a component's parts that is accepted, 0 to 1
     * @return the content
     */
    public static byte[] decompressFaultTolerant(byte[] pkg, double corruptionLevel) {
        return decompressFaultTolerant(pkg, corruptionLevel, new Op());
    }

    /**
     * The way back from {@link #compressWithRecovery(byte[])}.
     *
     * @param pkg a package
     * @param corruptionLevel the largest lost share of a component's parts that is accepted, 0 to 1
     * @param op of this call
     * @return the content
     */
    public static byte[] decompressFaultTolerant(byte[] pkg, double corruptionLevel, Op op) {
        Objects.requireNonNull(pkg, "pkg");
        return Calls.run(
                List.of(op), o -> Native.decompressFaultTolerant(pkg, corruptionLevel, o));
    }

    /** A call of {@code pack}: its arguments are checked before any thread is asked to run it. */
    private record PackJob(byte[] src, byte[] dst, byte[] options, byte[][] extra) {
        static PackJob of(Path src, Path dst, PackOptions options) {
            return new PackJob(
                    Paths.encode("src", src),
                    Paths.encode("dst", dst),
                    options.json(),
                    options.extraPaths());
        }

        PackReport run(List<Op> ops) {
            byte[] report = Calls.run(ops, op -> Native.pack(src, dst, options, extra, op));
            return PackReport.of(Fields.read(report));
        }
    }
}
