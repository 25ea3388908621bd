//! Why an advisory cannot be used.

use serde_json::{Value, json};

use super::{MAX_EVENTS, MAX_FILE};
use crate::registry::NameError;
use crate::semverx::VersionError;
use crate::{Code, Failure};

/// Why an advisory cannot be used. A `path` is where in it, such as
/// `affected[0].ranges[1].events[2].fixed`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OsvError {
    /// More text than an advisory may have.
    #[error("{got} bytes, an advisory has at most {MAX_FILE}")]
    TooLong {
        /// How many bytes.
        got: usize,
    },
    /// Not JSON, or not the JSON of an advisory.
    #[error("line {line}, column {column}: {why}")]
    Json {
        /// Which line, from 1.
        line: usize,
        /// Where in it, from 1, in bytes.
        column: usize,
        /// What is wrong.
        why: String,
    },
    /// A version of the schema that is not known.
    #[error("schema_version {found:?}: this release reads OSV 1")]
    Schema {
        /// What the advisory says, shortened if long.
        found: String,
    },
    /// More events than an advisory may have.
    #[error("{got} events, an advisory has at most {MAX_EVENTS}")]
    Events {
        /// How many.
        got: usize,
    },
    /// A field that means nothing.
    #[error("{path}: {why}")]
    Field {
        /// Where.
        path: String,
        /// What is wrong.
        why: String,
        /// What to write instead.
        hint: Option<String>,
    },
    /// What contradicts itself.
    #[error("{path}: {why}")]
    Contradiction {
        /// Where.
        path: String,
        /// What is wrong.
        why: String,
        /// What to write instead.
        hint: Option<String>,
    },
    /// A text that is no version.
    #[error("{path}: {source}")]
    Version {
        /// Where.
        path: String,
        /// Why it is none.
        source: VersionError,
    },
    /// A text that is no name of a package.
    #[error("{path}: {source}")]
    Name {
        /// Where.
        path: String,
        /// Why it is none.
        source: NameError,
    },
    /// Two advisories of one id that do not say the same.
    #[error("{id} stands in {first} and in {second}, and they do not say the same")]
    Disagree {
        /// The id, shortened if long.
        id: String,
        /// Where the first comes from.
        first: String,
        /// Where the second comes from.
        second: String,
    },
}

impl Failure for OsvError {
    fn code(&self) -> Code {
        match self {
            OsvError::TooLong { .. } | OsvError::Events { .. } => Code::Limit,
            OsvError::Json { .. } | OsvError::Field { .. } => Code::Format,
            OsvError::Schema { .. } => Code::Unsupported,
            OsvError::Contradiction { .. } | OsvError::Disagree { .. } => Code::Corrupt,
            OsvError::Version { source, .. } => source.code(),
            OsvError::Name { source, .. } => source.code(),
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            OsvError::Field { hint, .. } | OsvError::Contradiction { hint, .. } => hint.clone(),
            OsvError::Version { source, .. } => source.hint(),
            OsvError::Name { source, .. } => source.hint(),
            OsvError::Disagree { .. } => Some("keep the newer one".into()),
            OsvError::Schema { .. } => Some("write it in OSV 1, or update diram".into()),
            OsvError::TooLong { .. } | OsvError::Json { .. } | OsvError::Events { .. } => None,
        }
    }

    fn details(&self) -> Value {
        match self {
            OsvError::TooLong { got } => json!({"got": got, "limit": MAX_FILE}),
            OsvError::Events { got } => json!({"got": got, "limit": MAX_EVENTS}),
            OsvError::Json { line, column, why } => {
                json!({"line": line, "column": column, "why": why})
            }
            OsvError::Schema { found } => json!({"schema_version": found}),
            OsvError::Field { path, why, .. } | OsvError::Contradiction { path, why, .. } => {
                json!({"where": path, "why": why})
            }
            OsvError::Version { path, source } => within(source.details(), path),
            OsvError::Name { path, source } => within(source.details(), path),
            OsvError::Disagree { id, first, second } => {
                json!({"id": id, "first": first, "second": second})
            }
        }
    }
}

/// The facts of an inner error, and where they are.
fn within(mut details: Value, path: &str) -> Value {
    if let Some(details) = details.as_object_mut() {
        details.insert("where".into(), path.into());
    }
    details
}
