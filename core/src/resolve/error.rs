//! What can be wrong with a request, as opposed to its having no answer.

use serde_json::{Value, json};

use super::{CertificateError, MAX_REQUIREMENTS};
use crate::registry::NameError;
use crate::semverx::RangeError;
use crate::{Code, Failure};

/// A request that was not answered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ResolveError {
    /// A package name is malformed.
    #[error(transparent)]
    Name(#[from] NameError),
    /// A range is malformed.
    #[error("the range of {name}: {source}")]
    Range {
        /// Whose range.
        name: String,
        /// What is wrong with it.
        source: RangeError,
    },
    /// More requirements than allowed.
    #[error("a request has at most {MAX_REQUIREMENTS} requirements, not {got}")]
    TooManyRequirements {
        /// How many there were.
        got: usize,
    },
    /// The policy asks for an age and the request does not say what time it is.
    #[error("min_release_age needs the time: say now")]
    NoTime,
    /// A rule of the policy, or the default, names a source that the snapshot has not.
    #[error("there is no source {source_name:?} in this registry; it has: {known}")]
    UnknownSource {
        /// The source named.
        source_name: String,
        /// The sources there are, joined by commas.
        known: String,
    },
    /// The answer's proof cannot be written.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// A version that the registry has not.
    #[error("{name} {version} is not in the registry")]
    Unknown {
        /// The package.
        name: String,
        /// The version.
        version: String,
    },
    /// The caller stopped the search.
    #[error("stopped by the caller")]
    Stopped,
    /// The step budget ran out.
    #[error("not settled within {budget} {}{}", steps(*.budget), most(.package))]
    Budget {
        /// The policy's budget.
        budget: u64,
        /// The package that conflicted most.
        package: Option<String>,
    },
}

fn steps(budget: u64) -> &'static str {
    if budget == 1 { "step" } else { "steps" }
}

fn most(package: &Option<String>) -> String {
    match package {
        Some(name) => format!("; {name} conflicted most"),
        None => String::new(),
    }
}

impl Failure for ResolveError {
    fn code(&self) -> Code {
        match self {
            ResolveError::Name(error) => error.code(),
            ResolveError::Range { source, .. } => source.code(),
            ResolveError::TooManyRequirements { .. } => Code::Limit,
            ResolveError::NoTime => Code::Argument,
            ResolveError::UnknownSource { .. } => Code::Policy,
            ResolveError::Certificate(error) => error.code(),
            ResolveError::Unknown { .. } => Code::NotFound,
            ResolveError::Stopped => Code::Cancelled,
            ResolveError::Budget { .. } => Code::Budget,
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            ResolveError::Name(error) => error.hint(),
            ResolveError::Range { source, .. } => source.hint(),
            ResolveError::TooManyRequirements { .. } => {
                Some("publish them as one package's dependencies and ask for that".into())
            }
            ResolveError::NoTime => Some("give now in seconds since 1970".into()),
            ResolveError::UnknownSource { .. } => Some("name one of these sources".into()),
            ResolveError::Certificate(error) => error.hint(),
            ResolveError::Unknown { .. } => Some("name a version that the registry has".into()),
            ResolveError::Stopped => None,
            ResolveError::Budget { package, .. } => Some(match package {
                Some(name) => format!("narrow the range of {name}, or raise the policy's budget"),
                None => "raise the policy's budget".into(),
            }),
        }
    }

    fn details(&self) -> Value {
        match self {
            ResolveError::Name(error) => error.details(),
            ResolveError::Range { name, source } => {
                let mut details = source.details();
                details["name"] = json!(name);
                details
            }
            ResolveError::TooManyRequirements { got } => json!({"got": got}),
            ResolveError::NoTime | ResolveError::Stopped => json!({}),
            ResolveError::Unknown { name, version } => json!({"name": name, "version": version}),
            ResolveError::UnknownSource { source_name, known } => {
                json!({"source": source_name, "known": known})
            }
            ResolveError::Certificate(error) => error.details(),
            ResolveError::Budget { budget, package } => {
                json!({"budget": budget, "package": package})
            }
        }
    }
}
