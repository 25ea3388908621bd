//! The container: a whole input of any length with one table.

use super::block::zeroed;
use super::histogram::{self, Weights};
use super::lengths::Leaves;
use super::streams::{self, Place};
use super::writer::Encoder;
use super::{DEFAULT_MAX_BITS, TABLE_LEN, canonical};
use crate::codec::CodecError;

const WHAT: &str = "huffman container";
/// Raw length, table, streams byte.
const HEADER_LEN: usize = 8 + TABLE_LEN + 1;
/// The streams byte of a stored payload.
const STORED: u8 = 0;
/// The streams byte of a run.
const RUN: u8 = 0xff;

/// What the encoder decided for an input.
enum Plan {
    Stored,
    Run(u8),
    Huffman(Box<[u8; 256]>),
}

/// A plan and the bytes its payload takes.
struct Planned {
    plan: Plan,
    payload_len: usize,
}

fn plan(raw: &[u8], max_bits: u8) -> Planned {
    let stored = Planned {
        plan: Plan::Stored,
        payload_len: raw.len(),
    };
    let Some(&first) = raw.first() else {
        return stored;
    };
    let streams = streams::stream_count(raw.len());
    let piece_len = if streams == 1 {
        raw.len()
    } else {
        streams::quarter(raw.len())
    };
    let pieces: Vec<Weights> = raw.chunks(piece_len).map(histogram::count).collect();
    let mut weights = [0; 256];
    for piece in &pieces {
        weights
            .iter_mut()
            .zip(piece)
            .for_each(|(all, weight)| *all += weight);
    }
    let leaves = Leaves::new(&weights);
    if leaves.len() == 1 {
        return Planned {
            plan: Plan::Run(first),
            payload_len: 1,
        };
    }
    let Some(lengths) = leaves.limited(max_bits) else {
        return stored;
    };
    let stream_len = |piece: &Weights| {
        let bits: u64 = piece
            .iter()
            .zip(&lengths)
            .map(|(&weight, &length)| weight * u64::from(length))
            .sum();
        bits.div_ceil(8) as usize
    };
    let payload_len =
        Place::Container.jump_len(streams) + pieces.iter().map(stream_len).sum::<usize>();
    if payload_len < raw.len() {
        Planned {
            plan: Plan::Huffman(Box::new(lengths)),
            payload_len,
        }
    } else {
        stored
    }
}

/// Bytes of payload [`encode`] gives for `raw` (the header's 137 not counted): never more than
/// `raw.len()`. Costs one pass of counting, no coding.
pub fn encoded_size(raw: &[u8]) -> usize {
    plan(raw, DEFAULT_MAX_BITS).payload_len
}

/// The largest container of `len` raw bytes: stored.
pub fn bound(len: usize) -> usize {
    len.saturating_add(HEADER_LEN)
}

/// Codes `data` as a container, at most [`bound`] bytes long. Run when all bytes are equal,
/// huffman when that is shorter than the bytes themselves, else stored.
pub fn encode(data: &[u8]) -> Vec<u8> {
    encode_limited(data, DEFAULT_MAX_BITS)
}

/// [`encode`] with words of up to `max_bits` bits.
pub(super) fn encode_limited(data: &[u8], max_bits: u8) -> Vec<u8> {
    let planned = plan(data, max_bits);
    let mut out = vec![0; HEADER_LEN + planned.payload_len];
    write(data, &planned, &mut out);
    out
}

/// Codes `data` as a container at the start of `out`; gives the bytes written.
///
/// # Errors
/// [`CodecError::ShortBuffer`] when `out` is too short, with the exact need; `out` is untouched.
pub fn encode_into(data: &[u8], out: &mut [u8]) -> Result<usize, CodecError> {
    let planned = plan(data, DEFAULT_MAX_BITS);
    let need = HEADER_LEN + planned.payload_len;
    let have = out.len();
    let out = out
        .get_mut(..need)
        .ok_or(CodecError::ShortBuffer { have, need })?;
    write(data, &planned, out);
    Ok(need)
}

/// Writes header and payload; `out` has exactly their length.
fn write(data: &[u8], planned: &Planned, out: &mut [u8]) {
    let (header, payload) = out.split_at_mut(HEADER_LEN);
    header.fill(0);
    header[..8].copy_from_slice(&(data.len() as u64).to_le_bytes());
    header[HEADER_LEN - 1] = match &planned.plan {
        Plan::Stored => {
            payload.copy_from_slice(data);
            STORED
        }
        Plan::Run(byte) => {
            payload.fill(*byte);
            RUN
        }
        Plan::Huffman(lengths) => {
            header[8..8 + TABLE_LEN].copy_from_slice(&canonical::pack_table(lengths));
            let written = streams::write(data, &Encoder::new(lengths), Place::Container, payload);
            assert_eq!(
                written,
                Some(planned.payload_len),
                "the plan counted every bit"
            );
            streams::stream_count(data.len())
        }
    };
}

/// Decodes a container that holds at most `max_output` raw bytes.
///
/// # Errors
/// [`CodecError::OutputLimit`] when it announces more, before any memory is taken;
/// [`CodecError::Truncated`], [`CodecError::Trailing`] and [`CodecError::Corrupt`] for what the
/// format refuses; [`CodecError::Memory`] when the system has none.
pub fn decode(data: &[u8], max_output: usize) -> Result<Vec<u8>, CodecError> {
    let short = || CodecError::Truncated {
        what: WHAT,
        have: data.len(),
        need: HEADER_LEN,
    };
    let (raw_len, rest) = data.split_first_chunk::<8>().ok_or_else(short)?;
    let (table, rest) = rest.split_first_chunk::<TABLE_LEN>().ok_or_else(short)?;
    let (&streams, payload) = rest.split_first().ok_or_else(short)?;
    let raw_len = usize::try_from(u64::from_le_bytes(*raw_len))
        .ok()
        .filter(|&raw_len| raw_len <= max_output)
        .ok_or(CodecError::OutputLimit {
            what: WHAT,
            limit: max_output,
        })?;
    if matches!(streams, STORED | RUN) && table.iter().any(|&byte| byte != 0) {
        return Err(CodecError::Corrupt {
            what: WHAT,
            why: "a payload without code has a table",
        });
    }
    match streams {
        STORED => decode_stored(payload, raw_len),
        RUN => decode_run(payload, raw_len),
        _ => {
            streams::check_counts(payload.len(), raw_len, streams, Place::Container)?;
            let mut out = zeroed(raw_len)?;
            let lengths = canonical::unpack_table(table);
            streams::read(payload, &lengths, streams, Place::Container, &mut out)?;
            Ok(out)
        }
    }
}

fn decode_stored(payload: &[u8], raw_len: usize) -> Result<Vec<u8>, CodecError> {
    check_payload_len(payload, raw_len)?;
    let mut out = Vec::new();
    out.try_reserve_exact(raw_len)
        .map_err(|_| CodecError::Memory { bytes: raw_len })?;
    out.extend_from_slice(payload);
    Ok(out)
}

fn decode_run(payload: &[u8], raw_len: usize) -> Result<Vec<u8>, CodecError> {
    check_payload_len(payload, 1)?;
    if raw_len == 0 {
        return Err(CodecError::Corrupt {
            what: WHAT,
            why: "a run of no bytes",
        });
    }
    let mut out = zeroed(raw_len)?;
    if let Some(&byte) = payload.first() {
        out.fill(byte);
    }
    Ok(out)
}

fn check_payload_len(payload: &[u8], need: usize) -> Result<(), CodecError> {
    match payload.len().checked_sub(need) {
        Some(0) => Ok(()),
        Some(extra) => Err(CodecError::Trailing { what: WHAT, extra }),
        None => Err(CodecError::Truncated {
            what: WHAT,
            have: HEADER_LEN + payload.len(),
            need: HEADER_LEN.saturating_add(need),
        }),
    }
}
