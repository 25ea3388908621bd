package com.obinexus.semverx.internal;

/**
 * The native methods, and nothing else. Text is UTF-8, paths are bytes of the file system, options
 * and reports are JSON, handles are the numbers that {@link Handle} guards. Each may throw any
 * {@link com.obinexus.semverx.DiramException}.
 */
public final class Native {
    static {
        NativeLibrary.load();
    }

    private Native() {}

    public static native byte[] version();

    public static native long opNew(ProgressListener listener, long nanos);

    public static native void opCancel(long op);

    public static native void opFree(long op);

    public static native byte[] pack(byte[] src, byte[] dst, byte[] options, byte[][] extra, long op);

    public static native byte[] packStream(
            Source source, Sink sink, byte[] options, byte[][] extra, long op);

    public static native byte[] packBytes(byte[] data, byte[] options, byte[][] extra, long op);

    public static native byte[] unpackBytes(byte[] pkg, byte[] options, long op);

    public static native byte[] compressWithRecovery(byte[] data, double threshold, long op);

    public static native byte[] decompressFaultTolerant(
            byte[] pkg, double corruptionLevel, long op);

    public static native byte[][] reconstructComponent(byte[][] parts, boolean salvage);

    public static native byte[] checkPart(byte[] part);

    public static native byte[] healPart(byte[] part);

    public static native byte[] huffmanEncode(byte[] data);

    public static native byte[] huffmanDecode(byte[] coded, long maxOutput);

    public static native byte[] huffmanCodes(byte[] data);

    public static native long packageOpen(byte[] path, long op);

    public static native long packageOpenBytes(byte[] data, long op);

    public static native long packageOpenChannel(ChannelSource channel, long op);

    public static native void packageFree(long pkg);

    public static native byte[] packageName(long pkg);

    public static native byte[] packageVersion(long pkg);

    public static native byte[] packageVerify(long pkg, long op);

    public static native byte[] packageHeal(long pkg, byte[] dst, byte[] options, long op);

    public static native byte[] packageHealTo(long pkg, Sink sink, byte[] options, long op);

    public static native byte[] packageUnpack(long pkg, byte[] dir, byte[] options, long op);

    public static native byte[] packageUnpackComponents(long pkg, byte[] dir, byte[] options, long op);

    public static native byte[] packageEntries(long pkg, long op);

    public static native byte[] packageRead(long pkg, byte[] name, byte[] options, long op);

    public static native long packageOpenEntry(long pkg, byte[] name, long op);

    public static native byte[] packageComponents(long pkg, long op);

    public static native boolean packageHasComponent(long pkg, byte[] name);

    public static native double packageVerifyCoherence(long pkg, byte[] name, long op);

    public static native byte[] packageRecoverComponent(long pkg, byte[] name, long op);

    public static native double packageOverallCoherence(long pkg, long op);

    public static native int entryRead(long entry, byte[] buf, int offset, int len);

    public static native void entryFree(long entry);

    public static native long packerNew(byte[] options, byte[][] extra, long op);

    public static native void packerBegin(long packer, byte[] name, long size);

    public static native void packerWrite(long packer, byte[] buf, int len);

    public static native byte[] packerFinish(long packer);

    public static native int packerTake(long packer, byte[] buf);

    public static native void packerFree(long packer);

    public static native byte[] versionParse(byte[] text);

    public static native byte[] versionParseMany(byte[] texts, int[] ends);

    public static native byte[] versionFromSemver(byte[] text);

    public static native byte[] versionPlain(byte[] text);

    public static native byte[] versionCompact(byte[] text);

    public static native byte[] versionSemver(byte[] text);

    public static native int versionCompare(byte[] a, byte[] b);

    public static native boolean satisfies(byte[] version, byte[] range, byte[] policy);

    public static native byte[] satisfiesMany(
            byte[] versions, int[] ends, byte[] range, byte[] policy);

    public static native int maxSatisfying(
            byte[] versions, int[] ends, byte[] range, byte[] policy);

    public static native byte[] policyParse(byte[] json);

    public static native byte[] rangeParse(byte[] text);

    public static native byte[] rangeExplain(byte[] range, byte[] version, byte[] policy);

    public static native byte[] rangeIntersect(byte[] a, byte[] b);

    public static native byte[] rangeUnion(byte[] a, byte[] b);

    public static native boolean rangeIsSubset(byte[] a, byte[] b);

    public static native boolean rangeIsEmpty(byte[] range);

    public static native byte[] rangeExactPin(byte[] range);

    public static native long registryOpen(
            byte[] endpoint, byte[] options, byte[] policy, byte[] seed);

    public static native long registryFromLines(
            byte[] lines, byte[] options, byte[] policy, byte[] seed);

    public static native long registryFromEnv();

    public static native long registryAt(long reg, long seq);

    public static native void registryFree(long reg);

    public static native byte[] registrySource(long reg);

    public static native byte[] registryPolicy(long reg);

    public static native byte[] registryPublicKey(long reg);

    public static native byte[] registrySnapshot(long reg);

    public static native byte[] registryNames(long reg);

    public static native byte[] registryVersions(long reg, byte[] name);

    public static native byte[] registryInfo(long reg, byte[] name, byte[] version);

    public static native byte[] registryNode(long reg, byte[] name, byte[] version);

    public static native byte[] registrySearch(long reg, byte[] text);

    public static native byte[] registryGraph(long reg, byte[] name);

    public static native byte[] registryDependents(long reg, byte[] name);

    public static native byte[] registryDiff(long reg, long a, long b);

    public static native byte[] registryProve(long reg, byte[] name, byte[] version);

    public static native byte[] registryPublish(long reg, byte[] line);

    public static native byte[] registryYank(long reg, byte[] name, byte[] version);

    public static native byte[] registryUnyank(long reg, byte[] name, byte[] version);

    public static native byte[] registrySetFault(long reg, byte[] name, byte[] version, int level);

    public static native byte[] registryHandleFault(
            long reg, byte[] name, byte[] version, int level);

    public static native byte[] registryFaults(long reg, int atLeast);

    public static native byte[] registryGate(
            long reg, byte[] name, byte[] version, byte[] options);

    public static native byte[] registryGatePublish(long reg, byte[] line, byte[] options);

    public static native void registryPlug(long reg, byte[] name, Asking asking, long nanos);

    public static native void registryPlugScanner(long reg, long scanner, long nanos);

    public static native void registryPlugOrphans(long reg, long orphans, long nanos);

    public static native boolean registryUnplug(long reg, byte[] name);

    public static native byte[] registryPlugins(long reg);

    public static native byte[] registryLock(long reg, byte[] project, byte[] options, long op);

    public static native long registrySubscribe(long reg, byte[] name, long since, Bell bell);

    public static native byte[] registryCheckStale(long reg, int days);

    public static native void registryAdvanceClock(long reg, long milliseconds);

    public static native byte[] subscriptionNext(long subscription);

    public static native long subscriptionWait(long subscription);

    public static native void subscriptionFree(long subscription);

    public static native long scannerOpen(byte[] folder);

    public static native byte[] scannerAdvisories(long scanner, byte[] name, byte[] version);

    public static native boolean scannerFixes(long scanner, byte[] name, byte[] old, byte[] now);

    public static native void scannerFree(long scanner);

    public static native long orphansNew();

    public static native byte[] orphansList(long orphans);

    public static native void orphansFree(long orphans);

    public static native byte[] registryUndo(long reg, byte[] name);

    public static native byte[] registryRollback(long reg, byte[] name, long to);

    public static native long resolverNew(long reg, byte[] policy);

    public static native long resolverOpen(byte[] endpoint, byte[] policy);

    public static native long resolverFromEnv(byte[] policy);

    public static native void resolverFree(long resolver);

    public static native byte[] resolverResolve(
            long resolver, byte[] request, byte[] options, long op);

    public static native byte[] resolverResolveMany(
            long resolver, byte[] requests, byte[] options, long op);

    public static native byte[] resolverCheck(
            long resolver, byte[] solution, byte[] strategy, byte[] options);

    public static native byte[] resolverPlan(
            long resolver, byte[] name, byte[] from, byte[] to, byte[] running);

    public static native byte[] resolverGraph(long resolver, byte[] solution);

    public static native byte[] verifyResolution(
            byte[] certificate, byte[] key, byte[] root, long reg);
}
