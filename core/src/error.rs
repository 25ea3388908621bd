//! Codes: one closed list of everything that can go wrong, shared by every language.
//!
//! Each operation has its own precise error enum beside its code ([`crate::codec::CodecError`],
//! [`crate::recovery::PartError`], [`crate::recovery::RecoveryError`]); each of those answers
//! [`Failure::code`]. The C header and the language packages know only [`Code`], so a new error
//! variant cannot compile without a number, and a number is never reused.
//!
//! ```
//! use diram_core::{Class, Code};
//! assert_eq!(Code::Coherence as i32, 20);
//! assert_eq!(Code::Coherence.name(), "COHERENCE");
//! assert_eq!(Code::Coherence.class(), Class::Coherence);
//! assert_eq!(Code::Coherence.class().parent(), Some(Class::Recovery));
//! assert_eq!(Code::from_i32(20), Some(Code::Coherence));
//! ```

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $number:literal, $text:literal, $class:ident;)*) => {
        /// A status number. Grouped by tens, explicit, append-only.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(i32)]
        pub enum Code {
            $($(#[$doc])* $name = $number,)*
        }

        impl Code {
            /// Every code, in numeric order.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// The name without prefix, as in `DIRAM_ERR_<name>`.
            pub fn name(self) -> &'static str {
                match self { $(Code::$name => $text,)* }
            }

            /// The error class a language raises for this code.
            pub fn class(self) -> Class {
                match self { $(Code::$name => Class::$class,)* }
            }

            /// The code with this number, if there is one.
            pub fn from_i32(number: i32) -> Option<Code> {
                match number { $($number => Some(Code::$name),)* _ => None }
            }
        }
    };
}

codes! {
    /// A wrong argument; the message names it.
    Argument = 1, "ARGUMENT", Argument;
    /// Text that is not UTF-8.
    Utf8 = 2, "UTF8", Argument;
    /// A number outside its documented limits.
    Limit = 3, "LIMIT", Argument;
    /// The handle was closed.
    Closed = 4, "CLOSED", State;
    /// The caller's buffer is too small.
    ShortBuffer = 5, "SHORT_BUFFER", Argument;
    /// The handle cannot do this now (illegal move, or opened in another process).
    State = 6, "STATE", State;
    /// The stream is in use by another thread.
    Busy = 7, "BUSY", State;
    /// The caller cancelled.
    Cancelled = 8, "CANCELLED", Cancelled;
    /// The caller's time limit passed.
    Deadline = 9, "DEADLINE", DeadlineExceeded;
    /// Not the expected format.
    Format = 10, "FORMAT", Format;
    /// The input ends too early.
    Truncated = 11, "TRUNCATED", Format;
    /// The input contradicts itself.
    Corrupt = 12, "CORRUPT", Format;
    /// Bytes after the end.
    Trailing = 13, "TRAILING", Format;
    /// The output would pass its limit.
    OutputLimit = 14, "OUTPUT_LIMIT", Format;
    /// A newer version or an unknown method.
    Unsupported = 15, "UNSUPPORTED", Format;
    /// Coherence below the threshold; salvage may still work.
    Coherence = 20, "COHERENCE", Coherence;
    /// Too much is gone: no method brings the bytes back.
    Lost = 21, "LOST", Lost;
    /// A hash disagrees with the bytes.
    Integrity = 22, "INTEGRITY", Integrity;
    /// Parts of two packages claim the same place.
    ConflictingParts = 23, "CONFLICTING_PARTS", Recovery;
    /// A path that would leave the target.
    UnsafePath = 24, "UNSAFE_PATH", Recovery;
    /// More than the format can hold.
    TooLarge = 25, "TOO_LARGE", Recovery;
    /// Not a version.
    Version = 30, "VERSION", Version;
    /// Not a version range.
    Range = 31, "RANGE", Version;
    /// No set of versions fits.
    NoSolution = 32, "NO_SOLUTION", Resolution;
    /// The name or version does not exist.
    NotFound = 33, "NOT_FOUND", Resolution;
    /// A dependency cycle.
    Cycle = 34, "CYCLE", Resolution;
    /// A fault level forbids it.
    Fault = 35, "FAULT", Resolution;
    /// A gate said no.
    Gate = 36, "GATE", Resolution;
    /// A certificate does not prove what it claims.
    Certificate = 37, "CERTIFICATE", Resolution;
    /// Already there.
    Exists = 38, "EXISTS", Registry;
    /// The version was yanked.
    Yanked = 39, "YANKED", Registry;
    /// The observer limit of a package is reached.
    TooManyObservers = 40, "TOO_MANY_OBSERVERS", TooManyObservers;
    /// Too many updates in too short a time.
    RateLimit = 41, "RATE_LIMIT", RateLimitExceeded;
    /// A plugin refused or failed.
    Plugin = 42, "PLUGIN", Registry;
    /// A snapshot is unknown or broken.
    Snapshot = 43, "SNAPSHOT", Registry;
    /// A policy is wrong.
    Policy = 44, "POLICY", Registry;
    /// A lock file is wrong.
    LockFile = 45, "LOCK_FILE", Registry;
    /// The step budget ran out.
    Budget = 46, "BUDGET", Resolution;
    /// A chunk is malformed.
    Chunk = 50, "CHUNK", Shard;
    /// Wrong key or damaged data.
    Key = 51, "KEY", Shard;
    /// A shard manifest is wrong.
    Manifest = 52, "MANIFEST", Shard;
    /// Fewer nodes than copies.
    NotEnoughNodes = 53, "NOT_ENOUGH_NODES", Shard;
    /// No holder of a chunk is left.
    ChunkLost = 54, "CHUNK_LOST", Shard;
    /// A node may not leave yet.
    UnjoinRefused = 55, "UNJOIN_REFUSED", Shard;
    /// An unknown message method.
    Method = 60, "METHOD", Message;
    /// The payload needs a store that is not loaded.
    StoreUnknown = 61, "STORE_UNKNOWN", StoreUnknown;
    /// A template store is damaged.
    StoreBroken = 62, "STORE_BROKEN", Message;
    /// A template is wrong.
    Template = 63, "TEMPLATE", Message;
    /// The audit log's chain is broken.
    Audit = 64, "AUDIT", Message;
    /// Refused by strict mode.
    Strict = 65, "STRICT", Message;
    /// No connection.
    Connect = 70, "CONNECT", Network;
    /// TLS failed.
    Tls = 71, "TLS", Network;
    /// An HTTP answer that is an error.
    Http = 72, "HTTP", Network;
    /// Not authenticated.
    Auth = 73, "AUTH", Network;
    /// Not allowed.
    Forbidden = 74, "FORBIDDEN", Network;
    /// The peer broke the protocol.
    Protocol = 75, "PROTOCOL", Network;
    /// Local input or output failed.
    Io = 80, "IO", Storage;
    /// No space left.
    NoSpace = 81, "NO_SPACE", Storage;
    /// The system refused access.
    Permission = 82, "PERMISSION", Storage;
    /// Someone else holds the lock.
    Locked = 83, "LOCKED", Storage;
    /// Out of memory.
    Memory = 97, "MEMORY", Internal;
    /// The handle panicked before.
    Poisoned = 98, "POISONED", State;
    /// A bug in diram, caught at the border.
    Panic = 99, "PANIC", Internal;
}

impl Code {
    /// True when the same call may succeed later without any change.
    pub fn is_retryable(self) -> bool {
        matches!(
            self,
            Code::Busy | Code::Deadline | Code::RateLimit | Code::Connect | Code::Locked
        )
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident, $text:literal, $parent:expr;)*) => {
        /// The class of an error in languages that catch by class: a tree under `DiramError`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Class {
            $($(#[$doc])* $name,)*
        }

        impl Class {
            /// Every class, parents before children.
            pub const ALL: &'static [Class] = &[$(Class::$name,)*];

            /// The class name as users catch it (Java ends in `Exception` instead of `Error`).
            pub fn name(self) -> &'static str {
                match self { $(Class::$name => $text,)* }
            }

            /// The class above, `None` for those directly under `DiramError`.
            pub fn parent(self) -> Option<Class> {
                match self { $(Class::$name => $parent,)* }
            }
        }
    };
}

classes! {
    /// Wrong arguments.
    Argument, "ArgumentError", None;
    /// A handle in the wrong state.
    State, "StateError", None;
    /// Cancelled by the caller.
    Cancelled, "Cancelled", None;
    /// The caller's time limit passed.
    DeadlineExceeded, "DeadlineExceeded", None;
    /// Malformed input.
    Format, "FormatError", None;
    /// Recovery failed.
    Recovery, "RecoveryError", None;
    /// Below the coherence threshold.
    Coherence, "CoherenceError", Some(Class::Recovery);
    /// Beyond recovery.
    Lost, "LostError", Some(Class::Recovery);
    /// Bytes that a hash refuses.
    Integrity, "IntegrityError", Some(Class::Recovery);
    /// Versions and ranges.
    Version, "VersionError", None;
    /// Resolution.
    Resolution, "ResolutionError", None;
    /// Registry.
    Registry, "RegistryError", None;
    /// Observer limit.
    TooManyObservers, "TooManyObservers", Some(Class::Registry);
    /// Rate limit.
    RateLimitExceeded, "RateLimitExceeded", Some(Class::Registry);
    /// Shards.
    Shard, "ShardError", None;
    /// Messages.
    Message, "MessageError", None;
    /// An unknown template store.
    StoreUnknown, "StoreUnknown", Some(Class::Message);
    /// Network.
    Network, "NetworkError", None;
    /// Local storage.
    Storage, "StorageError", None;
    /// A bug or no memory.
    Internal, "InternalError", None;
}

/// What every error of diram can say besides its message.
pub trait Failure: std::error::Error {
    /// The number every language knows.
    fn code(&self) -> Code;

    /// What to do next, when there is something to do.
    fn hint(&self) -> Option<String> {
        None
    }

    /// The facts behind the message as a JSON object.
    fn details(&self) -> serde_json::Value {
        serde_json::Value::Object(serde_json::Map::new())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_round_trip_and_ascend() {
        for pair in Code::ALL.windows(2) {
            assert!((pair[0] as i32) < pair[1] as i32);
        }
        for &code in Code::ALL {
            assert_eq!(Code::from_i32(code as i32), Some(code));
        }
        assert_eq!(Code::from_i32(0), None);
    }

    #[test]
    fn every_class_is_reachable_or_a_parent() {
        for &class in Class::ALL {
            let raised = Code::ALL.iter().any(|c| c.class() == class);
            let parent = Class::ALL.iter().any(|c| c.parent() == Some(class));
            assert!(
                raised || parent,
                "{} is neither raised nor a parent",
                class.name()
            );
        }
    }
}
