//! libdiram: the C ABI of diram. For C readers the documentation is `include/diram.h`, which is
//! generated from the comments of this crate; this page is for those who change it.
//!
//! One file per C noun. Around them:
//!
//! - [`boundary`]: no panic leaves a function; a handle that saw one answers `DIRAM_ERR_POISONED`.
//! - [`handle`]: who owns what C holds, and which threads may use it.
//! - [`input`], [`output`]: pointers become slices, text and places here and nowhere else.
//! - [`options_json`]: options that are few, as one JSON object.
//! - [`fault`]: what a body fails with, before it becomes a `diram_error`.
//!
//! Functions are written out, not made by macros: cbindgen reads the source unexpanded.
#![expect(non_camel_case_types, reason = "types bear their C names")]

#[macro_use]
pub mod boundary;
pub mod fault;
pub mod handle;
pub mod input;
pub mod options_json;
pub mod output;
pub mod text;

pub mod version;

pub mod error;
pub mod status;

pub mod buffer;
pub mod reader;
pub mod report;
pub mod user_data;
pub mod writer;

pub mod op;

pub mod semverx_lists;
pub mod semverx_policy;
pub mod semverx_range;
pub mod semverx_version;
pub mod semverx_version_text;

pub mod fault_level;
pub mod registry;
pub mod registry_change;
pub mod registry_fault;
pub mod registry_gate;
pub mod registry_look;
pub mod registry_options;

pub mod lock;
pub mod observer;
pub mod plugin;
pub mod scanner;
pub mod transaction;

pub mod certificate;
pub mod request;
pub mod resolution;
pub mod resolve_options;
pub mod resolver;
pub mod resolver_strategies;
pub mod solution;

pub mod component;
pub mod entry;
pub mod heal_options;
pub mod huffman;
pub mod pack_options;
pub mod package;
pub mod package_component;
pub mod package_create;
pub mod package_extract;
pub mod packer;
pub mod part;
pub mod read_options;
pub mod recovery;
pub mod unpack_options;

#[cfg(feature = "test-hooks")]
pub mod test_hooks;
