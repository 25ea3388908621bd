//! Recovery: the whole of the AuraSeal specification §§1, 2 and 4 on bytes in memory.
//!
//! A component is cut from a stream, built into parts, and put together again from those that are
//! left:
//!
//! ```
//! use diram_core::recovery::component::{self, Parts};
//! use diram_core::recovery::cut::{CutOptions, cut};
//! use diram_core::recovery::{Address, CodecChoice, Head, Kind, Redundancy};
//! use sha2::{Digest, Sha256};
//!
//! let data = b"twenty data parts, two parity parts ".repeat(100);
//! let (codec, redundancy) = (CodecChoice::Huffman, Redundancy::default());
//! let cut = cut(&data, &CutOptions { codec, quality: 5, redundancy })?;
//! let head = Head {
//!     address: Address { volume: 0, kind: Kind::Component, id: 0 },
//!     total: cut.geometry.total() as u16,
//!     data: cut.geometry.data as u8,
//!     last: true,
//!     capacity: cut.geometry.capacity as u16,
//!     tag: [0; 3],
//!     sha256: Sha256::digest(&data).into(),
//! };
//! let built = component::build(&data, &cut, &head);
//!
//! let mut parts = Parts::new("diram-component-0.bin".into(), head, None)?;
//! for (number, part) in built.chunks(head.part_len()).enumerate().skip(1) {
//!     parts.offer(number, part); // all but part 0
//! }
//! assert_eq!(parts.rebuild(false)?, [0]);
//! assert_eq!(parts.decode()?, data);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Limits: a component decodes to at most 8 MiB and has at most 240 data parts of 5120 bytes and 16
//! parity parts; a package has at most 256 volumes. No encryption, no signature, no appending.
//! Sections "Errors" list [codes](crate::Code).
//!
//! What follows is the format.
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
