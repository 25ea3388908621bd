//! What a project asks for, in the manifest of its language.
//!
//! ```
//! use diram_core::manifest::{Manifest, ManifestKind};
//!
//! let text = r#"{
//!   "name": "my-app",
//!   "dependencies": {"@obinexus/core": "semverx:2.*.*.stable", "left-pad": "^1"},
//!   "semverx": {"registry": "https://r.obinexus.org", "policy": {"auto_update": "off"}}
//! }"#;
//! let manifest = Manifest::parse(ManifestKind::PackageJson, text)?.ok_or("not for us")?;
//! assert_eq!(manifest.requirements["@obinexus/core"], "2.*.*.stable");
//! assert_eq!(manifest.others, 1);
//!
//! let wrong = text.replace("off", "of");
//! let error = Manifest::parse(ManifestKind::PackageJson, &wrong).unwrap_err();
//! assert_eq!(
//!     error.to_string(),
//!     "semverx.policy.auto_update: \"of\" is not \"off\", \"opt-in\" or \"mandatory\""
//! );
//! # Ok::<_, Box<dyn std::error::Error>>(())
//! ```
//!
//! Manifests are only read, never written. What follows says what is read of each.
#![doc = include_str!("manifest/FORMAT.md")]

mod error;
mod package_json;
mod read;
mod tables;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

pub use crate::document::DocumentError;
pub use error::ManifestError;

use crate::semverx::Policy;

/// Which manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ManifestKind {
    /// `package.json`.
    PackageJson,
    /// `pyproject.toml`.
    Pyproject,
    /// `Cargo.toml`.
    CargoToml,
}

impl ManifestKind {
    /// All of them, in the order in which a folder is looked through.
    pub const ALL: [ManifestKind; 3] = [
        ManifestKind::PackageJson,
        ManifestKind::Pyproject,
        ManifestKind::CargoToml,
    ];

    /// The name of the file.
    pub fn file_name(self) -> &'static str {
        match self {
            ManifestKind::PackageJson => "package.json",
            ManifestKind::Pyproject => "pyproject.toml",
            ManifestKind::CargoToml => "Cargo.toml",
        }
    }

    /// The kind of a file with this name.
    pub fn from_file_name(name: &str) -> Option<ManifestKind> {
        let mut all = ManifestKind::ALL.into_iter();
        all.find(|kind| kind.file_name() == name)
    }
}

/// What a manifest says for SemVerX.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Manifest {
    /// Which manifest it is.
    pub kind: ManifestKind,
    /// The project's name, if it has one.
    pub name: Option<String>,
    /// Where the registry is: a URL, or a file or folder seen from the manifest.
    pub registry: Option<String>,
    /// Names and ranges, as written but without `semverx:`.
    pub requirements: BTreeMap<String, String>,
    /// The project's policy.
    pub policy: Policy,
    /// How many dependencies belong to other package managers.
    pub others: usize,
}

impl Manifest {
    /// The longest text that is read, in bytes.
    pub const MAX_LEN: usize = 16 << 20;
    /// The most dependencies, those of others included.
    pub const MAX_DEPENDENCIES: usize = 100_000;

    /// Reads a manifest; `None` if it says nothing for SemVerX.
    ///
    /// # Errors
    /// Code `FORMAT`: broken JSON or TOML, a key that is unknown or there twice, a value of the
    /// wrong kind, contradictions. `POLICY`, `RANGE` and `ARGUMENT` (a name): as where these are
    /// read alone, with the place. `LIMIT`: above the limits.
    pub fn parse(kind: ManifestKind, text: &str) -> Result<Option<Manifest>, ManifestError> {
        if text.len() > Manifest::MAX_LEN {
            let (found, limit) = (text.len(), Manifest::MAX_LEN);
            return Err(DocumentError::TooLong { found, limit }.into());
        }
        // Editors that put it there mean nothing by it.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        match kind {
            ManifestKind::PackageJson => package_json::read(text),
            ManifestKind::Pyproject => tables::pyproject(text),
            ManifestKind::CargoToml => tables::cargo(text),
        }
    }

    fn new(kind: ManifestKind) -> Manifest {
        Manifest {
            kind,
            name: None,
            registry: None,
            requirements: BTreeMap::new(),
            policy: Policy::default(),
            others: 0,
        }
    }
}
