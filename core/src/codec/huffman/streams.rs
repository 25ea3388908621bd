//! One or four streams behind an optional jump table: the payload of blocks and containers alike.

use super::FOUR_STREAMS_FROM;
use super::reader::{self, Decoder};
use super::writer::Encoder;
use crate::codec::CodecError;

/// Where a payload stands, which sets the width of its jump table.
#[derive(Clone, Copy)]
pub(super) enum Place {
    /// In a block: lengths of 16 bits.
    Block,
    /// In a container: lengths of 64 bits.
    Container,
}

impl Place {
    fn what(self) -> &'static str {
        match self {
            Place::Block => "huffman block",
            Place::Container => "huffman container",
        }
    }

    fn width(self) -> usize {
        match self {
            Place::Block => 2,
            Place::Container => 8,
        }
    }

    /// Bytes of the jump table in front of `streams` streams.
    pub(super) fn jump_len(self, streams: u8) -> usize {
        if streams == 4 { 3 * self.width() } else { 0 }
    }

    fn truncated(self, have: usize, need: usize) -> CodecError {
        CodecError::Truncated {
            what: self.what(),
            have,
            need,
        }
    }

    fn corrupt(self, why: &'static str) -> CodecError {
        CodecError::Corrupt {
            what: self.what(),
            why,
        }
    }
}

/// Streams of a block or container of this many raw bytes.
pub(super) fn stream_count(raw_len: usize) -> u8 {
    if raw_len < FOUR_STREAMS_FROM { 1 } else { 4 }
}

/// Raw bytes of each of four streams but the last.
pub(super) fn quarter(raw_len: usize) -> usize {
    raw_len.div_ceil(4)
}

/// Writes the payload to the start of `out` and gives its length; `None` when `out` is too short.
pub(super) fn write(raw: &[u8], encoder: &Encoder, place: Place, out: &mut [u8]) -> Option<usize> {
    if stream_count(raw.len()) == 1 {
        return encoder.write(raw, out);
    }
    let width = place.width();
    let mut at = place.jump_len(4);
    for (stream, piece) in raw.chunks(quarter(raw.len())).enumerate() {
        let written = encoder.write(piece, out.get_mut(at..)?)?;
        if stream < 3 {
            let entry = (written as u64).to_le_bytes();
            out.get_mut(stream * width..(stream + 1) * width)?
                .copy_from_slice(&entry[..width]);
        }
        at += written;
    }
    Some(at)
}

/// Reads the payload into the whole of `out`.
pub(super) fn read(
    payload: &[u8],
    lengths: &[u8; 256],
    streams: u8,
    place: Place,
    out: &mut [u8],
) -> Result<(), CodecError> {
    check_counts(payload.len(), out.len(), streams, place)?;
    super::canonical::check_complete(lengths, place.what())?;
    let decoder = Decoder::new(lengths);
    let done = if streams == 1 {
        decoder.read([payload], [out])
    } else {
        let inputs = split_inputs(payload, place)?;
        decoder.read(inputs, split_output(out))
    };
    done.map_err(|stop| match stop {
        reader::Stop::Short => place.truncated(payload.len(), payload.len() + 1),
        reader::Stop::Padding => place.corrupt("the unused bits of a stream are not zero"),
        reader::Stop::Long { last: false, .. } => place.corrupt("a stream is not used up"),
        reader::Stop::Long { last: true, extra } => CodecError::Trailing {
            what: place.what(),
            extra,
        },
    })
}

/// Refuses what contradicts the raw length before anything is allocated by it.
pub(super) fn check_counts(
    payload_len: usize,
    raw_len: usize,
    streams: u8,
    place: Place,
) -> Result<(), CodecError> {
    if raw_len == 0 {
        return Err(place.corrupt("no bytes are coded"));
    }
    if streams != stream_count(raw_len) {
        return Err(place.corrupt("the number of streams does not fit the length"));
    }
    // No symbol has fewer bits than one.
    let need = place.jump_len(streams) + raw_len.div_ceil(8);
    if payload_len < need {
        return Err(place.truncated(payload_len, need));
    }
    Ok(())
}

/// The four streams of a payload.
fn split_inputs(payload: &[u8], place: Place) -> Result<[&[u8]; 4], CodecError> {
    let short = |need| place.truncated(payload.len(), need);
    let jump_len = place.jump_len(4);
    let (jumps, mut rest) = payload
        .split_at_checked(jump_len)
        .ok_or_else(|| short(jump_len))?;
    let mut inputs = [rest; 4];
    for (input, entry) in inputs.iter_mut().zip(jumps.chunks_exact(place.width())) {
        let len = entry
            .iter()
            .rev()
            .fold(0u64, |len, &byte| len << 8 | u64::from(byte));
        let len = usize::try_from(len).unwrap_or(usize::MAX);
        let before = payload.len() - rest.len();
        (*input, rest) = rest
            .split_at_checked(len)
            .ok_or_else(|| short(before.saturating_add(len)))?;
    }
    inputs[3] = rest;
    Ok(inputs)
}

/// The places of the four streams in the output.
fn split_output(out: &mut [u8]) -> [&mut [u8]; 4] {
    let quarter = quarter(out.len());
    let (first, rest) = out.split_at_mut(quarter);
    let (second, rest) = rest.split_at_mut(quarter);
    let (third, fourth) = rest.split_at_mut(quarter);
    [first, second, third, fourth]
}
