package com.obinexus.semverx;

import java.util.Map;
import java.util.Optional;

/**
 * What went wrong, as one closed list shared by every language. The numbers are grouped by tens and
 * never reused. Catch by class, switch by code.
 */
public enum Code {
    /** A wrong argument; the message names it. */
    ARGUMENT(1, ArgumentException::new),
    /** Text that is not UTF-8. */
    UTF8(2, ArgumentException::new),
    /** A number outside its documented limits. */
    LIMIT(3, ArgumentException::new),
    /** The handle was closed. */
    CLOSED(4, StateException::new),
    /** The caller's buffer is too small. */
    SHORT_BUFFER(5, ArgumentException::new),
    /** The handle cannot do this now (illegal move, or opened in another process). */
    STATE(6, StateException::new),
    /** The stream is in use by another thread. */
    BUSY(7, StateException::new),
    /** The caller cancelled. */
    CANCELLED(8, CancelledException::new),
    /** The caller's time limit passed. */
    DEADLINE(9, DeadlineExceededException::new),
    /** Not the expected format. */
    FORMAT(10, FormatException::new),
    /** The input ends too early. */
    TRUNCATED(11, FormatException::new),
    /** The input contradicts itself. */
    CORRUPT(12, FormatException::new),
    /** Bytes after the end. */
    TRAILING(13, FormatException::new),
    /** The output would pass its limit. */
    OUTPUT_LIMIT(14, FormatException::new),
    /** A newer version or an unknown method. */
    UNSUPPORTED(15, FormatException::new),
    /** Coherence below the threshold; salvage may still work. */
    COHERENCE(20, CoherenceException::new),
    /** Too much is gone: no method brings the bytes back. */
    LOST(21, LostException::new),
    /** A hash disagrees with the bytes. */
    INTEGRITY(22, IntegrityException::new),
    /** Parts of two packages claim the same place. */
    CONFLICTING_PARTS(23, RecoveryException::new),
    /** A path that would leave the target. */
    UNSAFE_PATH(24, RecoveryException::new),
    /** More than the format can hold. */
    TOO_LARGE(25, RecoveryException::new),
    /** Not a version. */
    VERSION(30, VersionException::new),
    /** Not a version range. */
    RANGE(31, VersionException::new),
    /** No set of versions fits. */
    NO_SOLUTION(32, ResolutionException::new),
    /** The name or version does not exist. */
    NOT_FOUND(33, ResolutionException::new),
    /** A dependency cycle. */
    CYCLE(34, ResolutionException::new),
    /** A fault level forbids it. */
    FAULT(35, ResolutionException::new),
    /** A gate said no. */
    GATE(36, ResolutionException::new),
    /** A certificate does not prove what it claims. */
    CERTIFICATE(37, ResolutionException::new),
    /** Already there. */
    EXISTS(38, RegistryException::new),
    /** The version was yanked. */
    YANKED(39, RegistryException::new),
    /** The observer limit of a package is reached. */
    TOO_MANY_OBSERVERS(40, TooManyObserversException::new),
    /** Too many updates in too short a time. */
    RATE_LIMIT(41, RateLimitExceededException::new),
    /** A plugin refused or failed. */
    PLUGIN(42, RegistryException::new),
    /** A snapshot is unknown or broken. */
    SNAPSHOT(43, RegistryException::new),
    /** A policy is wrong. */
    POLICY(44, RegistryException::new),
    /** A lock file is wrong. */
    LOCK_FILE(45, RegistryException::new),
    /** The step budget ran out. */
    BUDGET(46, ResolutionException::new),
    /** A chunk is malformed. */
    CHUNK(50, ShardException::new),
    /** Wrong key or damaged data. */
    KEY(51, ShardException::new),
    /** A shard manifest is wrong. */
    MANIFEST(52, ShardException::new),
    /** Fewer nodes than copies. */
    NOT_ENOUGH_NODES(53, ShardException::new),
    /** No holder of a chunk is left. */
    CHUNK_LOST(54, ShardException::new),
    /** A node may not leave yet. */
    UNJOIN_REFUSED(55, ShardException::new),
    /** An unknown message method. */
    METHOD(60, MessageException::new),
    /** The payload needs a store that is not loaded. */
    STORE_UNKNOWN(61, StoreUnknownException::new),
    /** A template store is damaged. */
    STORE_BROKEN(62, MessageException::new),
    /** A template is wrong. */
    TEMPLATE(63, MessageException::new),
    /** The audit log's chain is broken. */
    AUDIT(64, MessageException::new),
    /** Refused by strict mode. */
    STRICT(65, MessageException::new),
    /** No connection. */
    CONNECT(70, NetworkException::new),
    /** TLS failed. */
    TLS(71, NetworkException::new),
    /** An HTTP answer that is an error. */
    HTTP(72, NetworkException::new),
    /** Not authenticated. */
    AUTH(73, NetworkException::new),
    /** Not allowed. */
    FORBIDDEN(74, NetworkException::new),
    /** The peer broke the protocol. */
    PROTOCOL(75, NetworkException::new),
    /** Local input or output failed. */
    IO(80, StorageException::new),
    /** No space left. */
    NO_SPACE(81, StorageException::new),
    /** The system refused access. */
    PERMISSION(82, StorageException::new),
    /** Someone else holds the lock. */
    LOCKED(83, StorageException::new),
    /** Out of memory. */
    MEMORY(97, InternalException::new),
    /** The handle panicked before. */
    POISONED(98, StateException::new),
    /** A bug in diram, caught at the border. */
    PANIC(99, InternalException::new);

    private final int status;
    private final Maker maker;

    Code(int status, Maker maker) {
        this.status = status;
        this.maker = maker;
    }

    /**
     * The number, the same in every language.
     *
     * @return 1 to 99
     */
    public int status() {
        return status;
    }

    /**
     * Whether the same call may succeed later without any change.
     *
     * @return true for BUSY, DEADLINE, RATE_LIMIT, CONNECT and LOCKED
     */
    public boolean retryable() {
        return switch (this) {
            case BUSY, DEADLINE, RATE_LIMIT, CONNECT, LOCKED -> true;
            default -> false;
        };
    }

    /**
     * The code with this number.
     *
     * @param status a number
     * @return the code, or empty when no code has that number
     */
    public static Optional<Code> of(int status) {
        for (Code code : values()) {
            if (code.status == status) {
                return Optional.of(code);
            }
        }
        return Optional.empty();
    }

    DiramException exception(String message, String hint, Map<String, Object> details) {
        return maker.make(this, message, hint, details);
    }

    @FunctionalInterface
    private interface Maker {
        DiramException make(Code code, String message, String hint, Map<String, Object> details);
    }
}
