//! Status numbers.

use std::ffi::{CStr, c_char};

use diram_host::Code;

/// What a fallible function returns: `DIRAM_OK` (0) or why it failed. Numbers are grouped by tens,
/// are never reused, and new ones may appear: treat an unknown number as a failure.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum diram_status {
    /// Done.
    DIRAM_OK = 0,
    /// A wrong argument; the message names it.
    DIRAM_ERR_ARGUMENT = 1,
    /// Text that is not UTF-8.
    DIRAM_ERR_UTF8 = 2,
    /// A number outside its documented limits.
    DIRAM_ERR_LIMIT = 3,
    /// The handle was closed.
    DIRAM_ERR_CLOSED = 4,
    /// The caller's buffer is too small.
    DIRAM_ERR_SHORT_BUFFER = 5,
    /// The handle cannot do this now (illegal move, or opened in another process).
    DIRAM_ERR_STATE = 6,
    /// The stream is in use by another thread.
    DIRAM_ERR_BUSY = 7,
    /// The caller cancelled.
    DIRAM_ERR_CANCELLED = 8,
    /// The caller's time limit passed.
    DIRAM_ERR_DEADLINE = 9,
    /// Not the expected format.
    DIRAM_ERR_FORMAT = 10,
    /// The input ends too early.
    DIRAM_ERR_TRUNCATED = 11,
    /// The input contradicts itself.
    DIRAM_ERR_CORRUPT = 12,
    /// Bytes after the end.
    DIRAM_ERR_TRAILING = 13,
    /// The output would pass its limit.
    DIRAM_ERR_OUTPUT_LIMIT = 14,
    /// A newer version or an unknown method.
    DIRAM_ERR_UNSUPPORTED = 15,
    /// Coherence below the threshold; salvage may still work.
    DIRAM_ERR_COHERENCE = 20,
    /// Too much is gone: no method brings the bytes back.
    DIRAM_ERR_LOST = 21,
    /// A hash disagrees with the bytes.
    DIRAM_ERR_INTEGRITY = 22,
    /// Parts of two packages claim the same place.
    DIRAM_ERR_CONFLICTING_PARTS = 23,
    /// A path that would leave the target.
    DIRAM_ERR_UNSAFE_PATH = 24,
    /// More than the format can hold.
    DIRAM_ERR_TOO_LARGE = 25,
    /// Not a version.
    DIRAM_ERR_VERSION = 30,
    /// Not a version range.
    DIRAM_ERR_RANGE = 31,
    /// No set of versions fits.
    DIRAM_ERR_NO_SOLUTION = 32,
    /// The name or version does not exist.
    DIRAM_ERR_NOT_FOUND = 33,
    /// A dependency cycle.
    DIRAM_ERR_CYCLE = 34,
    /// A fault level forbids it.
    DIRAM_ERR_FAULT = 35,
    /// A gate said no.
    DIRAM_ERR_GATE = 36,
    /// A certificate does not prove what it claims.
    DIRAM_ERR_CERTIFICATE = 37,
    /// Already there.
    DIRAM_ERR_EXISTS = 38,
    /// The version was yanked.
    DIRAM_ERR_YANKED = 39,
    /// The observer limit of a package is reached.
    DIRAM_ERR_TOO_MANY_OBSERVERS = 40,
    /// Too many updates in too short a time.
    DIRAM_ERR_RATE_LIMIT = 41,
    /// A plugin refused or failed.
    DIRAM_ERR_PLUGIN = 42,
    /// A snapshot is unknown or broken.
    DIRAM_ERR_SNAPSHOT = 43,
    /// A policy is wrong.
    DIRAM_ERR_POLICY = 44,
    /// A lock file is wrong.
    DIRAM_ERR_LOCK_FILE = 45,
    /// The step budget ran out.
    DIRAM_ERR_BUDGET = 46,
    /// A chunk is malformed.
    DIRAM_ERR_CHUNK = 50,
    /// Wrong key or damaged data.
    DIRAM_ERR_KEY = 51,
    /// A shard manifest is wrong.
    DIRAM_ERR_MANIFEST = 52,
    /// Fewer nodes than copies.
    DIRAM_ERR_NOT_ENOUGH_NODES = 53,
    /// No holder of a chunk is left.
    DIRAM_ERR_CHUNK_LOST = 54,
    /// A node may not leave yet.
    DIRAM_ERR_UNJOIN_REFUSED = 55,
    /// An unknown message method.
    DIRAM_ERR_METHOD = 60,
    /// The payload needs a store that is not loaded.
    DIRAM_ERR_STORE_UNKNOWN = 61,
    /// A template store is damaged.
    DIRAM_ERR_STORE_BROKEN = 62,
    /// A template is wrong.
    DIRAM_ERR_TEMPLATE = 63,
    /// The audit log's chain is broken.
    DIRAM_ERR_AUDIT = 64,
    /// Refused by strict mode.
    DIRAM_ERR_STRICT = 65,
    /// No connection.
    DIRAM_ERR_CONNECT = 70,
    /// TLS failed.
    DIRAM_ERR_TLS = 71,
    /// An HTTP answer that is an error.
    DIRAM_ERR_HTTP = 72,
    /// Not authenticated.
    DIRAM_ERR_AUTH = 73,
    /// Not allowed.
    DIRAM_ERR_FORBIDDEN = 74,
    /// The peer broke the protocol.
    DIRAM_ERR_PROTOCOL = 75,
    /// Local input or output failed.
    DIRAM_ERR_IO = 80,
    /// No space left.
    DIRAM_ERR_NO_SPACE = 81,
    /// The system refused access.
    DIRAM_ERR_PERMISSION = 82,
    /// Someone else holds the lock.
    DIRAM_ERR_LOCKED = 83,
    /// Out of memory.
    DIRAM_ERR_MEMORY = 97,
    /// The handle panicked before.
    DIRAM_ERR_POISONED = 98,
    /// A bug in diram, caught at the border.
    DIRAM_ERR_PANIC = 99,
}

/// Exhaustive on purpose: a new code does not compile without its C name.
impl From<Code> for diram_status {
    fn from(code: Code) -> diram_status {
        use diram_status::*;
        match code {
            Code::Argument => DIRAM_ERR_ARGUMENT,
            Code::Utf8 => DIRAM_ERR_UTF8,
            Code::Limit => DIRAM_ERR_LIMIT,
            Code::Closed => DIRAM_ERR_CLOSED,
            Code::ShortBuffer => DIRAM_ERR_SHORT_BUFFER,
            Code::State => DIRAM_ERR_STATE,
            Code::Busy => DIRAM_ERR_BUSY,
            Code::Cancelled => DIRAM_ERR_CANCELLED,
            Code::Deadline => DIRAM_ERR_DEADLINE,
            Code::Format => DIRAM_ERR_FORMAT,
            Code::Truncated => DIRAM_ERR_TRUNCATED,
            Code::Corrupt => DIRAM_ERR_CORRUPT,
            Code::Trailing => DIRAM_ERR_TRAILING,
            Code::OutputLimit => DIRAM_ERR_OUTPUT_LIMIT,
            Code::Unsupported => DIRAM_ERR_UNSUPPORTED,
            Code::Coherence => DIRAM_ERR_COHERENCE,
            Code::Lost => DIRAM_ERR_LOST,
            Code::Integrity => DIRAM_ERR_INTEGRITY,
            Code::ConflictingParts => DIRAM_ERR_CONFLICTING_PARTS,
            Code::UnsafePath => DIRAM_ERR_UNSAFE_PATH,
            Code::TooLarge => DIRAM_ERR_TOO_LARGE,
            Code::Version => DIRAM_ERR_VERSION,
            Code::Range => DIRAM_ERR_RANGE,
            Code::NoSolution => DIRAM_ERR_NO_SOLUTION,
            Code::NotFound => DIRAM_ERR_NOT_FOUND,
            Code::Cycle => DIRAM_ERR_CYCLE,
            Code::Fault => DIRAM_ERR_FAULT,
            Code::Gate => DIRAM_ERR_GATE,
            Code::Certificate => DIRAM_ERR_CERTIFICATE,
            Code::Exists => DIRAM_ERR_EXISTS,
            Code::Yanked => DIRAM_ERR_YANKED,
            Code::TooManyObservers => DIRAM_ERR_TOO_MANY_OBSERVERS,
            Code::RateLimit => DIRAM_ERR_RATE_LIMIT,
            Code::Plugin => DIRAM_ERR_PLUGIN,
            Code::Snapshot => DIRAM_ERR_SNAPSHOT,
            Code::Policy => DIRAM_ERR_POLICY,
            Code::LockFile => DIRAM_ERR_LOCK_FILE,
            Code::Budget => DIRAM_ERR_BUDGET,
            Code::Chunk => DIRAM_ERR_CHUNK,
            Code::Key => DIRAM_ERR_KEY,
            Code::Manifest => DIRAM_ERR_MANIFEST,
            Code::NotEnoughNodes => DIRAM_ERR_NOT_ENOUGH_NODES,
            Code::ChunkLost => DIRAM_ERR_CHUNK_LOST,
            Code::UnjoinRefused => DIRAM_ERR_UNJOIN_REFUSED,
            Code::Method => DIRAM_ERR_METHOD,
            Code::StoreUnknown => DIRAM_ERR_STORE_UNKNOWN,
            Code::StoreBroken => DIRAM_ERR_STORE_BROKEN,
            Code::Template => DIRAM_ERR_TEMPLATE,
            Code::Audit => DIRAM_ERR_AUDIT,
            Code::Strict => DIRAM_ERR_STRICT,
            Code::Connect => DIRAM_ERR_CONNECT,
            Code::Tls => DIRAM_ERR_TLS,
            Code::Http => DIRAM_ERR_HTTP,
            Code::Auth => DIRAM_ERR_AUTH,
            Code::Forbidden => DIRAM_ERR_FORBIDDEN,
            Code::Protocol => DIRAM_ERR_PROTOCOL,
            Code::Io => DIRAM_ERR_IO,
            Code::NoSpace => DIRAM_ERR_NO_SPACE,
            Code::Permission => DIRAM_ERR_PERMISSION,
            Code::Locked => DIRAM_ERR_LOCKED,
            Code::Memory => DIRAM_ERR_MEMORY,
            Code::Poisoned => DIRAM_ERR_POISONED,
            Code::Panic => DIRAM_ERR_PANIC,
        }
    }
}

/// The name of a status without `DIRAM_ERR_`, for example `"COHERENCE"`; `"OK"` for `DIRAM_OK`,
/// `"UNKNOWN"` for a number this library does not know. Never NULL; lives as long as the library.
#[unsafe(no_mangle)]
pub extern "C" fn diram_status_name(status: i32) -> *const c_char {
    getter!(c"UNKNOWN".as_ptr() => { name(status).as_ptr() })
}

fn name(status: i32) -> &'static CStr {
    match Code::from_i32(status) {
        None if status == 0 => c"OK",
        None => c"UNKNOWN",
        Some(code) => match code {
            Code::Argument => c"ARGUMENT",
            Code::Utf8 => c"UTF8",
            Code::Limit => c"LIMIT",
            Code::Closed => c"CLOSED",
            Code::ShortBuffer => c"SHORT_BUFFER",
            Code::State => c"STATE",
            Code::Busy => c"BUSY",
            Code::Cancelled => c"CANCELLED",
            Code::Deadline => c"DEADLINE",
            Code::Format => c"FORMAT",
            Code::Truncated => c"TRUNCATED",
            Code::Corrupt => c"CORRUPT",
            Code::Trailing => c"TRAILING",
            Code::OutputLimit => c"OUTPUT_LIMIT",
            Code::Unsupported => c"UNSUPPORTED",
            Code::Coherence => c"COHERENCE",
            Code::Lost => c"LOST",
            Code::Integrity => c"INTEGRITY",
            Code::ConflictingParts => c"CONFLICTING_PARTS",
            Code::UnsafePath => c"UNSAFE_PATH",
            Code::TooLarge => c"TOO_LARGE",
            Code::Version => c"VERSION",
            Code::Range => c"RANGE",
            Code::NoSolution => c"NO_SOLUTION",
            Code::NotFound => c"NOT_FOUND",
            Code::Cycle => c"CYCLE",
            Code::Fault => c"FAULT",
            Code::Gate => c"GATE",
            Code::Certificate => c"CERTIFICATE",
            Code::Exists => c"EXISTS",
            Code::Yanked => c"YANKED",
            Code::TooManyObservers => c"TOO_MANY_OBSERVERS",
            Code::RateLimit => c"RATE_LIMIT",
            Code::Plugin => c"PLUGIN",
            Code::Snapshot => c"SNAPSHOT",
            Code::Policy => c"POLICY",
            Code::LockFile => c"LOCK_FILE",
            Code::Budget => c"BUDGET",
            Code::Chunk => c"CHUNK",
            Code::Key => c"KEY",
            Code::Manifest => c"MANIFEST",
            Code::NotEnoughNodes => c"NOT_ENOUGH_NODES",
            Code::ChunkLost => c"CHUNK_LOST",
            Code::UnjoinRefused => c"UNJOIN_REFUSED",
            Code::Method => c"METHOD",
            Code::StoreUnknown => c"STORE_UNKNOWN",
            Code::StoreBroken => c"STORE_BROKEN",
            Code::Template => c"TEMPLATE",
            Code::Audit => c"AUDIT",
            Code::Strict => c"STRICT",
            Code::Connect => c"CONNECT",
            Code::Tls => c"TLS",
            Code::Http => c"HTTP",
            Code::Auth => c"AUTH",
            Code::Forbidden => c"FORBIDDEN",
            Code::Protocol => c"PROTOCOL",
            Code::Io => c"IO",
            Code::NoSpace => c"NO_SPACE",
            Code::Permission => c"PERMISSION",
            Code::Locked => c"LOCKED",
            Code::Memory => c"MEMORY",
            Code::Poisoned => c"POISONED",
            Code::Panic => c"PANIC",
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_number_and_its_name() {
        for &code in Code::ALL {
            assert_eq!(diram_status::from(code) as i32, code as i32, "{code}");
            assert_eq!(name(code as i32).to_str(), Ok(code.name()));
        }
        assert_eq!(name(0), c"OK");
        assert_eq!(name(1000), c"UNKNOWN");
    }

    #[test]
    fn every_code_is_in_the_header() {
        let header = include_str!("../../include/diram.h");
        for &code in Code::ALL {
            let line = format!("  DIRAM_ERR_{} = {},", code.name(), code as i32);
            assert!(header.contains(&line), "{line}");
        }
    }
}
