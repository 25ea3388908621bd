//! Reports: what a call found or did, as plain values. Their JSON is the same in every language.

use diram_core::recovery::Status;
use serde::Serialize;

/// What [`Package::verify`](crate::packages::Package::verify) found.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Verification {
    /// The worst component's state; container damage alone is `healable`.
    pub status: Status,
    /// Intact parts / all parts, as received.
    pub coherence: f64,
    /// The same after each part mended itself.
    pub coherence_healed: f64,
    /// 0.954.
    pub threshold: f64,
    /// True when the zip directory, the manifest copy and all local headers are as packed.
    pub container_intact: bool,
    /// One row per component, in package order, the manifest's own last in each volume.
    pub components: Vec<ComponentReport>,
    /// Bytes of the package as received.
    pub bytes: u64,
    /// Time taken.
    pub seconds: f64,
}

/// The state of one component.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ComponentReport {
    /// Its name, as in `diram-component-0.bin`.
    pub name: String,
    /// `component`, `service`, `operation`, `division`, `country` or `manifest`.
    pub kind: &'static str,
    /// Volume.
    pub volume: u8,
    /// Number within volume and kind.
    pub id: u8,
    /// Its state.
    pub status: Status,
    /// Parts in all.
    pub parts: u16,
    /// Parts received exactly as packed.
    pub intact: u16,
    /// Damaged parts that mend themselves.
    pub mended: u16,
    /// Their numbers, for those who draw them; not in the JSON.
    #[serde(skip)]
    pub mended_parts: Vec<u16>,
    /// The numbers of the parts that are gone.
    pub lost: Vec<u16>,
    /// How many lost parts the parity can give back.
    pub recoverable: u16,
    /// Intact / all.
    pub coherence: f64,
    /// (Intact + mended) / all.
    pub coherence_healed: f64,
}

/// What [`pack`](crate::packages::pack) did.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PackReport {
    /// Package name.
    pub name: String,
    /// Package version.
    pub version: String,
    /// The package tag, 6 hex digits.
    pub tag: String,
    /// Bytes of content read (the tar stream or the file, and the other kinds).
    pub input_bytes: u64,
    /// Bytes of the package.
    pub output_bytes: u64,
    /// `output_bytes / input_bytes - 1`: negative when compression won. `null` for empty input.
    pub overhead: Option<f64>,
    /// Components, the manifest's included.
    pub components: u64,
    /// Parts, parity included.
    pub parts: u64,
    /// Parity parts.
    pub parity_parts: u64,
    /// Volumes.
    pub volumes: u16,
    /// Files packed.
    pub files: u64,
    /// What was skipped, and why.
    pub warnings: Vec<String>,
    /// Time taken.
    pub seconds: f64,
}

/// What [`Package::heal`](crate::packages::Package::heal) did.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct HealReport {
    /// Bytes changed in mended parts, and all bytes of rebuilt ones.
    pub mended_bytes: u64,
    /// Parts that mended themselves.
    pub mended_parts: u64,
    /// Parts rebuilt from others.
    pub rebuilt_parts: u64,
    /// Coherence as received.
    pub coherence_before: f64,
    /// Coherence as written: 1.
    pub coherence_after: f64,
    /// Bytes written.
    pub bytes: u64,
    /// Time taken.
    pub seconds: f64,
}

/// What [`Package::unpack`](crate::packages::Package::unpack) did.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct UnpackReport {
    /// Regular files written, the damaged ones included.
    pub files: u64,
    /// Folders made.
    pub directories: u64,
    /// Symbolic and hard links made.
    pub links: u64,
    /// Bytes of file content written.
    pub bytes: u64,
    /// Parts that mended themselves.
    pub mended_parts: u64,
    /// Parts rebuilt from others.
    pub rebuilt_parts: u64,
    /// Coherence as received, over the components that were read.
    pub coherence: f64,
    /// The same after each part mended itself.
    pub coherence_healed: f64,
    /// Files with lost ranges; only with `best_effort`.
    pub damage: Vec<Damage>,
    /// What was skipped, and why.
    pub warnings: Vec<String>,
    /// Time taken.
    pub seconds: f64,
}

/// A file with lost ranges.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Damage {
    /// The file (written as `PATH.damaged`).
    pub path: String,
    /// Lost byte ranges of the file, each `[from, to)`.
    pub ranges: Vec<[u64; 2]>,
}

/// A member of a package's content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Entry {
    /// Its path; bytes that are not UTF-8 are shown as U+FFFD.
    pub path: String,
    /// `file`, `directory`, `symlink` or `hardlink`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Permission bits.
    pub mode: u32,
    /// Content bytes.
    pub size: u64,
    /// Where the content begins in the package's content stream.
    pub offset: u64,
}

/// A component as the original specification shows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ComponentView {
    /// Its name, as in `diram-component-0.bin`.
    pub name: String,
    /// Its kind.
    pub kind: &'static str,
    /// Its volume.
    pub volume: u8,
    /// Its number within volume and kind.
    pub component_id: u8,
    /// Decoded bytes; `null` when the manifest is gone.
    pub total_size: Option<u64>,
    /// Its codec; `null` when the manifest is gone.
    pub codec: Option<&'static str>,
    /// Parts, parity included.
    pub num_parts: u16,
    /// Data parts.
    pub data_parts: u16,
    /// SHA-256 of the decoded bytes, hex.
    pub sha256: String,
    /// Every part.
    pub parts: Vec<PartView>,
    /// How much may be lost.
    pub recovery: RecoveryView,
}

/// A part as the original specification shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PartView {
    /// Its path in the zip.
    pub filename: String,
    /// Its number.
    pub part_number: u16,
    /// Its bytes, header and footer included.
    pub part_size: u64,
    /// The code lengths (128 bytes, hex); absent when the part has none or is lost.
    pub huffman_tree: Option<String>,
    /// The first 8 bytes of its SHA-256, hex; `null` when the part and the manifest are gone.
    pub sha256_checksum: Option<String>,
}

/// How much of a component may be lost.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct RecoveryView {
    /// The numbers of the parity parts.
    pub parity_parts: Vec<u16>,
    /// 0.954.
    pub recovery_threshold: f64,
}

/// What a lone part says about itself.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PartReport {
    /// Clean codewords of 32: 1.0 for an intact part (and for one whose footer alone is damaged),
    /// 0.0 for noise.
    pub recovery_capability: f64,
    /// True when the part is exactly as packed.
    pub intact: bool,
    /// True when [`heal_part`](crate::packages::heal_part) gives it back.
    pub mendable: bool,
    /// Part number, when the part is intact or mendable.
    pub part_number: Option<u16>,
    /// Parts of its component, likewise.
    pub total_parts: Option<u16>,
    /// Data parts of its component, likewise.
    pub data_parts: Option<u16>,
    /// Kind of its component, likewise.
    pub kind: Option<&'static str>,
    /// Number of its component, likewise.
    pub component_id: Option<u8>,
    /// Volume of its component, likewise.
    pub volume: Option<u8>,
}

/// A component put together again from its parts.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Reconstructed {
    /// The component's bytes.
    pub data: Vec<u8>,
    /// Intact parts / all parts.
    pub coherence: f64,
    /// The numbers of the parts that had to be rebuilt.
    pub recovered: Vec<u16>,
}
