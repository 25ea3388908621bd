//! BRIO: a coder for messages of some hundred bytes, primed with a sample of earlier ones.
//!
//! Method 0x02 of original specification 001, whose own "BRIO" has no entropy coding. Here a mixer
//! of contexts reads a sample of at most 112 KB once; then its tables are frozen, and every message
//! is coded alone, against the same tables, by any number of threads. Most bytes are predicted as a
//! whole, by votes, and cost one binary decision; only the others are coded bit by bit.
//!
//! ```
//! use diram_core::message::brio::{Level, Model, Profile, Scratch};
//!
//! let sample = b"order 1001 shipped to Berlin\0order 1002 shipped to Lagos\0".repeat(20);
//! let model = Model::prime(&sample, Profile::Text, Level::Max);
//! let mut scratch = Scratch::default();
//! let (mut packed, mut text) = (Vec::new(), Vec::new());
//! model.encode(b"order 1003 shipped to Lagos", &mut scratch, &mut packed);
//! assert!(packed.len() < 10);
//! model.decode(&packed, &mut scratch, &mut text)?;
//! assert_eq!(text, b"order 1003 shipped to Lagos");
//! # Ok::<_, diram_core::message::brio::BrioError>(())
//! ```
//!
//! Limits: messages of at most 16 KiB ([`MAX_MESSAGE`]), samples of at most 112 KB ([`MAX_SAMPLE`]).
//! A payload says neither which sample it needs nor how long it is: that is its frame's business.
//! Decoding takes as long as coding, some 100 to 500 ns for a byte; brotli with a dictionary decodes
//! ten times faster and more. The length of a payload tells how near the message is to the sample.
//!
#![doc = include_str!("brio/FORMAT.md")]

mod ballot;
mod bits;
mod code;
mod contexts;
mod error;
mod frozen;
mod history;
mod json;
mod learn;
mod logistic;
mod map;
mod matches;
mod mixer;
mod model;
mod nodes;
mod range;
mod select;
mod slots;
mod tables;
#[cfg(test)]
mod tests;
mod votes;

pub use error::BrioError;
pub use model::{Model, Scratch};
pub use select::select;

/// The version of everything in the format: contexts, constants, rounding. Another one is another
/// format.
pub const ALGORITHM: u32 = 1;
/// The largest sample, in bytes, its separators included.
pub const MAX_SAMPLE: usize = 114_688;
/// The longest message, in bytes.
pub const MAX_MESSAGE: usize = 16 * 1024;
/// Ends each message of a sample. Messages themselves may contain it, at some cost.
pub const SEPARATOR: u8 = 0;

/// What kind of text a model is for: which contexts it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Profile {
    /// Lines of logs, chat, prose.
    Text,
    /// JSON texts, one a message.
    Json,
}

/// Time against size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Level {
    /// Six contexts, and votes are trusted earlier.
    Fast,
    /// Twelve contexts.
    Max,
}
