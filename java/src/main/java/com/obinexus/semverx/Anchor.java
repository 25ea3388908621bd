package com.obinexus.semverx;

import java.util.Objects;

/**
 * What a certificate's snapshot is held against: something that is known from elsewhere. There is
 * one at most, as two could disagree.
 */
public final class Anchor {
    private final String key;
    private final String root;
    private final Registry registry;

    private Anchor(String key, String root, Registry registry) {
        this.key = key;
        this.root = root;
        this.registry = registry;
    }

    /**
     * The key that must have signed the snapshot.
     *
     * @param key an Ed25519 public key, 64 hexadecimal digits
     * @return the anchor
     */
    public static Anchor key(String key) {
        return new Anchor(Objects.requireNonNull(key, "key"), null, null);
    }

    /**
     * The root that the snapshot must have.
     *
     * @param root 64 hexadecimal digits, as in {@link SnapshotId#root}
     * @return the anchor
     */
    public static Anchor root(String root) {
        return new Anchor(null, Objects.requireNonNull(root, "root"), null);
    }

    /**
     * The registry whose present snapshot it must be.
     *
     * @param registry must be open when the certificate is checked
     * @return the anchor
     */
    public static Anchor registry(Registry registry) {
        return new Anchor(null, null, Objects.requireNonNull(registry, "registry"));
    }

    String key() {
        return key;
    }

    String root() {
        return root;
    }

    Registry registry() {
        return registry;
    }
}
