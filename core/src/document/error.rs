//! Why a text has not the form that it should have.

use serde_json::{Value, json};

use crate::{Code, Failure};

/// Why a manifest or a lock file has not the form that it should have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DocumentError {
    /// More bytes than are read.
    #[error("{found} bytes; at most {limit} are read")]
    TooLong {
        /// How many there are.
        found: usize,
        /// How many may be.
        limit: usize,
    },
    /// Broken JSON or TOML.
    #[error("line {line}, column {column}: {why}")]
    Syntax {
        /// Which line, from 1.
        line: usize,
        /// Where in it, from 1, in characters.
        column: usize,
        /// What the parser said.
        why: String,
        /// Whether the text holds the marks of a merge that was not finished.
        conflict: bool,
    },
    /// A key that nobody knows.
    #[error("{at} is not a known key")]
    UnknownKey {
        /// The key with those around it.
        at: String,
        /// The known key nearest to it.
        nearest: &'static str,
    },
    /// The same key twice.
    #[error("{at} stands twice")]
    Repeated {
        /// The key with those around it.
        at: String,
    },
    /// A key that must be there.
    #[error("{at} is missing")]
    Missing {
        /// The key with those around it.
        at: String,
    },
    /// A value of the wrong kind, or one that cannot be.
    #[error("{at}: {found} is not {expected}")]
    Value {
        /// The key with those around it.
        at: String,
        /// What stands there, shortened if long.
        found: String,
        /// What can stand there.
        expected: &'static str,
    },
}

impl Failure for DocumentError {
    fn code(&self) -> Code {
        match self {
            DocumentError::TooLong { .. } => Code::Limit,
            _ => Code::Format,
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            DocumentError::TooLong { .. } => None,
            DocumentError::Syntax { conflict, .. } => conflict
                .then(|| "a merge is not finished: choose one side, without the marks".into()),
            DocumentError::UnknownKey { nearest, .. } => Some(format!("write {nearest}")),
            DocumentError::Repeated { .. } => Some("leave one of them".into()),
            DocumentError::Missing { .. } => None,
            DocumentError::Value { expected, .. } => Some(format!("give it {expected}")),
        }
    }

    fn details(&self) -> Value {
        match self {
            DocumentError::TooLong { found, limit } => json!({"found": found, "limit": limit}),
            DocumentError::Syntax {
                line, column, why, ..
            } => json!({"line": line, "column": column, "why": why}),
            DocumentError::UnknownKey { at, nearest } => json!({"at": at, "nearest": nearest}),
            DocumentError::Repeated { at } | DocumentError::Missing { at } => json!({"at": at}),
            DocumentError::Value {
                at,
                found,
                expected,
            } => json!({"at": at, "found": found, "expected": expected}),
        }
    }
}

impl DocumentError {
    /// `offset`: how many bytes of `text` come before what is wrong.
    pub(super) fn syntax(text: &str, offset: usize, why: &str) -> DocumentError {
        let mut ends = (0..=offset.min(text.len())).rev();
        let end = ends.find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let before = text.get(..end).unwrap_or(text);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let column = before.get(start..).unwrap_or_default().chars().count() + 1;
        let marks = |line: &str| line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ");
        DocumentError::Syntax {
            line,
            column,
            why: crate::semverx::quote(why),
            conflict: text.lines().any(marks),
        }
    }
}
