#![doc = include_str!("../README.md")]
#![deny(unsafe_code)]

pub mod codec;
mod error;
pub mod recovery;
pub mod registry;
pub mod resolve;
pub mod semverx;
pub mod strategy;
pub mod trie;

pub use error::{Class, Code, Failure};
