//! Locks: which versions a project was given, in `semverx-lock.json` beside its manifest.
//!
//! ```
//! use diram::lock::{LockOptions, LockStatus};
//! use diram::registry::{Registry, RegistryOptions};
//!
//! let project = tempfile::tempdir()?;
//! let manifest = r#"{"dependencies": {"core": "semverx:^1", "left-pad": "^1.3.0"}}"#;
//! std::fs::write(project.path().join("package.json"), manifest)?;
//!
//! let lines = r#"{"name":"core","version":"1.2.0","deps":{}}"#;
//! let registry = Registry::from_lines(lines, &RegistryOptions::new())?;
//! let report = registry.lock(project.path(), &LockOptions::new())?;
//! assert_eq!(report.status, LockStatus::Written);
//! assert_eq!(report.solution["core"], "1.stable.2.stable.0.stable");
//! assert_eq!(registry.lock(project.path(), &LockOptions::new())?.status, LockStatus::Current);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! What was locked stays as long as it fits what the manifest asks for; what comes, changes or goes is
//! put to the [plugins](crate::plugins) and through the gates first, and the file is written whole or
//! not at all. Its bytes are the same in every language: [`diram_core::lockfile`].

mod asked;
mod changes;
mod draft;
mod file;
mod manifest;
mod options;
mod report;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

pub use diram_core::lockfile::{LockFile, LockedPackage};
pub use diram_core::manifest::{Manifest, ManifestKind};
pub use options::{LockOptions, Update};
pub use report::{Available, Installed, LockReport, LockStatus, Removed, Updated};

pub(crate) use draft::Draft;

use crate::Result;
use crate::registry::{Registry, Transaction};

impl Registry {
    /// Brings the lock of a project up to date with its manifest: `project` is a manifest, or the
    /// folder of one. The policy is the manifest's.
    ///
    /// # Errors
    /// `ARGUMENT` when there is no manifest that speaks of `semverx`, or several; whatever is wrong with
    /// the manifest or the lock, by its path; `NO_SOLUTION` when nothing fits; `GATE` and `PLUGIN`
    /// when a gate or a plugin says no; `LOCK_FILE` when somebody else wrote the lock meanwhile.
    /// The lock is what it was then.
    pub fn lock(&self, project: impl AsRef<Path>, options: &LockOptions) -> Result<LockReport> {
        self.not_being_asked()?;
        let draft = Draft::of(self, project.as_ref(), options)?;
        let calls = draft.calls()?.into();
        self.finish_lock(draft, &calls, Vec::new())
    }

    /// Prepares [`lock`](Registry::lock): nothing is written before the votes are in.
    ///
    /// # Errors
    /// As [`lock`](Registry::lock), but for what only the votes decide.
    pub fn begin_lock(
        &self,
        project: impl AsRef<Path>,
        options: &LockOptions,
    ) -> Result<Transaction> {
        self.not_being_asked()?;
        let draft = Draft::of(self, project.as_ref(), options)?;
        self.transaction_of(draft)
    }
}

/// The manifest at `project`, or the only one in that folder that speaks of `semverx`, and its path.
///
/// # Errors
/// As [`Registry::lock`].
pub fn manifest_of(project: impl AsRef<Path>) -> Result<(PathBuf, Manifest)> {
    let found = manifest::find(project.as_ref())?;
    Ok((found.path, found.manifest))
}
