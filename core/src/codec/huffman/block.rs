//! One block: what one part carries.

use super::lengths::Leaves;
use super::streams::{self, Place};
use super::writer::Encoder;
use super::{MAX_BITS, MAX_BLOCK_RAW, TABLE_LEN, canonical, histogram};
use crate::codec::{Codec, CodecError};

const WHAT: &str = "huffman block";

/// The coded form of a piece of raw bytes, readable without any other block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Raw bytes this block stands for.
    pub raw_len: usize,
    /// Stored, run or huffman.
    pub codec: Codec,
    /// The code lengths; zero unless the codec is huffman.
    pub table: [u8; TABLE_LEN],
    /// 1 or 4 for huffman, else 0.
    pub streams: u8,
    /// Stored: the bytes. Run: the one byte. Huffman: the streams, behind their jump table.
    pub payload: Vec<u8>,
}

impl Block {
    pub(super) fn stored(raw: &[u8]) -> Block {
        Block {
            raw_len: raw.len(),
            codec: Codec::Stored,
            table: [0; TABLE_LEN],
            streams: 0,
            payload: raw.to_vec(),
        }
    }

    pub(super) fn run(byte: u8, raw_len: usize) -> Block {
        Block {
            raw_len,
            codec: Codec::Run,
            table: [0; TABLE_LEN],
            streams: 0,
            payload: vec![byte],
        }
    }

    pub(super) fn huffman(raw_len: usize, lengths: &[u8; 256], payload: Vec<u8>) -> Block {
        Block {
            raw_len,
            codec: Codec::Huffman,
            table: canonical::pack_table(lengths),
            streams: streams::stream_count(raw_len),
            payload,
        }
    }
}

/// The Huffman block of the whole of `raw`, with the best code of words up to `max_bits` bits.
///
/// `None` when there is no such block: fewer than two different bytes, more than [`MAX_BLOCK_RAW`]
/// bytes, `max_bits` above 15 or too few to tell the bytes apart. The payload may be longer than
/// `raw`; the caller compares.
pub fn encode_block(raw: &[u8], max_bits: u8) -> Option<Block> {
    if raw.len() > MAX_BLOCK_RAW || max_bits > MAX_BITS {
        return None;
    }
    let weights = histogram::count(raw);
    let lengths = Leaves::new(&weights).limited(max_bits)?;
    let bits: u64 = weights
        .iter()
        .zip(&lengths)
        .map(|(&weight, &length)| weight * u64::from(length))
        .sum();
    // Each of up to four streams ends with at most 7 unused bits.
    let room = Place::Block.jump_len(4) + (bits as usize + 28).div_ceil(8);
    let mut payload = vec![0; room];
    let written = streams::write(raw, &Encoder::new(&lengths), Place::Block, &mut payload)?;
    payload.truncate(written);
    Some(Block::huffman(raw.len(), &lengths, payload))
}

/// Decodes a Huffman block of `raw_len` bytes.
///
/// # Errors
/// [`CodecError`] for everything the format refuses: a table that is no complete prefix code, a
/// number of streams that does not fit `raw_len`, streams that end early, late or with padding that
/// is not zero, `raw_len` 0 or above [`MAX_BLOCK_RAW`]. Memory is taken only after the lengths agree.
pub fn decode_block(
    payload: &[u8],
    table: &[u8; TABLE_LEN],
    streams: u8,
    raw_len: usize,
) -> Result<Vec<u8>, CodecError> {
    check_raw_len(raw_len)?;
    streams::check_counts(payload.len(), raw_len, streams, Place::Block)?;
    let mut out = zeroed(raw_len)?;
    decode_block_into(payload, table, streams, &mut out)?;
    Ok(out)
}

/// Decodes a Huffman block of `out.len()` bytes into `out`.
///
/// # Errors
/// As [`decode_block`]; `out` is then partly written.
pub fn decode_block_into(
    payload: &[u8],
    table: &[u8; TABLE_LEN],
    streams: u8,
    out: &mut [u8],
) -> Result<(), CodecError> {
    check_raw_len(out.len())?;
    streams::read(
        payload,
        &canonical::unpack_table(table),
        streams,
        Place::Block,
        out,
    )
}

fn check_raw_len(raw_len: usize) -> Result<(), CodecError> {
    if raw_len > MAX_BLOCK_RAW {
        return Err(CodecError::OutputLimit {
            what: WHAT,
            limit: MAX_BLOCK_RAW,
        });
    }
    Ok(())
}

/// `len` zero bytes, or an error when there is no memory for them.
pub(super) fn zeroed(len: usize) -> Result<Vec<u8>, CodecError> {
    let mut out = Vec::new();
    out.try_reserve_exact(len)
        .map_err(|_| CodecError::Memory { bytes: len })?;
    out.resize(len, 0);
    Ok(out)
}
