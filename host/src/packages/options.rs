//! Options: everything optional, every default documented, all of them plain values.

use std::path::PathBuf;

use diram_core::recovery::{CodecChoice, Kind, Redundancy};

use crate::Op;

/// Options of [`pack`](crate::packages::pack) and [`pack_bytes`](crate::packages::pack_bytes).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PackOptions {
    /// Package name; default: the file name of the source, `data` without one.
    pub name: Option<String>,
    /// Package version; default `0.0.0`.
    pub version: Option<String>,
    /// Codec; default [`CodecChoice::Auto`].
    pub codec: CodecChoice,
    /// Brotli quality, 0..=11; default 5.
    pub quality: u32,
    /// Parity share; default 1/16 of the total.
    pub redundancy: Redundancy,
    /// Files that become components of the other kinds (service, operation, division, country).
    pub extra: Vec<(Kind, PathBuf)>,
    /// Keep modification times; default true.
    pub mtime: bool,
    /// A fixed modification time for everything (seconds since 1970), as `SOURCE_DATE_EPOCH` asks
    /// for. The caller reads the environment, the library does not.
    pub epoch: Option<u64>,
    /// Worker threads; 0 (default) = one per core.
    pub threads: usize,
    /// Cancel, time limit, progress.
    pub op: Op,
}

impl Default for PackOptions {
    fn default() -> PackOptions {
        PackOptions {
            name: None,
            version: None,
            codec: CodecChoice::Auto,
            quality: 5,
            redundancy: Redundancy::default(),
            extra: Vec::new(),
            mtime: true,
            epoch: None,
            threads: 0,
            op: Op::new(),
        }
    }
}

/// Options of a streaming [`Packer`](crate::packages::Packer): those of `pack`.
pub type PackerOptions = PackOptions;

/// Options of [`Package::heal`](crate::packages::Package::heal).
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct HealOptions {
    /// Go below the coherence threshold, to the mathematical limit.
    pub salvage: bool,
    /// Worker threads; 0 (default) = one per core.
    pub threads: usize,
    /// Cancel, time limit, progress.
    pub op: Op,
}

/// Options of [`Package::unpack`](crate::packages::Package::unpack).
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct UnpackOptions {
    /// Only these members (a folder means everything below it); empty = all.
    pub paths: Vec<String>,
    /// Go below the coherence threshold, to the mathematical limit.
    pub salvage: bool,
    /// Write every file that no lost range touches, and the damaged ones as `NAME.damaged`.
    pub best_effort: bool,
    /// Replace files in an existing, non-empty target.
    pub force: bool,
    /// Worker threads; 0 (default) = one per core.
    pub threads: usize,
    /// Cancel, time limit, progress.
    pub op: Op,
}

/// Most bytes that a call gives back in memory unless it is told otherwise: 1 GiB.
pub const DEFAULT_MAX_OUTPUT: u64 = 1 << 30;

/// Options of calls that give content back in memory.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ReadOptions {
    /// Go below the coherence threshold, to the mathematical limit.
    pub salvage: bool,
    /// Most bytes to give back; more is [`OutputLimit`](crate::Code::OutputLimit). Default
    /// [`DEFAULT_MAX_OUTPUT`].
    pub max_output: u64,
    /// Cancel, time limit, progress.
    pub op: Op,
}

impl Default for ReadOptions {
    fn default() -> ReadOptions {
        ReadOptions {
            salvage: false,
            max_output: DEFAULT_MAX_OUTPUT,
            op: Op::new(),
        }
    }
}

macro_rules! setters {
    ($type:ident: $($(#[$doc:meta])* $name:ident($arg:ty) => |$v:ident| $value:expr;)*) => {
        impl $type {
            /// The defaults.
            pub fn new() -> $type {
                $type::default()
            }
            $($(#[$doc])* #[must_use] pub fn $name(mut self, $v: $arg) -> $type {
                self.$name = $value;
                self
            })*
        }
    };
}

setters! { PackOptions:
    /// Sets the package name.
    name(impl Into<String>) => |v| Some(v.into());
    /// Sets the package version.
    version(impl Into<String>) => |v| Some(v.into());
    /// Sets the codec.
    codec(CodecChoice) => |v| v;
    /// Sets the brotli quality.
    quality(u32) => |v| v;
    /// Sets the parity share.
    redundancy(Redundancy) => |v| v;
    /// Keeps modification times or not.
    mtime(bool) => |v| v;
    /// Fixes every modification time.
    epoch(u64) => |v| Some(v);
    /// Sets the number of worker threads.
    threads(usize) => |v| v;
    /// Sets the operation handle.
    op(&Op) => |v| v.clone();
}

impl PackOptions {
    /// Adds a file as components of another kind.
    #[must_use]
    pub fn with(mut self, kind: Kind, file: impl Into<PathBuf>) -> PackOptions {
        self.extra.push((kind, file.into()));
        self
    }
}

setters! { HealOptions:
    /// Goes below the threshold or not.
    salvage(bool) => |v| v;
    /// Sets the number of worker threads.
    threads(usize) => |v| v;
    /// Sets the operation handle.
    op(&Op) => |v| v.clone();
}

setters! { UnpackOptions:
    /// Restricts to these members.
    paths(Vec<String>) => |v| v;
    /// Goes below the threshold or not.
    salvage(bool) => |v| v;
    /// Writes what can be written.
    best_effort(bool) => |v| v;
    /// Replaces existing files or not.
    force(bool) => |v| v;
    /// Sets the number of worker threads.
    threads(usize) => |v| v;
    /// Sets the operation handle.
    op(&Op) => |v| v.clone();
}

setters! { ReadOptions:
    /// Goes below the threshold or not.
    salvage(bool) => |v| v;
    /// Sets the most bytes to give back.
    max_output(u64) => |v| v;
    /// Sets the operation handle.
    op(&Op) => |v| v.clone();
}
