//! Packages: pack, verify, heal, unpack. The calls of the AuraSeal specification, on files, folders, streams and
//! bytes; the format is in [`diram_core::recovery`].
//!
//! A package is an ordinary zip of small *parts*. Healing goes three deep: a part mends a burst of
//! 32 bytes by itself; a *component* (up to 240 data parts) rebuilds lost parts from its parity, up
//! to 4.6 % of them by the rule and all that the parity holds with `salvage`; beyond that
//! `best_effort` gives what no loss touches. A SHA-256 decides: wrong bytes are never returned.
//!
//! # Recipes
//!
//! **A folder, and how it is.** [`pack`] and [`Package::unpack`] are all or nothing: a target
//! appears only when whole. Damage is a [`Status`], never an error, until something is asked for
//! that cannot be given.
//!
//! ```
//! use diram::packages::Status;
//! use diram::prelude::*;
//! # let dir = tempfile::tempdir()?;
//! # std::env::set_current_dir(dir.path())?;
//! # std::fs::create_dir("photos")?;
//! # std::fs::write("photos/sea.raw", vec![7u8; 100_000])?;
//! let packed = pack("photos", "photos.zip", &PackOptions::new().version("1.0.0"))?;
//! assert_eq!((packed.files, packed.name.as_str()), (1, "photos"));
//!
//! let package = Package::open("photos.zip")?;
//! let found = package.verify()?;
//! assert_eq!((found.status, found.coherence), (Status::Intact, 1.0));
//! package.unpack("restored", &UnpackOptions::new())?;
//! # assert_eq!(std::fs::read("restored/sea.raw")?.len(), 100_000);
//! # Ok::<(), Error>(())
//! ```
//!
//! **As deep as it must be.** Below the threshold the error says whether salvage would give every
//! byte back.
//!
//! ```
//! use diram::prelude::*;
//! # let dir = tempfile::tempdir()?;
//! # std::env::set_current_dir(dir.path())?;
//! # let noise = |i: u32| (i.wrapping_mul(0x9E37_79B1) >> 13) as u8;
//! # let sea: Vec<u8> = (0..60_000).map(noise).collect();
//! # let mut bytes = pack_bytes(&sea, &PackOptions::new().codec(CodecChoice::Stored))?;
//! # bytes[40_000..46_500].fill(0);
//! # std::fs::write("scratched.zip", bytes)?;
//! let package = Package::open("scratched.zip")?;
//! match package.unpack("restored", &UnpackOptions::new()) {
//!     Err(e) if e.code() == Code::Coherence && e.details()["recoverable"] == true => {
//!         let report = package.unpack("restored", &UnpackOptions::new().salvage(true))?;
//!         assert!(report.rebuilt_parts > 0);
//!     }
//!     other => panic!("6,500 zeros are below the rule and within the parity: {other:?}"),
//! }
//! # assert_eq!(std::fs::read("restored/data")?, sea);
//! // The package itself, byte for byte as it was packed:
//! package.heal("scratched.zip", &HealOptions::new().salvage(true))?;
//! # assert_eq!(Package::open("scratched.zip")?.verify()?.coherence, 1.0);
//! # Ok::<(), Error>(())
//! ```
//!
//! **Best effort.** When parts are lost for good, every file that the loss does not touch is
//! written, and the others as `NAME.damaged` with zeros in the ranges that the report names.
//!
//! ```
//! use diram::prelude::*;
//! # let noise = |i: u32| (i.wrapping_mul(0x9E37_79B1) >> 13) as u8;
//! # let sea: Vec<u8> = (0..60_000).map(noise).collect();
//! # let dir = tempfile::tempdir()?;
//! # std::env::set_current_dir(dir.path())?;
//! # let mut packer = Packer::new(Vec::new(), &PackOptions::new().codec(CodecChoice::Stored))?;
//! # packer.add("notes.txt", 5, &b"hello"[..])?;
//! # packer.add("sea.raw", 60_000, &sea[..])?;
//! # let (mut bytes, _) = packer.finish()?;
//! # bytes[30_000..38_500].fill(0);
//! # std::fs::write("torn.zip", bytes)?;
//! let package = Package::open("torn.zip")?;
//! let refused = package.unpack("rescued", &UnpackOptions::new().salvage(true)).unwrap_err();
//! assert_eq!(refused.code(), Code::Lost);
//! let report = package.unpack("rescued", &UnpackOptions::new().best_effort(true))?;
//! assert_eq!(std::fs::read("rescued/notes.txt")?, b"hello");
//! assert_eq!(report.damage[0].path, "sea.raw"); // written as sea.raw.damaged
//! for [from, to] in &report.damage[0].ranges {
//!     println!("sea.raw: bytes {from}..{to} are lost");
//! }
//! # assert!(!report.damage[0].ranges.is_empty());
//! # Ok::<(), Error>(())
//! ```
//!
//! **Progress, cancel, time limit.** One [`Op`](crate::Op) does all three. A clone of it cancels
//! from any thread; the callback runs on the thread that called.
//!
//! ```
//! use std::time::Duration;
//! use diram::prelude::*;
//! let op = Op::new();
//! op.timeout(Duration::from_secs(60));
//! op.on_progress(|p| {
//!     eprintln!("{} {} of {:?} bytes", p.phase, p.done, p.total);
//!     true // false cancels
//! });
//! let bytes = pack_bytes(&[7; 100_000], &PackOptions::new().op(&op))?;
//!
//! let stop = op.clone();
//! std::thread::spawn(move || stop.cancel()).join().unwrap();
//! let package = Package::open_bytes(bytes)?;
//! // Calls that take no options are governed by the package's own operation.
//! assert_eq!(package.with_op(&op).entries().unwrap_err().code(), Code::Cancelled);
//! # Ok::<(), Error>(())
//! ```
//!
//! **Streams.** [`Packer`] takes members as they come, in memory that does not grow with their
//! size;
//! [`Package::open_entry`] gives one back as `Read + Seek`. An [`AtomicFile`] keeps half a package
//! from ever standing under its name.
//!
//! ```
//! use std::io::{Read, Seek, SeekFrom};
//! use std::path::Path;
//! use diram::packages::AtomicFile;
//! use diram::prelude::*;
//! # let dir = tempfile::tempdir()?;
//! # std::env::set_current_dir(dir.path())?;
//! let mut packer = Packer::new(AtomicFile::new(Path::new("logs.zip"))?, &PackOptions::new())?;
//! packer.add("logs/monday", 11, &b"all is well"[..])?; // size first, then any Read
//! let (file, report) = packer.finish()?;
//! file.commit()?;
//! assert_eq!(report.files, 1);
//!
//! let mut entry = Package::open("logs.zip")?.open_entry("logs/monday")?;
//! entry.seek(SeekFrom::Start(7))?;
//! let mut text = String::new();
//! entry.read_to_string(&mut text)?;
//! assert_eq!(text, "well");
//! # Ok::<(), Error>(())
//! ```
//!
//! **In memory.** What comes back is bounded: 1 GiB unless [`ReadOptions::max_output`] says
//! otherwise, so a small hostile package cannot fill the memory.
//!
//! ```
//! use diram::packages::{ReadOptions, unpack_bytes_with};
//! use diram::prelude::*;
//! let mut package = pack_bytes(&[7; 100_000], &PackOptions::new())?;
//! package[1000..1032].fill(0); // mends itself
//! let limit = ReadOptions::new().max_output(100_000);
//! assert_eq!(unpack_bytes_with(&package, &limit)?, [7; 100_000]);
//! let refused = unpack_bytes_with(&package, &ReadOptions::new().max_output(99_999)).unwrap_err();
//! assert_eq!(refused.code(), Code::OutputLimit);
//! # Ok::<(), Error>(())
//! ```
//!
//! # Errors
//!
//! The sections of that name list [codes](crate::Code). Left out everywhere: `Io`, `NoSpace` and
//! `Permission`, with the path, from the file system; `Cancelled` and `Deadline`, with the bytes
//! done, from the [`Op`](crate::Op); `Memory` when an allocation is refused.
//!
//! # Limits
//!
//! - No encryption and no signature: the hashes prove accidents, not authorship.
//! - Modes, modification times, symbolic and hard links are kept. Owners, extended attributes, ACLs
//!   and the holes of sparse files are not; devices, FIFOs and sockets are skipped with a warning.
//! - A package holds at most 256 volumes of 256 components; a component decodes to at most 8 MiB.
//! - A package cannot be appended to or changed in place; [`Package::heal`] writes it anew.
//! - Unix only, for now.

mod content;
mod engine;
mod heal;
mod index;
mod memory;
mod opened;
mod options;
mod package;
mod packer;
mod pool;
mod report;
mod source;
#[cfg(test)]
mod tests;
mod tree;
mod unpack;
mod verify;
mod view;

pub use content::EntryReader;
pub use diram_core::recovery::{COHERENCE_THRESHOLD, CodecChoice, Kind, Redundancy, Status};
pub use memory::{
    check_part, compress_with_recovery, compress_with_recovery_with, decompress_fault_tolerant,
    decompress_fault_tolerant_with, heal_part, pack_bytes, reconstruct_component, unpack_bytes,
    unpack_bytes_with,
};
pub use options::{
    DEFAULT_MAX_OUTPUT, HealOptions, PackOptions, PackerOptions, ReadOptions, UnpackOptions,
};
pub use package::Package;
pub use packer::{Packer, pack, pack_stream, pack_to};
pub use report::{
    ComponentReport, ComponentView, Damage, Entry, HealReport, PackReport, PartReport, PartView,
    Reconstructed, RecoveryView, UnpackReport, Verification,
};
pub use tree::AtomicFile;
