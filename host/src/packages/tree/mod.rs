//! Folders as one deterministic tar stream, and the safe way back.
//!
//! [`write_tree`] turns a folder into tar records (ustar, with pax records where ustar is too
//! small) and tells its caller where every member's content begins; those [`IndexRecord`]s become
//! the package's file index. [`extract_tar`] reads the stream back, [`write_partial`] reads it by
//! the index, around lost ranges. Both write into a [`Staging`] folder, which becomes the target
//! by a rename, or disappears.
//!
//! Names are bytes. Permission bits and whole seconds of modification time are kept; owners,
//! extended attributes, set-id and sticky bits are not.

mod atomic;
mod extract;
mod folder;
mod header;
mod name;
mod partial;
mod place;
mod read;
mod record;
mod selection;
#[cfg(test)]
mod tests;
mod warnings;
mod write;

pub use atomic::AtomicFile;
pub(crate) use extract::{ExtractSummary, extract_tar};
pub(crate) use header::{END_OF_ARCHIVE, file_header, padding};
pub(crate) use name::{safe_path, shown};
pub(crate) use partial::write_partial;
pub(crate) use place::Staging;
pub(crate) use record::{IndexRecord, MemberKind};
pub(crate) use selection::Selection;
pub(crate) use write::{FileId, TreeOptions, TreeSummary, write_tree};
