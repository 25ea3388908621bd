//! Why a manifest cannot be used.

use serde_json::{Value, json};

use super::Manifest;
use crate::document::DocumentError;
use crate::registry::NameError;
use crate::semverx::{PolicyError, RangeError};
use crate::{Code, Failure};

/// Why a manifest cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ManifestError {
    /// It is broken, or something in it has not the form that it should have.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// A dependency's name is none.
    #[error("{at}: {source}")]
    Name {
        /// Where: the keys from the outside in.
        at: String,
        /// Why.
        source: NameError,
    },
    /// A dependency's range is none.
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
    /// A name with two ranges.
    #[error("{at} asks for {range:?}, {first} for {first_range:?}")]
    TwoRanges {
        /// Where it stands again: the keys from the outside in.
        at: String,
        /// What is asked for there, in canonical form.
        range: String,
        /// Where it stood first.
        first: String,
        /// What was asked for there, in canonical form.
        first_range: String,
    },
    /// More than one table of ours.
    #[error("{first} and {second} both stand in this file")]
    TwoTables {
        /// One.
        first: String,
        /// Another.
        second: String,
    },
    /// More dependencies than are read.
    #[error("more than {} dependencies", Manifest::MAX_DEPENDENCIES)]
    TooMany,
}

impl ManifestError {
    /// The precise error within.
    fn inner(&self) -> Option<&dyn Failure> {
        match self {
            ManifestError::Document(source) => Some(source),
            ManifestError::Name { source, .. } => Some(source),
            ManifestError::Range { source, .. } => Some(source),
            ManifestError::Policy { source, .. } => Some(source),
            ManifestError::TwoRanges { .. }
            | ManifestError::TwoTables { .. }
            | ManifestError::TooMany => None,
        }
    }
}

impl Failure for ManifestError {
    fn code(&self) -> Code {
        match self {
            ManifestError::Document(e) => e.code(),
            ManifestError::Name { source, .. } => source.code(),
            ManifestError::Range { source, .. } => source.code(),
            ManifestError::Policy { source, .. } => source.code(),
            ManifestError::TwoRanges { .. } | ManifestError::TwoTables { .. } => Code::Format,
            ManifestError::TooMany => Code::Limit,
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            ManifestError::TwoRanges { .. } => Some("write the same range in both places".into()),
            ManifestError::TwoTables { second, .. } => Some(format!("move all of {second} away")),
            _ => self.inner().and_then(Failure::hint),
        }
    }

    fn details(&self) -> Value {
        let mut details = self.inner().map_or_else(|| json!({}), Failure::details);
        match self {
            ManifestError::TwoRanges {
                at,
                range,
                first,
                first_range,
            } => {
                return json!({
                    "at": at, "range": range, "first": first, "first_range": first_range,
                });
            }
            ManifestError::TwoTables { first, second } => {
                return json!({"first": first, "second": second});
            }
            ManifestError::TooMany => return json!({"limit": Manifest::MAX_DEPENDENCIES}),
            ManifestError::Name { at, .. }
            | ManifestError::Range { at, .. }
            | ManifestError::Policy { at, .. } => {
                if let Some(fields) = details.as_object_mut() {
                    fields.insert("at".into(), at.as_str().into());
                }
            }
            ManifestError::Document(_) => {}
        }
        details
    }
}
