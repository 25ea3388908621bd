/**
 * Packages that heal themselves: pack a file or a folder; after bad disks, bad mirrors and bad
 * wires, unpacking gives every byte back, or says exactly why not.
 *
 * <pre>{@code
 * Packages.pack(Path.of("photos"), Path.of("photos.zip"));
 * try (var pkg = Package.open(Path.of("photos.zip"))) {
 *     pkg.unpack(Path.of("restored"));
 * }
 * }</pre>
 *
 * <p>The class {@link com.obinexus.semverx.packages.Package} has the simple name of {@link
 * java.lang.Package}. With {@code import com.obinexus.semverx.packages.*;} write {@code var}, or add
 * {@code import com.obinexus.semverx.packages.Package;}.
 *
 * <p>Text that names a file is always a {@link java.nio.file.Path}; content is always bytes or a
 * stream. A stream that the caller opened is never closed here, except by closing a {@link
 * com.obinexus.semverx.packages.Packer}. When such a stream throws an {@link java.io.IOException},
 * the call ends with a {@link com.obinexus.semverx.StorageException} whose cause it is; unchecked
 * exceptions of a stream or of a progress listener are thrown as they are.
 */
package com.obinexus.semverx.packages;
