//! Why parts, components and packages cannot be given back, each with its [`Code`].

use crate::codec::CodecError;
use crate::{Code, Failure};
use serde_json::{Value, json};

/// Why bytes are not a usable part.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PartError {
    /// Not as long as its header says, or longer or shorter than any part.
    #[error("a part of {found} bytes, expected {expected}")]
    Length {
        /// What there is.
        found: usize,
        /// What there should be.
        expected: usize,
    },
    /// No magic number at its start.
    #[error("not a part: it begins with {found:#010x}, not 0xd12a4c00")]
    Magic {
        /// What stands there.
        found: u32,
    },
    /// A version this release cannot read.
    #[error("part format version {found}; this release reads version 1")]
    Version {
        /// What stands there.
        found: u8,
    },
    /// A header field that cannot be.
    #[error("part header: {field} is {found}, must be {expected}")]
    Field {
        /// Its name.
        field: &'static str,
        /// What stands there.
        found: u64,
        /// What can stand there.
        expected: &'static str,
    },
    /// The bytes and every hash of them disagree, and the inner code cannot mend it.
    #[error("part {part_number} is damaged beyond its inner code: {field} disagrees")]
    Checksum {
        /// The part's own number, as far as it can be read.
        part_number: u8,
        /// The first field that disagrees: `sha256`, `sha256_prefix`, `crc32`, `identity`,
        /// `coherence` or `reserved`.
        field: &'static str,
    },
}

impl Failure for PartError {
    fn code(&self) -> Code {
        match self {
            PartError::Length { found, expected } if found < expected => Code::Truncated,
            PartError::Length { .. } => Code::Trailing,
            PartError::Magic { .. } => Code::Format,
            PartError::Version { .. } => Code::Unsupported,
            PartError::Field { .. } => Code::Corrupt,
            PartError::Checksum { .. } => Code::Integrity,
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            PartError::Version { .. } => Some("read it with a newer release".into()),
            PartError::Checksum { .. } => {
                Some("rebuild it from the other parts of its component".into())
            }
            _ => None,
        }
    }

    fn details(&self) -> Value {
        match self {
            PartError::Length { found, expected } => json!({"found": found, "expected": expected}),
            PartError::Magic { found } => json!({"found": found}),
            PartError::Version { found } => json!({"found": found}),
            PartError::Field {
                field,
                found,
                expected,
            } => {
                json!({"field": field, "found": found, "expected": expected})
            }
            PartError::Checksum { part_number, field } => {
                json!({"part": part_number, "field": field})
            }
        }
    }
}

/// Why a component or a package cannot be given back.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RecoveryError {
    /// Below the threshold, and the caller did not ask for salvage.
    #[error(
        "{component}: coherence {:.4} is below 0.954 ({intact} of {total} parts)",
        *intact as f64 / *total as f64
    )]
    CoherenceBelowThreshold {
        /// The component's name.
        component: String,
        /// Good parts.
        intact: u64,
        /// All parts.
        total: u64,
        /// Whether salvage would give everything back.
        recoverable: bool,
    },
    /// More parts are gone than the parity can give back.
    #[error("{component} is lost: {missing} of {total} parts are gone, {parity} could be rebuilt")]
    Lost {
        /// The component's name.
        component: String,
        /// Lost parts.
        missing: u64,
        /// All parts.
        total: u64,
        /// Parity parts.
        parity: u64,
    },
    /// The package ends, or begins, in the middle, and nothing left says what was there.
    #[error("lost: truncated ({why})")]
    Truncated {
        /// What is missing.
        why: String,
    },
    /// Nothing in the input is a part.
    #[error("not a diram package: no part found in {bytes} bytes")]
    NotAPackage {
        /// Bytes searched.
        bytes: u64,
    },
    /// All parts are there and the result still has the wrong hash.
    #[error("{component}: the bytes do not have the SHA-256 that its parts name")]
    Integrity {
        /// The component's name.
        component: String,
    },
    /// Parts of two packages, and nothing says which one is meant.
    #[error("parts of several packages are mixed (tags {}); split them first", tags.join(", "))]
    ConflictingParts {
        /// The tags, hex.
        tags: Vec<String>,
    },
    /// Parts given together that do not belong together.
    #[error("the parts disagree on {field}: they are of different components")]
    Mixed {
        /// The first field that differs.
        field: &'static str,
    },
    /// A path that would leave the target, or appears twice.
    #[error("{path:?} is refused: {why}")]
    UnsafePath {
        /// The path.
        path: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// More than the format can hold.
    #[error("{what} is more than the format holds ({limit})")]
    TooLarge {
        /// What is too large.
        what: String,
        /// The limit, with its unit.
        limit: &'static str,
    },
    /// A manifest that contradicts its package.
    #[error("manifest: {why}")]
    Manifest {
        /// The contradiction.
        why: String,
    },
    /// A part is not one.
    #[error(transparent)]
    Part(#[from] PartError),
    /// A payload cannot be decoded.
    #[error("{component}: {source}")]
    Codec {
        /// The component's name.
        component: String,
        /// Why.
        source: CodecError,
    },
}

impl Failure for RecoveryError {
    fn code(&self) -> Code {
        match self {
            RecoveryError::CoherenceBelowThreshold { .. } => Code::Coherence,
            RecoveryError::Lost { .. } | RecoveryError::Truncated { .. } => Code::Lost,
            RecoveryError::NotAPackage { .. } => Code::Format,
            RecoveryError::Integrity { .. } => Code::Integrity,
            RecoveryError::ConflictingParts { .. } | RecoveryError::Mixed { .. } => {
                Code::ConflictingParts
            }
            RecoveryError::UnsafePath { .. } => Code::UnsafePath,
            RecoveryError::TooLarge { .. } => Code::TooLarge,
            RecoveryError::Manifest { .. } => Code::Corrupt,
            RecoveryError::Part(e) => e.code(),
            RecoveryError::Codec { source, .. } => source.code(),
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            RecoveryError::CoherenceBelowThreshold {
                recoverable: true, ..
            } => Some("salvage gives every byte back".into()),
            RecoveryError::CoherenceBelowThreshold {
                recoverable: false, ..
            }
            | RecoveryError::Lost { .. } => {
                Some("best effort writes every file that the loss does not touch".into())
            }
            RecoveryError::ConflictingParts { .. } => {
                Some("cut the input where the second package begins".into())
            }
            RecoveryError::Part(e) => e.hint(),
            _ => None,
        }
    }

    fn details(&self) -> Value {
        match self {
            RecoveryError::CoherenceBelowThreshold {
                component,
                intact,
                total,
                recoverable,
            } => {
                json!({
                    "component": component,
                    "measured": *intact as f64 / *total as f64,
                    "required": super::COHERENCE_THRESHOLD,
                    "recoverable": recoverable,
                    "intact": intact,
                    "total": total,
                })
            }
            RecoveryError::Lost {
                component,
                missing,
                total,
                parity,
            } => {
                json!({"component": component, "components": [component], "missing": missing,
                       "total": total, "parity": parity})
            }
            RecoveryError::Truncated { why } => json!({"why": why}),
            RecoveryError::NotAPackage { bytes } => json!({"bytes": bytes}),
            RecoveryError::Integrity { component } => json!({"component": component}),
            RecoveryError::ConflictingParts { tags } => json!({"tags": tags}),
            RecoveryError::Mixed { field } => json!({"field": field}),
            RecoveryError::UnsafePath { path, why } => json!({"path": path, "why": why}),
            RecoveryError::TooLarge { what, limit } => json!({"what": what, "limit": limit}),
            RecoveryError::Manifest { why } => json!({"why": why}),
            RecoveryError::Part(e) => e.details(),
            RecoveryError::Codec { component, source } => {
                json!({"component": component, "codec": source.details()})
            }
        }
    }
}
