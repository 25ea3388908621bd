//! Why a text is not a version, not a range or not a policy, and what to write instead.

use crate::document::Place;
use crate::{Code, Failure};
use serde_json::{Value, json};

use super::{Version, VersionRange};

/// How much of a wrong text a message quotes, in characters.
const QUOTED: usize = 80;

/// At most [`QUOTED`] characters of a text.
pub(crate) fn quote(text: &str) -> String {
    match text.char_indices().nth(QUOTED) {
        Some((end, _)) => text.split_at(end).0.to_owned() + "…",
        None => text.to_owned(),
    }
}

/// The 1-based column of `at`, a piece of `text`, in characters.
fn column(text: &str, at: &str) -> usize {
    let offset = (at.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    text.char_indices().take_while(|(i, _)| *i < offset).count() + 1
}

/// What is wrong at one place of a version or a range.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// Nothing there.
    #[error("nothing there")]
    Empty,
    /// Longer than a version may be.
    #[error("longer than {} bytes, as written or in six fields", Version::MAX_LEN)]
    TooLong,
    /// Another count of fields than three, four or six.
    #[error("a version has three, four or six fields, this has {found}")]
    Fields {
        /// How many there are.
        found: usize,
    },
    /// Fields of a range in an order that means nothing.
    #[error(
        "these fields are no pattern: write one to three numbers, number.number.number.state, or \
         numbers and states in turn"
    )]
    Shape,
    /// Not a number.
    #[error("expected a number, without sign, blank or leading zero")]
    Number,
    /// A number above 2^53 − 1.
    #[error("the number is above {}", Version::MAX_NUMBER)]
    TooLarge,
    /// Not a state.
    #[error(
        "expected stable, experimental, legacy, or a state of your own: a small letter, then up \
         to 31 small letters, digits or _ (not x, exp, any)"
    )]
    State,
    /// A wrong identifier after `-`.
    #[error(
        "after - come identifiers of ASCII letters, digits and -, joined by dots; those of digits \
         alone have no leading zero"
    )]
    Tail,
    /// A wrong identifier after `+`.
    #[error("after + come identifiers of ASCII letters, digits and -, joined by dots")]
    Build,
    /// A tail on a pattern with wildcards.
    #[error("a tail (-…) needs every number and state before it")]
    TailOnPattern,
    /// A number after a wildcard or braces, in a comparison.
    #[error("a comparison reads fields up to the first * or {{; no number may follow")]
    NumberAfterGap,
    /// A number after a wildcard, among plain numbers.
    #[error("no number may follow a wildcard here; write the states too")]
    NumberAfterWildcard,
    /// More states in braces than a range may have, or no list of states at all.
    #[error("braces hold one to 8 states, joined by |")]
    Braces,
    /// Nothing that could begin or follow here.
    #[error("unexpected here")]
    Unexpected,
    /// A comparator without a version.
    #[error("a version is missing")]
    Missing,
    /// SemVer was asked for, and this has states.
    #[error("SemVer has three numbers and no states")]
    NotSemVer,
}

/// Why a text is not a version.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VersionError {
    /// It breaks the grammar or a limit.
    #[error("{text:?} is not a version: column {column}: {problem}")]
    Malformed {
        /// The text, shortened if long.
        text: String,
        /// Where, from 1, in characters.
        column: usize,
        /// What is wrong there.
        problem: Problem,
        /// A version that may have been meant.
        suggestion: Option<String>,
    },
}

impl VersionError {
    /// `at` is a piece of `text`.
    pub(super) fn new(
        text: &str,
        at: &str,
        problem: Problem,
        suggestion: Option<String>,
    ) -> VersionError {
        VersionError::Malformed {
            text: quote(text),
            column: column(text, at),
            problem,
            suggestion,
        }
    }
}

impl Failure for VersionError {
    fn code(&self) -> Code {
        match self {
            VersionError::Malformed { .. } => Code::Version,
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            VersionError::Malformed { suggestion, .. } => write(suggestion.as_deref()),
        }
    }

    fn details(&self) -> Value {
        match self {
            VersionError::Malformed {
                text,
                column,
                suggestion,
                ..
            } => json!({"text": text, "column": column, "suggestion": suggestion}),
        }
    }
}

fn write(suggestion: Option<&str>) -> Option<String> {
    suggestion.map(|text| format!("write {text}"))
}

/// Why a text is not a range, or an operation on ranges has no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RangeError {
    /// It breaks the grammar.
    #[error("{text:?} is not a version range: column {column}: {problem}")]
    Malformed {
        /// The text, shortened if long.
        text: String,
        /// Where, from 1, in characters.
        column: usize,
        /// What is wrong there.
        problem: Problem,
        /// A range that may have been meant.
        suggestion: Option<String>,
    },
    /// Longer than a range may be.
    #[error(
        "a version range of {found} bytes; {} are allowed",
        VersionRange::MAX_LEN
    )]
    TooLong {
        /// Its length in bytes, as written or in canonical form.
        found: usize,
    },
    /// More comparators than a range may have.
    #[error(
        "a version range of more than {} comparators",
        VersionRange::MAX_COMPARATORS
    )]
    TooManyComparators,
    /// An exact answer would take too many steps.
    #[error("these ranges are too complex to compare: {why}")]
    TooComplex {
        /// Which bound was met.
        why: &'static str,
    },
}

impl RangeError {
    /// `at` is a piece of `text`.
    pub(super) fn new(
        text: &str,
        at: &str,
        problem: Problem,
        suggestion: Option<String>,
    ) -> RangeError {
        RangeError::Malformed {
            text: quote(text),
            column: column(text, at),
            problem,
            suggestion,
        }
    }
}

impl Failure for RangeError {
    fn code(&self) -> Code {
        match self {
            RangeError::Malformed { .. } => Code::Range,
            RangeError::TooLong { .. }
            | RangeError::TooManyComparators
            | RangeError::TooComplex { .. } => Code::Limit,
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            RangeError::Malformed { suggestion, .. } => write(suggestion.as_deref()),
            RangeError::TooLong { .. } | RangeError::TooManyComparators => {
                Some("join neighbouring versions into one comparator, such as ^1.2".into())
            }
            RangeError::TooComplex { .. } => Some("compare smaller ranges".into()),
        }
    }

    fn details(&self) -> Value {
        match self {
            RangeError::Malformed {
                text,
                column,
                suggestion,
                ..
            } => json!({"text": text, "column": column, "suggestion": suggestion}),
            RangeError::TooLong { found } => {
                json!({"found": found, "limit": VersionRange::MAX_LEN})
            }
            RangeError::TooManyComparators => json!({"limit": VersionRange::MAX_COMPARATORS}),
            RangeError::TooComplex { why } => json!({"why": why}),
        }
    }
}

/// Why a policy cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PolicyError {
    /// Not JSON, or not an object.
    #[error("the policy is not a JSON object: {why}")]
    Json {
        /// What the parser said.
        why: String,
    },
    /// A key that no policy has.
    #[error("a policy has no {key:?}")]
    UnknownKey {
        /// The key, shortened if long.
        key: String,
        /// The known key nearest to it.
        nearest: &'static str,
    },
    /// The same key twice.
    #[error("the policy says {key:?} twice")]
    Repeated {
        /// The key.
        key: String,
    },
    /// A value of the wrong type or outside its limits.
    #[error("policy {key:?}: {found} is not {expected}")]
    Value {
        /// The key, with the entry inside it where there is one.
        key: String,
        /// What stands there, shortened if long.
        found: String,
        /// What can stand there.
        expected: &'static str,
    },
    /// An override that is no range.
    #[error("policy override for {name:?}: {source}")]
    Override {
        /// The package.
        name: String,
        /// Why.
        source: RangeError,
    },
}

impl PolicyError {
    /// The wrong key within the place where the policy stands.
    pub(crate) fn place(&self, at: &Place<'_>) -> String {
        let (outer, inner) = match self {
            PolicyError::Json { .. } => return at.to_string(),
            PolicyError::Override { name, .. } => ("overrides", Some(name.as_str())),
            PolicyError::UnknownKey { key, .. } => (key.as_str(), None),
            // No key of a policy has a dot: what follows one is a key further in.
            PolicyError::Repeated { key } | PolicyError::Value { key, .. } => {
                match key.split_once('.') {
                    Some((outer, inner)) => (outer, Some(inner)),
                    None => (key.as_str(), None),
                }
            }
        };
        let at = at.key(outer);
        match inner {
            Some(inner) => at.key(inner).to_string(),
            None => at.to_string(),
        }
    }

    /// The message for whoever says the place.
    pub(crate) fn without_key(&self) -> String {
        match self {
            PolicyError::Json { why } => why.clone(),
            PolicyError::UnknownKey { .. } => "a policy has no such key".into(),
            PolicyError::Repeated { .. } => "it stands twice".into(),
            PolicyError::Value {
                found, expected, ..
            } => format!("{found} is not {expected}"),
            PolicyError::Override { source, .. } => source.to_string(),
        }
    }
}

impl Failure for PolicyError {
    fn code(&self) -> Code {
        match self {
            PolicyError::Json { .. }
            | PolicyError::UnknownKey { .. }
            | PolicyError::Repeated { .. }
            | PolicyError::Value { .. }
            | PolicyError::Override { .. } => Code::Policy,
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            PolicyError::Json { .. } => Some(r#"write {"allow_experimental": true}"#.into()),
            PolicyError::UnknownKey { nearest, .. } => Some(format!("write {nearest}")),
            PolicyError::Repeated { .. } => Some("leave one of them".into()),
            PolicyError::Value { expected, .. } => Some(format!("give it {expected}")),
            PolicyError::Override { source, .. } => source.hint(),
        }
    }

    fn details(&self) -> Value {
        match self {
            PolicyError::Json { why } => json!({"why": why}),
            PolicyError::UnknownKey { key, nearest } => json!({"key": key, "nearest": nearest}),
            PolicyError::Repeated { key } => json!({"key": key}),
            PolicyError::Value {
                key,
                found,
                expected,
            } => json!({"key": key, "found": found, "expected": expected}),
            PolicyError::Override { name, source } => {
                json!({"name": name, "range": source.details()})
            }
        }
    }
}
