//! The addon behind the npm package `diram`. It is private to that package: its JavaScript checks
//! arguments, spells options and reports in camelCase, and throws errors by class.
//!
//! Everything that takes time is a [`job::Job`]: a function here only describes the work, and the
//! package runs it at once ([`job::Job::run_sync`]) or on libuv's pool ([`job::Job::run`]). So the
//! panic boundary, cancelling, time limits and progress exist once. Failures cross as values
//! ([`fault::Fault`]), bytes are copied on their way in because JavaScript may change them
//! meanwhile, and bytes on their way out are handed over without a copy.

pub mod bytes;
pub mod direct;
pub mod entry;
mod fault;
pub mod gates;
#[cfg(feature = "test-hooks")]
pub mod hooks;
pub mod huffman;
pub mod job;
mod options;
pub mod package;
pub mod packer;
pub mod paths;
pub mod plugins;
pub mod progress;
mod ranges;
pub mod registry;
pub mod resolver;
mod slot;
pub mod strategies;
pub mod subscription;
mod text;
pub mod transaction;
pub mod versions;

use napi_derive::napi;

/// The version of diram.
#[napi(catch_unwind)]
pub fn version() -> &'static str {
    diram::VERSION
}

/// The share of a component's parts that must be intact or mended.
#[napi(catch_unwind)]
pub fn coherence_threshold() -> f64 {
    diram::packages::COHERENCE_THRESHOLD
}
