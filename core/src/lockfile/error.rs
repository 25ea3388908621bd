//! Why a lock file cannot be used.

use serde_json::{Value, json};

use super::LockFile;
use crate::document::DocumentError;
use crate::registry::NameError;
use crate::semverx::{PolicyError, RangeError, VersionError};
use crate::{Code, Failure};

/// Why a lock file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LockFileError {
    /// It has not the form of a lock file.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// It has the form of another release.
    #[error("lock_version {found} is not known here; {} is", LockFile::VERSION)]
    LockVersion {
        /// What stands there, shortened if long.
        found: String,
    },
    /// A package's name is none.
    #[error("{at}: {source}")]
    Name {
        /// Where: the keys from the outside in.
        at: String,
        /// Why.
        source: NameError,
    },
    /// A version is none.
    #[error("{at}: {source}")]
    Version {
        /// Where: the keys from the outside in.
        at: String,
        /// Why.
        source: VersionError,
    },
    /// A range is none.
    #[error("{at}: {source}")]
    Range {
        /// Where: the keys from the outside in.
        at: String,
        /// Why.
        source: RangeError,
    },
    /// The policy is none.
    #[error("{at}: {}", source.without_key())]
    Policy {
        /// Where: the keys from the outside in.
        at: String,
        /// Why.
        source: PolicyError,
    },
    /// A package under a label that is not its own.
    #[error("{at}: version {version} stands under {label:?}")]
    Label {
        /// Where: the keys from the outside in.
        at: String,
        /// Its version, in its compact form.
        version: String,
        /// The label that it has.
        label: String,
    },
    /// A requirement, or a package's dependency, that no locked package meets.
    #[error("{at}: no locked version of {name} is in {range:?}")]
    Unmet {
        /// Where: the keys from the outside in.
        at: String,
        /// The package that is needed.
        name: String,
        /// The range, or the policy's override of it, in canonical form.
        range: String,
    },
}

impl LockFileError {
    /// The precise error within.
    fn inner(&self) -> Option<&dyn Failure> {
        match self {
            LockFileError::Document(source) => Some(source),
            LockFileError::Name { source, .. } => Some(source),
            LockFileError::Version { source, .. } => Some(source),
            LockFileError::Range { source, .. } => Some(source),
            LockFileError::Policy { source, .. } => Some(source),
            LockFileError::LockVersion { .. }
            | LockFileError::Label { .. }
            | LockFileError::Unmet { .. } => None,
        }
    }
}

impl Failure for LockFileError {
    fn code(&self) -> Code {
        match self {
            LockFileError::LockVersion { .. } => Code::Unsupported,
            _ => Code::LockFile,
        }
    }

    fn hint(&self) -> Option<String> {
        if let Some(hint) = self.inner().and_then(Failure::hint) {
            return Some(hint);
        }
        Some(match self {
            LockFileError::LockVersion { .. } => {
                "use the release that wrote it, or a newer one".into()
            }
            _ => format!(
                "remove {} and lock again, or take it from your version control",
                LockFile::FILE_NAME
            ),
        })
    }

    fn details(&self) -> Value {
        let at = match self {
            LockFileError::LockVersion { found } => return json!({"found": found}),
            LockFileError::Label { at, version, label } => {
                return json!({"at": at, "version": version, "label": label});
            }
            LockFileError::Unmet { at, name, range } => {
                return json!({"at": at, "name": name, "range": range});
            }
            LockFileError::Name { at, .. }
            | LockFileError::Version { at, .. }
            | LockFileError::Range { at, .. }
            | LockFileError::Policy { at, .. } => Some(at.as_str()),
            LockFileError::Document(_) => None,
        };
        let mut details = self.inner().map_or_else(|| json!({}), Failure::details);
        if let (Some(at), Some(fields)) = (at, details.as_object_mut()) {
            fields.insert("at".into(), at.into());
        }
        details
    }
}
