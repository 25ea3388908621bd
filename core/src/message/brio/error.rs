//! Why a payload is refused.

/// Why bytes are not the code of a message under this model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BrioError {
    /// The bytes end before the message does.
    #[error(
        "the payload ends before its message does, after {have} bytes; it was cut, or made with another store"
    )]
    Truncated {
        /// Bytes there are.
        have: usize,
    },
    /// The message ends before the bytes do, or they are not the ones an encoder writes.
    #[error(
        "the payload is not what its message is coded as: {have} bytes; it was changed, or made with another store"
    )]
    Unequal {
        /// Bytes there are.
        have: usize,
    },
    /// The message would be longer than any that is coded.
    #[error(
        "the payload gives more than {limit} bytes, which no encoder writes; it was changed, or made with another store"
    )]
    TooLong {
        /// The limit in bytes.
        limit: usize,
    },
}
