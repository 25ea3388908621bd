package com.obinexus.semverx;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.Handle;
import com.obinexus.semverx.internal.Native;
import com.obinexus.semverx.internal.Paths;
import com.obinexus.semverx.internal.Text;
import java.nio.file.Path;
import java.util.List;

/**
 * A plugin that keeps versions with known vulnerabilities out of locks. It reads a folder of OSV
 * files, as databases publish them.
 *
 * <p>An install is refused if an advisory affects the version. An update is refused if the new version
 * has a vulnerability that the old one has not, or if an advisory calls the new version fixed and
 * affects it all the same. So what is installed may stay, and may move to where it is no worse.
 *
 * <pre>{@code
 * registry.plug(new SecurityScanner(Path.of("advisories")));
 * }</pre>
 */
public final class SecurityScanner extends NativePlugin {
    /**
     * Reads advisories.
     *
     * @param folder every {@code .json} file in it and below is read
     * @throws FormatException if a file is no advisory, or two of one id do not say the same
     * @throws ArgumentException with code LIMIT beyond 1,000,000 files or 1 GiB
     * @throws StorageException if it cannot be read
     */
    public SecurityScanner(Path folder) {
        super(
                Handle.lasting(
                        "scanner",
                        Native.scannerOpen(Paths.encode("folder", folder)),
                        Native::scannerFree));
    }

    /**
     * The advisories that affect a package.
     *
     * @param found the package, as {@link Registry#info(String, String)} gives it
     * @return their ids, ascending
     */
    public List<String> advisories(EntryReport found) {
        byte[] name = Text.encode("name", found.name());
        byte[] version = version(found);
        return Fields.readTexts(
                handle().call(scanner -> Native.scannerAdvisories(scanner, name, version)));
    }

    /**
     * Whether any advisory affects a package.
     *
     * @param found the package
     * @return true if one does
     */
    public boolean hasVulnerabilities(EntryReport found) {
        return !advisories(found).isEmpty();
    }

    /**
     * Whether nothing that is known against the old version is left in the new one.
     *
     * @param before the old version of a package
     * @param after the new one
     * @return true also if nothing is known against the old one
     */
    public boolean fixesVulnerabilities(EntryReport before, EntryReport after) {
        byte[] name = Text.encode("name", after.name());
        byte[] from = version(before);
        byte[] to = version(after);
        return handle().call(scanner -> Native.scannerFixes(scanner, name, from, to));
    }

    private static byte[] version(EntryReport found) {
        return Text.encode("version", found.version().toString());
    }

    @Override
    void plugInto(long reg, long nanos) {
        handle().call(
                        scanner -> {
                            Native.registryPlugScanner(reg, scanner, nanos);
                            return null;
                        });
    }
}
