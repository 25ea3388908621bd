//! The one error of the front door: core's precise errors and the host's own.

use std::path::{Path, PathBuf};
use std::time::Duration;

use diram_core::codec::CodecError;
use diram_core::gate::GateReport;
use diram_core::lockfile::LockFileError;
use diram_core::manifest::ManifestError;
use diram_core::observe::ObserveError;
use diram_core::osv::OsvError;
use diram_core::recovery::{PartError, RecoveryError};
use diram_core::registry::{CauseError, NameError, ProofError, RegistryError};
use diram_core::resolve::{CertificateError, ResolveError};
use diram_core::semverx::{PolicyError, RangeError, VersionError};
use diram_core::vote::Refused;
use diram_core::{Code, Failure};
use serde_json::{Value, json};

/// What the system calls a target that is there already.
const EEXIST: i32 = 17;

/// `Result` with diram's error.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Everything a call into diram can fail with. [`Failure::code`] gives the number that every
/// language knows; the message says what was wrong, where, and what to do next.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A wrong argument.
    #[error("{argument}: {why}")]
    Argument {
        /// Which argument.
        argument: &'static str,
        /// What is wrong with it and what would be right.
        why: String,
    },
    /// A number outside its limits.
    #[error("{argument} must be within {range}, got {got}")]
    Limit {
        /// Which argument.
        argument: &'static str,
        /// What is allowed.
        range: &'static str,
        /// What was given.
        got: String,
    },
    /// A handle used after it was closed or finished.
    #[error("this {what} is closed")]
    Closed {
        /// Which kind of handle.
        what: &'static str,
    },
    /// A move the handle cannot make now.
    #[error("{why}")]
    State {
        /// What was tried and why it cannot be.
        why: String,
    },
    /// Nothing of that name.
    #[error("{what} {name:?} is not in this package")]
    NotFound {
        /// `"entry"` or `"component"`.
        what: &'static str,
        /// The name asked for.
        name: String,
    },
    /// The target exists and is not empty.
    #[error("{} exists and is not empty; force replaces its files one by one", path.display())]
    Exists {
        /// The target.
        path: PathBuf,
    },
    /// Cancelled by the caller.
    #[error("cancelled after {done} bytes")]
    Cancelled {
        /// Bytes done until then.
        done: u64,
    },
    /// The caller's time limit passed.
    #[error("not finished within {limit:?} ({done} bytes done)")]
    Deadline {
        /// The limit.
        limit: Duration,
        /// Bytes done until then.
        done: u64,
    },
    /// Local input or output failed.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder; empty for a stream.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A codec refused its input.
    #[error(transparent)]
    Codec(#[from] CodecError),
    /// A part is not one.
    #[error(transparent)]
    Part(#[from] PartError),
    /// Recovery failed.
    #[error(transparent)]
    Recovery(#[from] RecoveryError),
    /// Not a version.
    #[error(transparent)]
    Version(#[from] VersionError),
    /// Not a version range, or none that can be computed.
    #[error(transparent)]
    Range(#[from] RangeError),
    /// Not a policy.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// A registry refused what was asked of it.
    #[error(transparent)]
    Registry(#[from] RegistryError),
    /// A registry file cannot be read.
    #[error("{}: {source}", path.display())]
    RegistryFile {
        /// The file.
        path: PathBuf,
        /// Where, and what is wrong.
        source: RegistryError,
    },
    /// A registry behind a URL.
    #[error("{url}: a registry behind a URL cannot be read by this release")]
    Url {
        /// The URL, without secrets.
        url: String,
    },
    /// Not a package's name.
    #[error(transparent)]
    Name(#[from] NameError),
    /// A proof does not hold.
    #[error(transparent)]
    Proof(#[from] ProofError),
    /// A request to a resolver is malformed, or its budget ran out.
    #[error(transparent)]
    Resolve(#[from] ResolveError),
    /// A certificate proves nothing.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// Nothing fits, where an answer was to be acted upon.
    #[error("{explanation}")]
    NoSolution {
        /// Why, in sentences.
        explanation: String,
        /// Names close to those that do not exist.
        near: Vec<String>,
    },
    /// Not the cause of a fault.
    #[error(transparent)]
    Cause(#[from] CauseError),
    /// Gates refused a version; all eight are in the report.
    #[error("{}", .0.message())]
    Gate(Box<GateReport>),
    /// A manifest cannot be read.
    #[error("{}: {source}", path.display())]
    Manifest {
        /// The file.
        path: PathBuf,
        /// Where, and what is wrong.
        source: Box<ManifestError>,
    },
    /// A lock file cannot be read.
    #[error("{}: {source}", path.display())]
    LockFile {
        /// The file.
        path: PathBuf,
        /// Where, and what is wrong.
        source: Box<LockFileError>,
    },
    /// Somebody else wrote a lock file, or its manifest, after it was read.
    #[error("{}: changed by somebody else meanwhile, and kept as it is now", path.display())]
    LockChanged {
        /// The file.
        path: PathBuf,
    },
    /// A file that is not text.
    #[error("{}: not UTF-8 from byte {at} on", path.display())]
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// The offset of the first byte that is none.
        at: usize,
    },
    /// An observer cannot register, or a package changes too often.
    #[error(transparent)]
    Observe(#[from] ObserveError),
    /// An advisory cannot be used.
    #[error("{}: {source}", path.display())]
    Osv {
        /// The file, or the folder of two that disagree.
        path: PathBuf,
        /// Where, and what is wrong.
        source: Box<OsvError>,
    },
    /// Plugins refused a transaction.
    #[error(transparent)]
    Refused(#[from] Refused),
}

impl Error {
    /// An I/O error with its path. An error of ours that travelled through an `io::Error` comes
    /// back as itself.
    pub fn io(path: impl AsRef<Path>, source: std::io::Error) -> Error {
        match source.downcast::<Error>() {
            Ok(ours) => ours,
            Err(source) => Error::Io {
                path: path.as_ref().into(),
                source,
            },
        }
    }
}

impl From<std::io::Error> for Error {
    fn from(source: std::io::Error) -> Error {
        Error::io("", source)
    }
}

impl From<Error> for std::io::Error {
    fn from(error: Error) -> std::io::Error {
        match error {
            Error::Io { path, source } if path.as_os_str().is_empty() => source,
            other => std::io::Error::other(other),
        }
    }
}

impl Error {
    /// The precise error behind this one, where there is one.
    fn inner(&self) -> Option<&dyn Failure> {
        Some(match self {
            Error::Codec(e) => e,
            Error::Part(e) => e,
            Error::Recovery(e) => e,
            Error::Version(e) => e,
            Error::Range(e) => e,
            Error::Policy(e) => e,
            Error::Registry(e) | Error::RegistryFile { source: e, .. } => e,
            Error::Name(e) => e,
            Error::Proof(e) => e,
            Error::Resolve(e) => e,
            Error::Certificate(e) => e,
            Error::Cause(e) => e,
            Error::Observe(e) => e,
            Error::Manifest { source: e, .. } => &**e,
            Error::LockFile { source: e, .. } => &**e,
            Error::Osv { source: e, .. } => &**e,
            Error::Refused(e) => e,
            _ => return None,
        })
    }
}

impl Failure for Error {
    fn code(&self) -> Code {
        match self {
            Error::Argument { .. } => Code::Argument,
            Error::Limit { .. } => Code::Limit,
            Error::Closed { .. } => Code::Closed,
            Error::State { .. } => Code::State,
            Error::NotFound { .. } => Code::Argument,
            Error::Exists { .. } => Code::Io,
            Error::Cancelled { .. } => Code::Cancelled,
            Error::Deadline { .. } => Code::Deadline,
            Error::Io { source, .. } => match source.kind() {
                std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
                    Code::NoSpace
                }
                std::io::ErrorKind::PermissionDenied => Code::Permission,
                std::io::ErrorKind::OutOfMemory => Code::Memory,
                _ => Code::Io,
            },
            Error::Url { .. } => Code::Unsupported,
            Error::NoSolution { .. } => Code::NoSolution,
            Error::Codec(e) => e.code(),
            Error::Part(e) => e.code(),
            Error::Recovery(e) => e.code(),
            Error::Version(e) => e.code(),
            Error::Range(e) => e.code(),
            Error::Policy(e) => e.code(),
            Error::Registry(e) => e.code(),
            Error::Name(e) => e.code(),
            Error::Proof(e) => e.code(),
            Error::Resolve(e) => e.code(),
            Error::Certificate(e) => e.code(),
            Error::Cause(e) => e.code(),
            Error::Observe(e) => e.code(),
            Error::Manifest { source, .. } => source.code(),
            Error::LockFile { source, .. } => source.code(),
            Error::LockChanged { .. } => Code::LockFile,
            Error::NotUtf8 { .. } => Code::Utf8,
            Error::Gate(_) => Code::Gate,
            Error::Refused(e) => e.code(),
            Error::RegistryFile { source, .. } => source.code(),
            Error::Osv { source, .. } => source.code(),
        }
    }

    fn hint(&self) -> Option<String> {
        if let Some(inner) = self.inner() {
            return inner.hint();
        }
        match self {
            Error::Exists { .. } => Some("choose an empty folder, or force".into()),
            Error::LockChanged { .. } => Some("run it again".into()),
            Error::Url { .. } => Some(
                "name a registry file (.ndjson) or a folder of them, as argument or in DIRAM_REGISTRY"
                    .into(),
            ),
            Error::Gate(report) => report.hint(),
            _ => None,
        }
    }

    fn details(&self) -> Value {
        match self {
            Error::Argument { argument, why } => json!({"argument": argument, "why": why}),
            Error::Limit {
                argument,
                range,
                got,
            } => {
                json!({"argument": argument, "range": range, "got": got})
            }
            Error::Closed { what } => json!({"what": what}),
            Error::State { .. } => json!({}),
            Error::NotFound { what, name } => json!({"what": what, "name": name}),
            Error::Exists { path } => json!({"path": path.to_string_lossy(), "errno": EEXIST}),
            Error::Cancelled { done } => json!({"done": done}),
            Error::Deadline { limit, done } => {
                json!({"limit_seconds": limit.as_secs_f64(), "done": done})
            }
            Error::Io { path, source } => {
                json!({"path": path.to_string_lossy(), "errno": source.raw_os_error()})
            }
            Error::RegistryFile { path, source } => of_file(source, path),
            Error::Osv { path, source } => of_file(&**source, path),
            Error::Manifest { path, source } => of_file(&**source, path),
            Error::LockFile { path, source } => of_file(&**source, path),
            Error::LockChanged { path } => json!({"path": path.to_string_lossy()}),
            Error::NotUtf8 { path, at } => json!({"path": path.to_string_lossy(), "offset": at}),
            Error::Url { url } => json!({"url": url}),
            Error::NoSolution { explanation, near } => {
                json!({"explanation": explanation, "near": near})
            }
            // Nothing in it is a map with keys that are not text.
            Error::Gate(report) => serde_json::to_value(report).unwrap_or(Value::Null),
            _ => match self.inner() {
                Some(inner) => inner.details(),
                None => json!({}),
            },
        }
    }
}

/// The facts of an inner error, and the file that it is about.
fn of_file(source: &dyn Failure, path: &Path) -> Value {
    let mut details = source.details();
    if let Some(details) = details.as_object_mut() {
        details.insert("path".into(), path.to_string_lossy().into());
    }
    details
}
