#![doc = include_str!("FORMAT.md")]

pub mod coherence;
mod error;
pub mod geometry;
pub mod inner;
mod kind;
pub mod parity;
pub mod part;

pub use coherence::{COHERENCE_THRESHOLD, Coherence};
pub use error::{PartError, RecoveryError};
pub use geometry::{Geometry, Redundancy};
pub use kind::Kind;
pub use part::{Address, Head};
