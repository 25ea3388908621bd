//! Packages: pack, verify, heal, unpack. Seed 000; the format is in
//! [`diram_core::recovery`].

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
