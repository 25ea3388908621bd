//! One part file: 256 bytes of header, the payload, 128 bytes of footer. AuraSeal specification §4.1.
//!
//! The byte table is in [`FORMAT.md`](super). A part names its package (tag), its component
//! (volume, kind, id and the SHA-256 of the component's bytes) and its own number; it mends a burst
//! of 32 bytes by itself ([`super::inner`]) and is one shard of its component's parity
//! ([`super::parity`]).

use sha2::{Digest, Sha256};

use super::{Kind, PartError, geometry::MAX_CAPACITY, inner};
use crate::codec::{Codec, huffman};

/// Bytes of a part's header.
pub const HEADER_LEN: usize = 256;
/// Bytes of a part's footer.
pub const FOOTER_LEN: usize = 128;
/// The first four bytes, little-endian.
pub const MAGIC: u32 = 0xD12A_4C00;
/// The format version written and read.
pub const VERSION: u8 = 1;
/// Header bytes that are the same in all parts of a component, but for the part number.
pub const HEAD_LEN: usize = 48;

/// Where the parity-coded header fields begin and end.
pub(crate) const CODED: std::ops::Range<usize> = 48..192;

/// Which component of a package: volume, kind and number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Address {
    /// Volume, 0 in packages up to 256 components a kind.
    pub volume: u8,
    /// Kind.
    pub kind: Kind,
    /// Number within volume and kind.
    pub id: u8,
}

impl Address {
    /// The path of one of its parts inside the zip.
    pub fn part_path(self, part: usize) -> String {
        let (folder, word, id) = (self.kind.folder(), self.kind.name(), self.id);
        match self.volume {
            0 => format!("{folder}diram-{word}-{id}.part.{part}"),
            volume => format!("volumes/{volume}/{folder}diram-{word}-{id}.part.{part}"),
        }
    }

    /// The address and part number that [`part_path`](Address::part_path) wrote into `path`.
    pub fn parse_part_path(path: &str) -> Option<(Address, u8)> {
        let (volume, rest) = match path.strip_prefix("volumes/") {
            Some(rest) => {
                let (volume, rest) = rest.split_once('/')?;
                (volume.parse().ok().filter(|v| *v > 0)?, rest)
            }
            None => (0, path),
        };
        let kind = Kind::ALL
            .into_iter()
            .find(|kind| rest.starts_with(kind.folder()))?;
        let name = rest.strip_prefix(kind.folder())?.strip_prefix("diram-")?;
        let (id, part) = name
            .strip_prefix(kind.name())?
            .strip_prefix('-')?
            .split_once(".part.")?;
        let address = Address {
            volume,
            kind,
            id: id.parse().ok()?,
        };
        let part = part.parse::<u8>().ok()?;
        (address.part_path(part.into()) == path).then_some((address, part))
    }
}

/// What the first 48 header bytes of all parts of a component have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Head {
    /// Which component.
    pub address: Address,
    /// Parts in all, 1..=256.
    pub total: u16,
    /// Data parts, 1..=240.
    pub data: u8,
    /// The last component of the package that is not a manifest's.
    pub last: bool,
    /// Payload bytes of each part, 0..=5120.
    pub capacity: u16,
    /// The package's tag.
    pub tag: [u8; 3],
    /// SHA-256 of the component's decoded bytes.
    pub sha256: [u8; 32],
}

impl Head {
    /// The 48 bytes for part `number`.
    pub fn to_bytes(&self, number: u8) -> [u8; HEAD_LEN] {
        let mut out = [0; HEAD_LEN];
        out[0..4].copy_from_slice(&MAGIC.to_le_bytes());
        out[4] = VERSION;
        out[5] = self.address.id;
        out[6] = number;
        out[7] = (self.total - 1) as u8;
        out[8] = self.data;
        out[9] = self.address.kind as u8 | u8::from(self.last) << 7;
        out[10..12].copy_from_slice(&self.capacity.to_le_bytes());
        out[12] = self.address.volume;
        out[13..16].copy_from_slice(&self.tag);
        out[16..48].copy_from_slice(&self.sha256);
        out
    }

    /// Reads the 48 bytes: the head and the part's number.
    ///
    /// # Errors
    /// `Format` without the magic, `Unsupported` for another version, `Corrupt` for a field that
    /// cannot be.
    pub fn parse(bytes: &[u8; HEAD_LEN]) -> Result<(Head, u8), PartError> {
        let magic = u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
        if magic != MAGIC {
            return Err(PartError::Magic { found: magic });
        }
        if bytes[4] != VERSION {
            return Err(PartError::Version { found: bytes[4] });
        }
        let field = |field, found: u64, expected| PartError::Field {
            field,
            found,
            expected,
        };
        let total = u16::from(bytes[7]) + 1;
        let (number, data) = (bytes[6], bytes[8]);
        if u16::from(number) >= total {
            return Err(field("part_number", number.into(), "below total_parts"));
        }
        if data == 0 || data > 240 || u16::from(data) > total {
            return Err(field(
                "data_parts",
                data.into(),
                "1..=240 and at most total_parts",
            ));
        }
        if total - u16::from(data) > 16 {
            return Err(field(
                "total_parts",
                total.into(),
                "at most data_parts + 16",
            ));
        }
        let kind = Kind::from_u8(bytes[9] & 7)
            .ok_or_else(|| field("kind", (bytes[9] & 7).into(), "0..=5"))?;
        if bytes[9] & 0x78 != 0 {
            return Err(field("kind", bytes[9].into(), "zero in bits 3-6"));
        }
        let capacity = u16::from_le_bytes([bytes[10], bytes[11]]);
        if usize::from(capacity) > MAX_CAPACITY {
            return Err(field("capacity", capacity.into(), "0..=5120"));
        }
        let mut sha256 = [0; 32];
        sha256.copy_from_slice(&bytes[16..48]);
        let head = Head {
            address: Address {
                volume: bytes[12],
                kind,
                id: bytes[5],
            },
            total,
            data,
            last: bytes[9] & 0x80 != 0,
            capacity,
            tag: [bytes[13], bytes[14], bytes[15]],
            sha256,
        };
        Ok((head, number))
    }

    /// Bytes of each part's file.
    pub fn part_len(&self) -> usize {
        HEADER_LEN + usize::from(self.capacity) + FOOTER_LEN
    }

    /// Parity parts.
    pub fn parity(&self) -> usize {
        usize::from(self.total) - usize::from(self.data)
    }
}

/// How a data part's payload is coded: header bytes 48..192. In a parity part these bytes are
/// parity, not fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coding {
    /// Bytes this part decodes to; in a brotli slice, those of the whole component.
    pub full_size: u64,
    /// Payload bytes in use.
    pub payload_len: u16,
    /// The codec.
    pub codec: Codec,
    /// Where the decoded bytes begin in the component (24 bits).
    pub raw_offset: u32,
    /// Huffman streams: 0, 1 or 4.
    pub streams: u8,
    /// Huffman code lengths, as nibbles.
    pub table: [u8; huffman::TABLE_LEN],
}

impl Coding {
    /// The 144 bytes.
    pub fn to_bytes(&self) -> [u8; 144] {
        let mut out = [0; 144];
        out[0..8].copy_from_slice(&self.full_size.to_le_bytes());
        out[8..10].copy_from_slice(&self.payload_len.to_le_bytes());
        out[10] = self.codec as u8;
        out[11..14].copy_from_slice(&self.raw_offset.to_le_bytes()[..3]);
        out[14] = self.streams;
        out[16..].copy_from_slice(&self.table);
        out
    }

    /// Reads the coded fields of a data part.
    ///
    /// # Errors
    /// `Truncated` when it ends before them, `Corrupt` for a field that cannot be.
    pub fn parse(part: &[u8]) -> Result<Coding, PartError> {
        let too_short = PartError::Length {
            found: part.len(),
            expected: HEADER_LEN + FOOTER_LEN,
        };
        let bytes = part.get(CODED).ok_or(too_short)?;
        let field = |field, found: u64, expected| PartError::Field {
            field,
            found,
            expected,
        };
        let mut table = [0; huffman::TABLE_LEN];
        table.copy_from_slice(&bytes[16..]);
        let coding = Coding {
            full_size: u64::from_le_bytes([
                bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7],
            ]),
            payload_len: u16::from_le_bytes([bytes[8], bytes[9]]),
            codec: Codec::from_u8(bytes[10])
                .ok_or_else(|| field("codec", bytes[10].into(), "0..=3"))?,
            raw_offset: u32::from_le_bytes([bytes[11], bytes[12], bytes[13], 0]),
            streams: bytes[14],
            table,
        };
        if !matches!(coding.streams, 0 | 1 | 4) {
            return Err(field("streams", coding.streams.into(), "0, 1 or 4"));
        }
        if bytes[15] != 0 {
            return Err(field("reserved", bytes[15].into(), "0"));
        }
        Ok(coding)
    }
}

/// Fills recovery bits and footer of a part whose header and payload are in place.
///
/// # Panics
/// When `part` is shorter than a header and a footer.
pub fn seal(part: &mut [u8]) {
    inner::write(part);
    let footer = footer(part, &digest(part));
    let at = part.len() - FOOTER_LEN;
    part[at..].copy_from_slice(&footer);
}

/// SHA-256 of header and payload.
pub fn digest(part: &[u8]) -> [u8; 32] {
    Sha256::digest(&part[..part.len() - FOOTER_LEN]).into()
}

fn footer(part: &[u8], sha: &[u8; 32]) -> [u8; FOOTER_LEN] {
    let mut out = [0; FOOTER_LEN];
    out[0..8].copy_from_slice(&sha[..8]);
    let crc = crc32fast::hash(&part[..part.len() - FOOTER_LEN]);
    out[8..12].copy_from_slice(&crc.to_le_bytes());
    out[12..16].copy_from_slice(&1.0f32.to_le_bytes());
    out[16..48].copy_from_slice(sha);
    out[48..64].copy_from_slice(&part[..16]);
    out
}

/// What is known about a part before looking at it.
#[derive(Clone, Copy, Debug)]
pub struct Expected {
    /// Its first 48 bytes.
    pub head: [u8; HEAD_LEN],
    /// The first 8 bytes of its SHA-256, from the manifest.
    pub sha8: Option<[u8; 8]>,
}

/// How a part was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Examined {
    /// Exactly as packed.
    Intact,
    /// It was damaged and is now as packed.
    Mended,
}

/// Depth 1: looks at a part in place, and mends it there when a hash proves the result.
/// `part` is left as it was when nothing can be done.
///
/// With `expected`, its head is tried before the part's own, and a part that belongs elsewhere is
/// refused. The footer is rewritten, never judged.
///
/// # Errors
/// `Truncated` and `Trailing` for a wrong length; those of [`Head::parse`]; `Integrity` when the part
/// is damaged beyond its inner code.
pub fn examine(part: &mut [u8], expected: Option<&Expected>) -> Result<Examined, PartError> {
    let payload = part.len().checked_sub(HEADER_LEN + FOOTER_LEN);
    if payload.is_none_or(|p| p > MAX_CAPACITY) {
        let expected = HEADER_LEN + FOOTER_LEN;
        return Err(PartError::Length {
            found: part.len(),
            expected,
        });
    }
    let found = first_disagreement(part, expected);
    let Some(field) = found else {
        return Ok(Examined::Intact);
    };
    if field == "footer" && accept(part, expected) {
        return Ok(Examined::Mended);
    }
    let mut copy = part.to_vec();
    if let Some(expected) = expected {
        copy[..HEAD_LEN].copy_from_slice(&expected.head);
        if mend_and_accept(&mut copy, Some(expected)) {
            part.copy_from_slice(&copy);
            return Ok(Examined::Mended);
        }
        copy.copy_from_slice(part);
    }
    if mend_and_accept(&mut copy, expected) {
        part.copy_from_slice(&copy);
        return Ok(Examined::Mended);
    }
    Err(refusal(part, expected))
}

/// `None` when the part is exactly as packed; `"footer"` when only the footer may be wrong.
fn first_disagreement(part: &[u8], expected: Option<&Expected>) -> Option<&'static str> {
    let sha = digest(part);
    if part[part.len() - FOOTER_LEN..] != footer(part, &sha) {
        return Some("footer");
    }
    if expected.is_some_and(|e| part[..HEAD_LEN] != e.head) || own_head(part).is_err() {
        return Some("head");
    }
    None
}

fn own_head(part: &[u8]) -> Result<Head, PartError> {
    let (mut bytes, len) = ([0; HEAD_LEN], HEADER_LEN + FOOTER_LEN);
    if part.len() < len {
        return Err(PartError::Length {
            found: part.len(),
            expected: len,
        });
    }
    bytes.copy_from_slice(&part[..HEAD_LEN]);
    let (head, _) = Head::parse(&bytes)?;
    if head.part_len() != part.len() {
        return Err(PartError::Length {
            found: part.len(),
            expected: head.part_len(),
        });
    }
    Ok(head)
}

fn mend_and_accept(part: &mut [u8], expected: Option<&Expected>) -> bool {
    inner::mend(part) && accept(part, expected)
}

/// Whether a hash proves header and payload; if so the footer is rewritten.
fn accept(part: &mut [u8], expected: Option<&Expected>) -> bool {
    if expected.is_some_and(|e| part[..HEAD_LEN] != e.head) || own_head(part).is_err() {
        return false;
    }
    if !inner::is_consistent(part) {
        return false;
    }
    let sha = digest(part);
    let at = part.len() - FOOTER_LEN;
    let footer_says = part[at + 16..at + 48] == sha || part[at..at + 8] == sha[..8];
    let manifest_says = expected
        .and_then(|e| e.sha8)
        .is_some_and(|sha8| sha8 == sha[..8]);
    if footer_says || manifest_says {
        let footer = footer(part, &sha);
        part[at..].copy_from_slice(&footer);
    }
    footer_says || manifest_says
}

fn refusal(part: &[u8], expected: Option<&Expected>) -> PartError {
    match own_head(part) {
        Err(e) => e,
        Ok(_) if expected.is_some_and(|e| part[..HEAD_LEN] != e.head) => PartError::Checksum {
            part_number: part[6],
            field: "identity",
        },
        Ok(_) => PartError::Checksum {
            part_number: part[6],
            field: "sha256",
        },
    }
}

/// The share of a chunk's 32 codewords that are clean: 1.0 for an intact part (and for one whose
/// footer alone is damaged), 0.0 for noise, which bears the magic at neither end.
pub fn clean_share(chunk: &[u8]) -> f64 {
    let len_ok =
        (HEADER_LEN + FOOTER_LEN..=HEADER_LEN + MAX_CAPACITY + FOOTER_LEN).contains(&chunk.len());
    if !len_ok {
        return 0.0;
    }
    let identity = |at: usize| {
        let head = &chunk[at..at + 4];
        head == MAGIC.to_le_bytes()
    };
    let is_part = identity(0)
        || identity(chunk.len() - FOOTER_LEN + 48)
        || examine(&mut chunk.to_vec(), None).is_ok();
    if !is_part {
        return 0.0;
    }
    f64::from(inner::clean_codewords(chunk)) / inner::LANES as f64
}

#[cfg(test)]
mod tests;
