//! Why a registry cannot be read or changed, and why a proof does not hold.

use serde_json::{Value, json};

use super::hash::to_hex;
use super::{Hash, Name};
use crate::{Code, Failure};

/// Why a registry cannot be read or changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RegistryError {
    /// A line of a registry file that is not an entry.
    #[error("line {line}, column {column}: {why}")]
    Line {
        /// Which, from 1.
        line: usize,
        /// Where reading stopped, from 1, in bytes.
        column: usize,
        /// What is wrong.
        why: String,
        /// What to write instead.
        hint: Option<String>,
    },
    /// Two lines with the same version of the same package.
    #[error("line {line}: {name} {version} stands on line {first} already")]
    Duplicate {
        /// The later line, from 1.
        line: usize,
        /// The earlier one.
        first: usize,
        /// The package.
        name: Name,
        /// The version, in its compact form, as the later line has it.
        version: String,
    },
    /// An entry whose fields do not fit together.
    #[error("{name} {version}: {why}")]
    Entry {
        /// The package.
        name: Name,
        /// The version, in its compact form.
        version: String,
        /// What is wrong.
        why: String,
    },
    /// A version that is there already.
    #[error("{name} {version} exists already")]
    Exists {
        /// The package.
        name: Name,
        /// The version that is there, in its compact form.
        version: String,
    },
    /// A version that a rollback undid.
    #[error("{name} {version} was undone by a rollback: its number is never free again")]
    Undone {
        /// The package.
        name: Name,
        /// The version, in its compact form.
        version: String,
        /// The value hash of what was undone.
        tombstone: Hash,
    },
    /// A package, or a version of it, that is not there.
    #[error("{name}{} is not in the source {source_name:?}", version.as_ref().map(|v| format!(" {v}")).unwrap_or_default())]
    NotFound {
        /// Where it was looked for.
        source_name: String,
        /// The package, shortened if it is no name.
        name: String,
        /// The version, if the package is there, in its compact form.
        version: Option<String>,
        /// Names or versions close to it.
        near: Vec<String>,
    },
    /// A source that is not there.
    #[error("there is no source {source_name:?}; there is {}", known.join(", "))]
    Source {
        /// The name asked for.
        source_name: String,
        /// The names there are.
        known: Vec<String>,
    },
    /// A source that cannot be.
    #[error("source {source_name:?}: {why}")]
    SourceName {
        /// Its name.
        source_name: String,
        /// What is wrong.
        why: &'static str,
    },
    /// A note that is too long.
    #[error("a note has at most 4096 bytes, got {got}")]
    Note {
        /// Its length.
        got: usize,
    },
    /// A fault level above 17.
    #[error("a fault level is 0 to 17, got {got}")]
    FaultLevel {
        /// What was given.
        got: u64,
    },
    /// A snapshot that does not exist or is no longer kept.
    #[error("snapshot {seq} {why}")]
    Snapshot {
        /// The number asked for.
        seq: u64,
        /// What is the matter with it.
        why: &'static str,
        /// The nearest one kept.
        nearest: u64,
    },
    /// No earlier state of a package is kept.
    #[error("{name} has not changed since snapshot {since}, the oldest kept")]
    NothingToUndo {
        /// The package.
        name: Name,
        /// The oldest snapshot looked at.
        since: u64,
    },
    /// A signing key that is not the registry's.
    #[error("the old key is not the one this registry signs with")]
    Key,
}

impl Failure for RegistryError {
    fn code(&self) -> Code {
        match self {
            RegistryError::Line { .. } => Code::Format,
            RegistryError::Duplicate { .. }
            | RegistryError::Exists { .. }
            | RegistryError::Undone { .. } => Code::Exists,
            RegistryError::Entry { .. }
            | RegistryError::Source { .. }
            | RegistryError::SourceName { .. }
            | RegistryError::Key => Code::Argument,
            RegistryError::NotFound { .. } => Code::NotFound,
            RegistryError::FaultLevel { .. } | RegistryError::Note { .. } => Code::Limit,
            RegistryError::Snapshot { .. } | RegistryError::NothingToUndo { .. } => Code::Snapshot,
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            RegistryError::Line { hint, .. } => hint.clone(),
            RegistryError::Duplicate { .. } => {
                Some("keep one of the two lines; build metadata makes no other version".into())
            }
            RegistryError::Exists { .. } | RegistryError::Undone { .. } => {
                Some("publish it under a higher number".into())
            }
            RegistryError::NotFound { near, .. } if !near.is_empty() => {
                Some(format!("did you mean {}?", near.join(" or ")))
            }
            RegistryError::Snapshot { nearest, .. } => {
                Some(format!("the nearest one kept is {nearest}"))
            }
            RegistryError::NothingToUndo { .. } => Some("name the snapshot to go back to".into()),
            RegistryError::Key => Some("sign the change with the present key".into()),
            RegistryError::Entry { .. }
            | RegistryError::NotFound { .. }
            | RegistryError::Source { .. }
            | RegistryError::SourceName { .. }
            | RegistryError::Note { .. }
            | RegistryError::FaultLevel { .. } => None,
        }
    }

    fn details(&self) -> Value {
        match self {
            RegistryError::Line {
                line, column, why, ..
            } => json!({"line": line, "column": column, "why": why}),
            RegistryError::Duplicate {
                line,
                first,
                name,
                version,
            } => json!({"line": line, "first": first, "name": name, "version": version}),
            RegistryError::Entry { name, version, why } => {
                json!({"name": name, "version": version, "why": why})
            }
            RegistryError::Exists { name, version } => json!({"name": name, "version": version}),
            RegistryError::Undone {
                name,
                version,
                tombstone,
            } => json!({"name": name, "version": version, "tombstone": to_hex(tombstone)}),
            RegistryError::NotFound {
                source_name,
                name,
                version,
                near,
            } => json!({"source": source_name, "name": name, "version": version, "near": near}),
            RegistryError::Source { source_name, known } => {
                json!({"source": source_name, "known": known})
            }
            RegistryError::SourceName { source_name, why } => {
                json!({"source": source_name, "why": why})
            }
            RegistryError::Note { got } => json!({"got": got, "range": "0..=4096"}),
            RegistryError::FaultLevel { got } => json!({"got": got, "range": "0..=17"}),
            RegistryError::Snapshot { seq, nearest, .. } => json!({"seq": seq, "nearest": nearest}),
            RegistryError::NothingToUndo { name, since } => json!({"name": name, "since": since}),
            RegistryError::Key => json!({"argument": "old"}),
        }
    }
}

/// Why a proof, or a signed head, does not show what it is asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProofError {
    /// Not in the form of a proof.
    #[error("not a proof: {why}")]
    Format {
        /// What is wrong, with line and column if it is text.
        why: String,
    },
    /// A node of the tree contradicts its place.
    #[error("node {node} of the proof: {why}")]
    Node {
        /// Which, from 0, in preorder.
        node: usize,
        /// What is wrong.
        why: &'static str,
    },
    /// The answer could lie in a part that the proof does not show.
    #[error("the proof does not show {what}")]
    Hidden {
        /// What was asked.
        what: String,
    },
    /// The proof is of another tree.
    #[error(
        "the proof leads to the root {}, not to {}",
        to_hex(found),
        to_hex(expected)
    )]
    Root {
        /// The root it leads to.
        found: Hash,
        /// The root it should lead to.
        expected: Hash,
    },
    /// The key is not one that signs this head.
    #[error("snapshot {seq} is not signed by the key {}", to_hex(key))]
    Signer {
        /// The head.
        seq: u64,
        /// The key asked for.
        key: [u8; 32],
    },
    /// A signature does not fit.
    #[error("snapshot {seq}: signature {number} is wrong")]
    Signature {
        /// The head.
        seq: u64,
        /// Which signature, from 1; one more than there are if one is missing.
        number: usize,
    },
}

impl Failure for ProofError {
    fn code(&self) -> Code {
        Code::Certificate
    }

    fn hint(&self) -> Option<String> {
        Some(match self {
            ProofError::Format { .. } | ProofError::Node { .. } => "ask for the proof again".into(),
            ProofError::Hidden { .. } => "ask for a proof of this very question".into(),
            ProofError::Root { .. } => "compare the snapshots: the proof may be of another".into(),
            ProofError::Signer { .. } | ProofError::Signature { .. } => {
                "check the key, and trust nothing of this snapshot".into()
            }
        })
    }

    fn details(&self) -> Value {
        match self {
            ProofError::Format { why } => json!({"why": why}),
            ProofError::Node { node, why } => json!({"node": node, "why": why}),
            ProofError::Hidden { what } => json!({"what": what}),
            ProofError::Root { found, expected } => {
                json!({"found": to_hex(found), "expected": to_hex(expected)})
            }
            ProofError::Signer { seq, key } => json!({"seq": seq, "key": to_hex(key)}),
            ProofError::Signature { seq, number } => json!({"seq": seq, "number": number}),
        }
    }
}
