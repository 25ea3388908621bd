//! Cutting a stream into components: how many bytes the next one takes, and how they are coded.
//!
//! A component takes stream bytes until its encoded form fills its data parts or its decoded form
//! reaches 8 MiB. Where exactly the encoder cuts is its own choice; a reader never needs to know.

use super::geometry::{Geometry, MAX_CAPACITY, MAX_DECODED, Redundancy};
use super::part::Coding;
use crate::codec::{Codec, CodecError, brotli, huffman};

/// Which codec the packer uses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CodecChoice {
    /// Per component: brotli when smaller, else Huffman, else stored. The default.
    #[default]
    Auto,
    /// Canonical Huffman: every part decodes alone.
    Huffman,
    /// Brotli over each component.
    Brotli,
    /// No compression.
    Stored,
}

impl CodecChoice {
    /// Every choice with its name.
    pub const ALL: [(&'static str, CodecChoice); 4] = [
        ("auto", CodecChoice::Auto),
        ("huffman", CodecChoice::Huffman),
        ("brotli", CodecChoice::Brotli),
        ("stored", CodecChoice::Stored),
    ];

    /// The choice called `name`.
    pub fn from_name(name: &str) -> Option<CodecChoice> {
        CodecChoice::ALL
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, choice)| *choice)
    }
}

impl std::str::FromStr for CodecChoice {
    type Err = CodecError;

    fn from_str(text: &str) -> Result<CodecChoice, CodecError> {
        CodecChoice::from_name(text).ok_or_else(|| CodecError::Argument {
            name: "codec",
            range: "auto, huffman, brotli, stored",
            got: text.into(),
        })
    }
}

/// How components are cut and coded.
#[derive(Clone, Copy, Debug)]
pub struct CutOptions {
    /// The codec.
    pub codec: CodecChoice,
    /// Brotli quality, 0..=11.
    pub quality: u32,
    /// Parity's share.
    pub redundancy: Redundancy,
}

/// One data part's worth of a component.
#[derive(Clone, Debug)]
pub struct CutBlock {
    /// The header fields.
    pub coding: Coding,
    range: std::ops::Range<usize>,
}

/// A component cut from the front of a stream.
#[derive(Clone, Debug)]
pub struct Cut {
    /// Stream bytes it takes.
    pub raw_len: usize,
    /// Its shape.
    pub geometry: Geometry,
    /// The codec of its parts (Huffman components may hold stored and run parts too).
    pub codec: Codec,
    blocks: Vec<CutBlock>,
    /// The payloads one after the other; `None` when they are the raw bytes themselves.
    encoded: Option<Vec<u8>>,
}

impl Cut {
    /// One block per data part; missing ones at the end are empty.
    pub fn blocks(&self) -> &[CutBlock] {
        &self.blocks
    }

    /// The payload of a block; `raw` is the stream the component was cut from.
    pub fn payload<'a>(&'a self, raw: &'a [u8], block: &CutBlock) -> &'a [u8] {
        &self.encoded.as_deref().unwrap_or(raw)[block.range.clone()]
    }
}

/// Most bytes of stream that [`cut`] ever looks at.
pub const LOOKAHEAD: usize = MAX_DECODED;

impl CutOptions {
    /// Bytes of stream that [`cut`] wants to see with these options, unless the stream ends before.
    pub fn lookahead(&self) -> usize {
        match self.codec {
            CodecChoice::Stored => self.redundancy.full_data_parts() * MAX_CAPACITY,
            _ => LOOKAHEAD,
        }
    }
}

/// How many bytes at brotli qualities 10 and 11, whose encoder needs memory by input size.
const SLOW_BROTLI_LIMIT: usize = 2 << 20;

/// Cuts the next component. `raw` holds as many bytes as the [lookahead](CutOptions::lookahead) or
/// all that are left; empty input gives an empty component.
///
/// # Errors
/// `Argument` for a quality above 11, `Memory` when the encoder finds no room.
pub fn cut(raw: &[u8], options: &CutOptions) -> Result<Cut, CodecError> {
    cut_with(raw, options, &mut || Ok(()))
}

/// [`cut`] that asks `step` again and again whether to go on: the highest qualities take seconds.
///
/// # Errors
/// Those of [`cut`], and what `step` fails with.
pub fn cut_with<E: From<CodecError>>(
    raw: &[u8],
    options: &CutOptions,
    step: &mut dyn FnMut() -> Result<(), E>,
) -> Result<Cut, E> {
    let raw = &raw[..raw.len().min(LOOKAHEAD)];
    match options.codec {
        CodecChoice::Stored => Ok(cut_stored(raw, options.redundancy)),
        CodecChoice::Huffman => Ok(cut_huffman(raw, options.redundancy)),
        CodecChoice::Brotli => {
            Ok(cut_brotli(raw, options, step)?
                .unwrap_or_else(|| cut_stored(raw, options.redundancy)))
        }
        CodecChoice::Auto => cut_auto(raw, options, step),
    }
}

fn cut_auto<E: From<CodecError>>(
    raw: &[u8],
    options: &CutOptions,
    step: &mut dyn FnMut() -> Result<(), E>,
) -> Result<Cut, E> {
    if let Some(cut) = cut_brotli(raw, options, step)? {
        let encoded = cut.encoded.as_ref().map_or(0, Vec::len);
        let huffman = huffman::encoded_size(&raw[..cut.raw_len]);
        if encoded <= huffman {
            return Ok(cut);
        }
    }
    let stored = cut_stored(raw, options.redundancy);
    if huffman::encoded_size(&raw[..stored.raw_len]) < stored.raw_len {
        Ok(cut_huffman(raw, options.redundancy))
    } else {
        Ok(stored)
    }
}

fn empty_block(codec: Codec, raw_offset: usize) -> CutBlock {
    let coding = Coding {
        full_size: 0,
        payload_len: 0,
        codec,
        raw_offset: raw_offset as u32,
        streams: 0,
        table: [0; huffman::TABLE_LEN],
    };
    CutBlock {
        coding,
        range: 0..0,
    }
}

fn cut_stored(raw: &[u8], redundancy: Redundancy) -> Cut {
    let raw_len = raw.len().min(redundancy.full_data_parts() * MAX_CAPACITY);
    let geometry = Geometry::for_encoded(raw_len, redundancy);
    let blocks = slices(raw_len, geometry).map(|range| {
        let mut block = empty_block(Codec::Stored, range.start);
        block.coding.full_size = range.len() as u64;
        block.coding.payload_len = range.len() as u16;
        CutBlock { range, ..block }
    });
    Cut {
        raw_len,
        geometry,
        codec: Codec::Stored,
        blocks: blocks.collect(),
        encoded: None,
    }
}

/// `0..len` in as many ranges as there are data parts, each of the capacity but the last.
fn slices(len: usize, geometry: Geometry) -> impl Iterator<Item = std::ops::Range<usize>> {
    let at = move |i: usize| (i * geometry.capacity).min(len);
    (0..geometry.data).map(move |i| at(i)..at(i + 1))
}

/// `None` when brotli makes nothing smaller.
fn cut_brotli<E: From<CodecError>>(
    raw: &[u8],
    options: &CutOptions,
    step: &mut dyn FnMut() -> Result<(), E>,
) -> Result<Option<Cut>, E> {
    let limit = if options.quality > 9 {
        SLOW_BROTLI_LIMIT
    } else {
        LOOKAHEAD
    };
    let capacity = options.redundancy.full_data_parts() * MAX_CAPACITY;
    let raw = &raw[..raw.len().min(limit)];
    let (raw_len, encoded) = brotli::compress_prefix_with(raw, capacity, options.quality, step)?;
    if encoded.len() >= raw_len {
        return Ok(None);
    }
    let geometry = Geometry::for_encoded(encoded.len(), options.redundancy);
    let blocks = slices(encoded.len(), geometry).map(|range| {
        let mut block = empty_block(Codec::Brotli, 0);
        block.coding.full_size = raw_len as u64;
        block.coding.payload_len = range.len() as u16;
        CutBlock { range, ..block }
    });
    let blocks = blocks.collect();
    Ok(Some(Cut {
        raw_len,
        geometry,
        codec: Codec::Brotli,
        blocks,
        encoded: Some(encoded),
    }))
}

fn cut_huffman(raw: &[u8], redundancy: Redundancy) -> Cut {
    let full = Geometry::full(redundancy);
    let (raw_len, blocks) = huffman_blocks(raw, full.capacity, full.data);
    if raw_len < raw.len() || blocks.len() == full.data {
        return huffman_cut(raw_len, full, blocks);
    }
    let data = Geometry::data_parts_for(blocks.len(), redundancy);
    let parity = redundancy.parity_for(data);
    let (capacity, blocks) = tightest(raw, data, blocks);
    huffman_cut(
        raw_len,
        Geometry {
            data,
            parity,
            capacity,
        },
        blocks,
    )
}

/// The smallest capacity at which `raw` takes at most `data` parts, and those parts.
fn tightest(raw: &[u8], data: usize, at_most: Vec<huffman::Block>) -> (usize, Vec<huffman::Block>) {
    if raw.is_empty() {
        return (0, Vec::new());
    }
    let (mut low, mut high, mut best) = (1, MAX_CAPACITY, at_most);
    while low < high {
        let middle = (low + high) / 2;
        let (raw_len, blocks) = huffman_blocks(raw, middle, data);
        if raw_len == raw.len() {
            (high, best) = (middle, blocks);
        } else {
            low = middle + 1;
        }
    }
    (high, best)
}

/// At most `most` blocks from the front of `raw`, and how many bytes they hold.
fn huffman_blocks(raw: &[u8], capacity: usize, most: usize) -> (usize, Vec<huffman::Block>) {
    let (mut at, mut blocks) = (0, Vec::new());
    while at < raw.len() && blocks.len() < most {
        let block = huffman::encode_prefix(&raw[at..], capacity);
        at += block.raw_len;
        blocks.push(block);
    }
    (at, blocks)
}

fn huffman_cut(raw_len: usize, geometry: Geometry, parts: Vec<huffman::Block>) -> Cut {
    let (mut encoded, mut blocks, mut raw_offset) = (Vec::new(), Vec::new(), 0);
    for part in parts {
        let from = encoded.len();
        encoded.extend_from_slice(&part.payload);
        blocks.push(CutBlock {
            coding: Coding {
                full_size: part.raw_len as u64,
                payload_len: part.payload.len() as u16,
                codec: part.codec,
                raw_offset: raw_offset as u32,
                streams: part.streams,
                table: part.table,
            },
            range: from..encoded.len(),
        });
        raw_offset += part.raw_len;
    }
    blocks.resize_with(geometry.data, || empty_block(Codec::Stored, raw_offset));
    Cut {
        raw_len,
        geometry,
        codec: Codec::Huffman,
        blocks,
        encoded: Some(encoded),
    }
}
