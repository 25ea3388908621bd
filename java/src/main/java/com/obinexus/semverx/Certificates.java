package com.obinexus.semverx;

import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.Native;
import com.obinexus.semverx.internal.Text;
import java.util.Objects;
import java.util.function.LongFunction;

/**
 * Checks the proofs that resolutions carry, without any solver: every byte, every fact against the
 * snapshot's hashes, every step, and the snapshot against what is known of it.
 */
public final class Certificates {
    private Certificates() {}

    /**
     * Checks a certificate that nothing is known of: consistent is then all that it can be.
     *
     * @param certificate as in {@link Resolution#certificate}
     * @return what it proves
     * @throws ResolutionException with code CERTIFICATE if anything at all is wrong with it
     */
    public static CertificateReport verifyResolution(String certificate) {
        return verifyResolution(Text.encode("certificate", certificate));
    }

    /**
     * Checks a certificate that nothing is known of: consistent is then all that it can be.
     *
     * @param certificate as in a file
     * @return what it proves
     * @throws ResolutionException with code CERTIFICATE if anything at all is wrong with it
     */
    public static CertificateReport verifyResolution(byte[] certificate) {
        Objects.requireNonNull(certificate, "certificate");
        return report(Native.verifyResolution(certificate, null, null, 0));
    }

    /**
     * Checks a certificate.
     *
     * @param certificate as in {@link Resolution#certificate}
     * @param anchor what its snapshot is held against
     * @return what it proves
     * @throws ResolutionException with code CERTIFICATE if anything at all is wrong with it
     */
    public static CertificateReport verifyResolution(String certificate, Anchor anchor) {
        return verifyResolution(Text.encode("certificate", certificate), anchor);
    }

    /**
     * Checks a certificate.
     *
     * @param certificate as in a file
     * @param anchor what its snapshot is held against
     * @return what it proves
     * @throws ResolutionException with code CERTIFICATE if anything at all is wrong with it
     */
    public static CertificateReport verifyResolution(byte[] certificate, Anchor anchor) {
        Objects.requireNonNull(certificate, "certificate");
        byte[] key = encoded("key", anchor.key());
        byte[] root = encoded("root", anchor.root());
        LongFunction<byte[]> verify =
                registry -> Native.verifyResolution(certificate, key, root, registry);
        return report(
                anchor.registry() == null
                        ? verify.apply(0)
                        : anchor.registry().handle().call(verify));
    }

    private static byte[] encoded(String argument, String text) {
        return text == null ? null : Text.encode(argument, text);
    }

    private static CertificateReport report(byte[] json) {
        return CertificateReport.of(Fields.read(json));
    }
}
