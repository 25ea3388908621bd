//! `semverx-lock.json`: which versions a project was given, and from which state of which registry.
//!
//! ```
//! use diram_core::lockfile::{LockFile, LockedPackage};
//! use diram_core::semverx::{Policy, Version};
//!
//! let mut lock = LockFile::new("live", 4, [0; 32], Policy::default());
//! lock.requirements.insert("core".into(), "^1".into());
//! let core = LockedPackage::new(Version::parse("1.2.0")?, "live");
//! lock.packages.insert("core".into(), core);
//!
//! let text = lock.to_text();
//! assert_eq!(LockFile::parse(&text)?, lock);
//!
//! let nothing = LockFile::new("live", 4, [0; 32], Policy::default());
//! assert_eq!(nothing.diff(&lock).installs, ["core"]);
//! # Ok::<_, Box<dyn std::error::Error>>(())
//! ```
//!
//! Equal answers are equal bytes, in every language. Reading and writing the file is the host's.
//!
//! What follows is the format.
#![doc = include_str!("lockfile/FORMAT.md")]

mod consistent;
mod diff;
mod error;
mod read;
#[cfg(test)]
mod tests;
mod write;

use std::collections::BTreeMap;

pub use crate::document::DocumentError;
pub use diff::LockDiff;
pub use error::LockFileError;

use crate::registry::{FaultLevel, Hash};
use crate::semverx::{Policy, Version};

/// A lock file. Two are equal when they lock the same; the build of a version makes no difference,
/// as nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockFile {
    /// The source of names for which the policy names none.
    pub source: String,
    /// The snapshot of the registry that was asked, below 2^53.
    pub seq: u64,
    /// The root of that source in it.
    pub root: Hash,
    /// The policy that counted.
    pub policy: Policy,
    /// What was asked for: names and ranges, as the manifest has them.
    pub requirements: BTreeMap<String, String>,
    /// What was given, by label: the name, with its line (`core@2`) where the policy has `lines`.
    pub packages: BTreeMap<String, LockedPackage>,
}

/// One version that a project was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockedPackage {
    /// Which.
    pub version: Version,
    /// The source that it came from.
    pub source: String,
    /// SHA-256 of its file, if it was published with one.
    pub sha256: Option<Hash>,
    /// How far it could be trusted then.
    pub fault: FaultLevel,
    /// What it needs: names and ranges, as published.
    pub dependencies: BTreeMap<String, String>,
}

impl LockFile {
    /// The name of the file, beside the manifest.
    pub const FILE_NAME: &str = "semverx-lock.json";
    /// The version of the format that is written, and the only one that is read.
    pub const VERSION: u64 = 1;
    /// The longest text that is read, in bytes.
    pub const MAX_LEN: usize = 64 << 20;

    /// A lock of nothing yet.
    pub fn new(source: impl Into<String>, seq: u64, root: Hash, policy: Policy) -> LockFile {
        LockFile {
            source: source.into(),
            seq,
            root,
            policy,
            requirements: BTreeMap::new(),
            packages: BTreeMap::new(),
        }
    }

    /// Reads a lock file, in any spacing and order of keys.
    ///
    /// # Errors
    /// Code `LOCK_FILE`: broken JSON; a key that is unknown, missing or there twice; a value that
    /// cannot be; a requirement or dependency that no locked package meets; a package under the
    /// wrong label. Code `UNSUPPORTED`: another `lock_version`.
    pub fn parse(text: &str) -> Result<LockFile, LockFileError> {
        let lock = read::read(text)?;
        consistent::check(&lock)?;
        Ok(lock)
    }

    /// The exact text of the file. For a lock that [`parse`](LockFile::parse) gave, or that was
    /// made of an answer, `parse` gives it back.
    pub fn to_text(&self) -> String {
        write::write(self)
    }

    /// What changes from this lock to a newer one.
    pub fn diff(&self, new: &LockFile) -> LockDiff {
        diff::diff(self, new)
    }
}

impl LockedPackage {
    /// A version without anything else: no hash, no fault, no dependencies.
    pub fn new(version: Version, source: impl Into<String>) -> LockedPackage {
        LockedPackage {
            version,
            source: source.into(),
            sha256: None,
            fault: FaultLevel::CLEAN,
            dependencies: BTreeMap::new(),
        }
    }
}
