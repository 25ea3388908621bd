package com.obinexus.semverx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class CertificatesTest {
    @TempDir Path folder;

    private Registry signed() {
        return new Registry(
                Shelf.file(folder), RegistryOptions.builder().signingKey(new byte[32]).build());
    }

    @Test
    void everyAnchorHoldsIt() {
        try (var registry = signed()) {
            for (var range : List.of("*", "7")) {
                Resolution found = registry.resolver().resolve("app", range);
                String certificate = found.certificate().orElseThrow();
                CertificateReport loose = Certificates.verifyResolution(certificate);
                assertFalse(loose.anchored());
                assertEquals("none", loose.anchor());
                assertEquals(found.feasible(), loose.feasible());
                assertEquals(found.solution(), loose.solution());
                assertEquals(found.snapshot(), loose.snapshot());
                assertEquals(List.of(new Requirement("app", range)), loose.requirements());
                for (var anchor :
                        Map.of(
                                        "key", Anchor.key(registry.publicKey().orElseThrow()),
                                        "root", Anchor.root(found.snapshot().root()),
                                        "registry", Anchor.registry(registry))
                                .entrySet()) {
                    var held = Certificates.verifyResolution(certificate, anchor.getValue());
                    assertTrue(held.anchored());
                    assertEquals(anchor.getKey(), held.anchor());
                }
            }
        }
    }

    @Test
    void whatIsNotSoIsRefused() {
        try (var registry = signed()) {
            Resolution found = registry.resolver().resolve("app", "*");
            String certificate = found.certificate().orElseThrow();
            Anchor root = Anchor.root(found.snapshot().root());
            registry.yank("core", "1.0.0");
            for (Anchor anchor :
                    List.of(
                            Anchor.key("00".repeat(32)),
                            Anchor.root("00".repeat(32)),
                            Anchor.registry(registry))) {
                refused(() -> Certificates.verifyResolution(certificate, anchor));
            }
            byte[] bytes = certificate.getBytes(StandardCharsets.UTF_8);
            for (int at = 0; at < bytes.length; at++) {
                byte[] flipped = bytes.clone();
                flipped[at] ^= 1 << at % 8;
                refused(() -> Certificates.verifyResolution(flipped, root));
            }
            refused(() -> Certificates.verifyResolution(certificate.substring(1), root));
            refused(() -> Certificates.verifyResolution("", root));
            assertTrue(Certificates.verifyResolution(certificate, root).feasible());
            assertEquals(
                    Code.ARGUMENT,
                    assertThrows(
                                    ArgumentException.class,
                                    () -> Certificates.verifyResolution(bytes, Anchor.root("ab")))
                            .code());
        }
    }

    private static void refused(Executable check) {
        assertEquals(
                Code.CERTIFICATE, assertThrows(ResolutionException.class, check).code());
    }
}
