#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod error;
pub mod lock;
mod op;
pub mod packages;
mod parallel;
pub mod plugins;
pub mod registry;
pub mod resolve;
pub mod versions;

pub use diram_core::{Class, Code, Failure, codec, recovery, semverx, trie};
pub use error::{Error, Result};
pub use op::{Op, Progress};

/// What most programs need: `use diram::prelude::*;`.
pub mod prelude {
    pub use crate::packages::{
        CodecChoice, HealOptions, PackOptions, Package, Packer, PackerOptions, UnpackOptions, pack,
        pack_bytes, unpack_bytes,
    };
    pub use crate::registry::{Registry, RegistryOptions};
    pub use crate::resolve::{ResolveOptions, Resolver, verify_resolution};
    pub use crate::versions::{Policy, Version, VersionRange, satisfies};
    pub use crate::{Code, Error, Failure, Op, Progress};
}

/// The version of diram, as in `Cargo.toml`.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
