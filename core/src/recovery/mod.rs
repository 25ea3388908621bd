#![doc = include_str!("FORMAT.md")]

pub mod coherence;
pub mod component;
pub mod cut;
mod error;
pub mod geometry;
pub mod inner;
mod kind;
pub mod package;
pub mod parity;
pub mod part;

pub use coherence::{COHERENCE_THRESHOLD, Coherence};
pub use component::{PartState, Parts, Status};
pub use cut::CodecChoice;
pub use error::{PartError, RecoveryError};
pub use geometry::{Geometry, Redundancy};
pub use kind::Kind;
pub use part::{Address, Head};
