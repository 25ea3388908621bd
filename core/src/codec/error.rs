use crate::{Code, Failure};
use serde_json::json;

/// Why a codec refused its input.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CodecError {
    /// The input ends before what it announces.
    #[error("{what} ends after {have} bytes, {need} are needed")]
    Truncated {
        /// What was being read.
        what: &'static str,
        /// Bytes there are.
        have: usize,
        /// Bytes there should be.
        need: usize,
    },
    /// The input contradicts itself.
    #[error("{what} is damaged: {why}")]
    Corrupt {
        /// What was being read.
        what: &'static str,
        /// The contradiction.
        why: &'static str,
    },
    /// Bytes after the end.
    #[error("{what} is followed by {extra} bytes that do not belong to it")]
    Trailing {
        /// What was being read.
        what: &'static str,
        /// How many bytes follow.
        extra: usize,
    },
    /// More output than the caller allows.
    #[error("{what} would give more than {limit} bytes; raise the limit if you trust the source")]
    OutputLimit {
        /// What was being read.
        what: &'static str,
        /// The limit in bytes.
        limit: usize,
    },
    /// An option outside its range.
    #[error("{name} must be within {range}, got {got}")]
    Argument {
        /// The option.
        name: &'static str,
        /// What is allowed.
        range: &'static str,
        /// What was given.
        got: String,
    },
    /// The caller's buffer is too small.
    #[error("the buffer has {have} bytes, {need} are needed")]
    ShortBuffer {
        /// Bytes there are.
        have: usize,
        /// Bytes that are needed.
        need: usize,
    },
    /// The system has no memory for the result.
    #[error("no memory for {bytes} bytes of output")]
    Memory {
        /// How many bytes were asked for.
        bytes: usize,
    },
}

impl Failure for CodecError {
    fn code(&self) -> Code {
        match self {
            CodecError::Truncated { .. } => Code::Truncated,
            CodecError::Corrupt { .. } => Code::Corrupt,
            CodecError::Trailing { .. } => Code::Trailing,
            CodecError::OutputLimit { .. } => Code::OutputLimit,
            CodecError::Argument { .. } => Code::Limit,
            CodecError::ShortBuffer { .. } => Code::ShortBuffer,
            CodecError::Memory { .. } => Code::Memory,
        }
    }

    fn details(&self) -> serde_json::Value {
        match self {
            CodecError::Truncated { what, have, need } => {
                json!({"what": what, "have": have, "need": need})
            }
            CodecError::Corrupt { what, why } => json!({"what": what, "why": why}),
            CodecError::Trailing { what, extra } => json!({"what": what, "extra": extra}),
            CodecError::OutputLimit { what, limit } => json!({"what": what, "limit": limit}),
            CodecError::Argument { name, range, got } => {
                json!({"argument": name, "range": range, "got": got})
            }
            CodecError::ShortBuffer { have, need } => json!({"have": have, "need": need}),
            CodecError::Memory { bytes } => json!({"bytes": bytes}),
        }
    }
}
