//! The manifest: what a volume holds, as JSON. It travels as a component of its own, and once more
//! in plain as the last zip entry.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::{Deserialize, Serialize};
use std::io::{self, Write};

use super::super::geometry::{MAX_CAPACITY, MAX_DATA, MAX_DECODED, MAX_PARITY};
use super::super::{Address, Head, Kind, RecoveryError};
use crate::codec::Codec;

/// The name of the plain copy in the zip.
pub const MANIFEST_NAME: &str = "integrity-manifest.json";
const FORMAT: &str = "diram-package";

/// What the components of kind 0 hold together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Content {
    /// A tar stream.
    Tar,
    /// One file, or a stream.
    File,
}

/// The one file of a package whose content is a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileInfo {
    /// Its name; what is not UTF-8 is replaced.
    pub name: String,
    /// Its name's bytes in base64, when they are not UTF-8.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_base64: Option<String>,
    /// Permission bits.
    pub mode: u32,
    /// Modification time in seconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mtime: Option<i64>,
}

/// What a manifest says about the package as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    format: String,
    format_version: u32,
    /// Package name.
    pub name: String,
    /// Package version.
    pub version: String,
    /// The tag, 6 hex digits.
    pub tag: String,
    /// What the content is.
    pub content: Content,
    /// The file, when the content is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<FileInfo>,
    /// Which volume this manifest describes; absent in the plain copy of several volumes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volume: Option<u8>,
    /// How many volumes there are; only the last one knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volumes: Option<u16>,
    /// Bytes of the content; only the last one knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
}

impl Header {
    /// The header of a package; volume, volumes and size are filled in where they are known.
    pub fn new(name: &str, version: &str, content: Content, file: Option<FileInfo>) -> Header {
        Header {
            format: FORMAT.into(),
            format_version: 1,
            name: name.into(),
            version: version.into(),
            tag: String::new(),
            content,
            file,
            volume: None,
            volumes: None,
            size: None,
        }
    }
}

/// What is known about a component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComponentInfo {
    /// Address, geometry, tag and SHA-256.
    pub head: Head,
    /// Decoded bytes; `None` when no manifest says so.
    pub size: Option<u64>,
    /// The codec; `None` when no manifest says so.
    pub codec: Option<Codec>,
    /// The first 8 bytes of every part's SHA-256; empty when no manifest says so.
    pub hashes: Vec<[u8; 8]>,
}

impl ComponentInfo {
    /// The hashes in the form [`Parts`](super::super::Parts) takes.
    pub fn known_hashes(&self) -> Option<Vec<[u8; 8]>> {
        (!self.hashes.is_empty()).then(|| self.hashes.clone())
    }
}

#[derive(Serialize, Deserialize)]
struct Row {
    kind: String,
    id: u8,
    volume: u8,
    size: u64,
    sha256: String,
    integrity: String,
    codec: String,
    data_parts: u16,
    parity_parts: u16,
    capacity: u16,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    last: bool,
    parts: String,
}

/// A volume's manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// About the package.
    pub header: Header,
    /// The volume's components in stream order, without the manifest's own.
    pub components: Vec<ComponentInfo>,
}

/// What a manifest holds beside its [`Header`]; both are read from the same text, since what
/// neither knows is then skipped and not kept.
#[derive(Deserialize)]
struct Rows {
    components: Vec<Row>,
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut out = [0; N];
    if text.len() != 2 * N || !text.is_ascii() {
        return None;
    }
    for (i, byte) in out.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * i..2 * i + 2)?, 16).ok()?;
    }
    Some(out)
}

/// The hash as web pages write it.
fn integrity(sha256: &[u8; 32]) -> String {
    format!("sha256-{}", BASE64.encode(sha256))
}

fn row(info: &ComponentInfo) -> Row {
    let head = &info.head;
    Row {
        kind: head.address.kind.name().into(),
        id: head.address.id,
        volume: head.address.volume,
        size: info.size.unwrap_or(0),
        sha256: hex(&head.sha256),
        integrity: integrity(&head.sha256),
        codec: info.codec.unwrap_or(Codec::Stored).name().into(),
        data_parts: head.data.into(),
        parity_parts: head.parity() as u16,
        capacity: head.capacity,
        last: head.last,
        parts: BASE64.encode(info.hashes.concat()),
    }
}

/// Writes a manifest: the header, then one line per component.
pub(super) fn write_json<'a>(
    out: &mut dyn Write,
    header: &Header,
    components: impl Iterator<Item = &'a ComponentInfo>,
) -> io::Result<()> {
    let text = serde_json::to_string(header)?;
    let open_object = text.strip_suffix('}').unwrap_or(&text);
    out.write_all(open_object.as_bytes())?;
    out.write_all(b",\"components\":[")?;
    for (i, info) in components.enumerate() {
        out.write_all(if i == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &row(info))?;
    }
    out.write_all(b"\n]}\n")
}

impl Manifest {
    /// Reads a manifest and checks that it can be one.
    ///
    /// # Errors
    /// `Corrupt` when it is no JSON of this shape or contradicts itself.
    pub fn parse(bytes: &[u8]) -> Result<Manifest, RecoveryError> {
        let broken = |why: String| RecoveryError::Manifest { why };
        let no_manifest = |e: serde_json::Error| broken(format!("not a manifest: {e}"));
        let header: Header = serde_json::from_slice(bytes).map_err(no_manifest)?;
        if header.format != FORMAT || header.format_version != 1 {
            let (format, version) = (&header.format, header.format_version);
            return Err(broken(format!(
                "format {format:?} {version}, expected {FORMAT:?} 1"
            )));
        }
        let tag = unhex(&header.tag).ok_or_else(|| broken("tag is not 6 hex digits".into()))?;
        let rows: Rows = serde_json::from_slice(bytes).map_err(no_manifest)?;
        let mut numbers = Numbers::default();
        let components = rows
            .components
            .into_iter()
            .enumerate()
            .map(|(i, row)| {
                let info = component(row, tag)
                    .ok_or_else(|| broken(format!("component {i} cannot be")))?;
                if !numbers.admit(info.head.address) {
                    let kind = info.head.address.kind.name();
                    return Err(broken(format!(
                        "component {i} is not the next of kind {kind}"
                    )));
                }
                Ok(info)
            })
            .collect::<Result<_, _>>()?;
        Ok(Manifest { header, components })
    }
}

/// Ids count up within volume and kind, so none is missing and none comes twice.
#[derive(Default)]
struct Numbers {
    volume: u8,
    next: [u16; Kind::ALL.len()],
}

impl Numbers {
    fn admit(&mut self, address: Address) -> bool {
        if address.volume > self.volume {
            // Only the plain copy has more volumes than one.
            *self = Numbers {
                volume: address.volume,
                ..Numbers::default()
            };
        }
        let first = u16::from(address.kind == Kind::Manifest);
        let next = &mut self.next[address.kind as usize];
        let is_next = address.volume == self.volume && u16::from(address.id) == *next + first;
        *next += 1;
        is_next
    }
}

fn component(row: Row, tag: [u8; 3]) -> Option<ComponentInfo> {
    let (data, parity) = (usize::from(row.data_parts), usize::from(row.parity_parts));
    let hashes = BASE64.decode(row.parts).ok()?;
    let sane = (1..=MAX_DATA).contains(&data)
        && parity <= MAX_PARITY
        && usize::from(row.capacity) <= MAX_CAPACITY
        && row.size <= MAX_DECODED as u64
        && hashes.len() == 8 * (data + parity);
    if !sane {
        return None;
    }
    let kind = Kind::from_name(&row.kind)?;
    let sha256 = unhex(&row.sha256)?;
    if row.integrity != integrity(&sha256) {
        return None;
    }
    Some(ComponentInfo {
        head: Head {
            address: Address {
                volume: row.volume,
                kind,
                id: row.id,
            },
            total: (data + parity) as u16,
            data: data as u8,
            last: row.last,
            capacity: row.capacity,
            tag,
            sha256,
        },
        size: Some(row.size),
        codec: Some(Codec::from_name(&row.codec)?),
        hashes: hashes
            .chunks_exact(8)
            .filter_map(|hash| hash.try_into().ok())
            .collect(),
    })
}

/// The manifest as bytes.
pub fn to_json(header: &Header, components: &[ComponentInfo]) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    write_json(&mut out, header, components.iter())?;
    Ok(out)
}
