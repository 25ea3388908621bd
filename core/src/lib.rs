#![doc = include_str!("../README.md")]
#![deny(unsafe_code)]

pub mod codec;
mod document;
mod error;
pub mod gate;
pub mod lockfile;
pub mod manifest;
pub mod message;
pub mod observe;
pub mod osv;
pub mod recovery;
pub mod registry;
pub mod resolve;
pub mod semverx;
pub mod strategy;
pub mod trie;
pub mod vote;

pub use error::{Class, Code, Failure};
