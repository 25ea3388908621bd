//! Brotli (RFC 7932): a prefix that fits, and decoding that cannot be led beyond the length it is
//! told.
//!
//! Part of the compression layer of original specification 000 §2, whose Huffman stage alone is a
//! weak codec: brotli adds the matching in front of it. The stream is an ordinary one; every brotli
//! decoder reads it.
//!
//! ```
//! use diram_core::codec::brotli;
//! let raw = b"to be, or not to be, that is the question. ".repeat(3000);
//! let (used, packed) = brotli::compress_prefix(&raw, 1 << 20, 5)?;
//! assert_eq!(used, raw.len());
//! assert!(packed.len() < 3000);
//! assert_eq!(brotli::decompress(&packed, used)?, raw);
//! # Ok::<(), diram_core::codec::CodecError>(())
//! ```
//!
//! Limits: windows of at most 4 MiB written, 16 MiB read (the "large window" extension is refused).
//! Encoder memory: about 6 MiB at quality 5; 27 MiB at quality 11 for 1.2 MB of input, 77 MiB for
//! 8 MB, so keep inputs of qualities 10 and 11 at 2 MiB.

use ::brotli::enc::StandardAlloc;
use ::brotli::enc::encode::{
    BrotliEncoderDestroyInstance, BrotliEncoderOperation, BrotliEncoderParameter,
    BrotliEncoderStateStruct,
};
use ::brotli::{BrotliDecompressStream, BrotliResult, BrotliState};

use super::CodecError;

/// Raw bytes coded between two flushes.
const STEP: usize = 64 * 1024;
/// The shortest step begun because a longer one might not fit, unless nothing was coded yet.
const SHORTEST_STEP: usize = 8 * 1024;
/// Bytes a step may need beyond its raw bytes: stream header, block headers, flush.
const STEP_OVERHEAD: usize = 64;
/// Bytes the empty last block may need.
const END: usize = 4;
/// log2 of the window.
const WINDOW_BITS: u32 = 22;
/// Output taken from a coder at once.
const PIECE: usize = 64 * 1024;

/// Payload bytes after which a decoder for salvage gives what it has.
const SALVAGE_GULP: usize = 1024;

const WHAT: &str = "brotli stream";

/// Codes the largest prefix of `raw` that fits `capacity` for certain: (raw bytes used, a complete
/// brotli stream of at most `capacity` bytes).
///
/// `raw` is fed in steps of 64 KiB with a flush after each. A step is begun only when it would fit
/// even if incompressible; near the end of `capacity` steps become shorter, down to 8 KiB, so some
/// of `capacity` can stay unused. When not one byte fits, the result is `(0, …)`: an empty stream,
/// or no bytes at all for a capacity below that.
///
/// # Errors
/// [`CodecError::Argument`] for a `quality` above 11, [`CodecError::Memory`], and
/// [`CodecError::Corrupt`] should the encoder itself fail.
pub fn compress_prefix(
    raw: &[u8],
    capacity: usize,
    quality: u32,
) -> Result<(usize, Vec<u8>), CodecError> {
    compress_prefix_with(raw, capacity, quality, &mut || Ok(()))
}

/// [`compress_prefix`] that asks `step` before each 64 KiB whether to go on: at quality 11 a
/// component takes seconds.
///
/// # Errors
/// Those of [`compress_prefix`], and whatever `step` answers.
pub fn compress_prefix_with<E: From<CodecError>>(
    raw: &[u8],
    capacity: usize,
    quality: u32,
    step: &mut dyn FnMut() -> Result<(), E>,
) -> Result<(usize, Vec<u8>), E> {
    if quality > 11 {
        return Err(E::from(CodecError::Argument {
            name: "quality",
            range: "0..=11",
            got: quality.to_string(),
        }));
    }
    if step_len(raw.len(), capacity, 0) == 0 {
        // The empty stream: window of 16 bits, last, empty.
        return Ok((
            0,
            if capacity == 0 {
                Vec::new()
            } else {
                vec![0x06]
            },
        ));
    }
    let mut encoder = Encoder::new(quality, raw.len().min(capacity.saturating_mul(4)));
    let mut used = 0;
    loop {
        let next = step_len(raw.len() - used, capacity, encoder.out.len());
        if next == 0 {
            break;
        }
        step()?;
        encoder.feed(
            &raw[used..used + next],
            BrotliEncoderOperation::BROTLI_OPERATION_FLUSH,
        )?;
        used += next;
    }
    encoder.feed(&[], BrotliEncoderOperation::BROTLI_OPERATION_FINISH)?;
    if encoder.out.len() > capacity {
        return Err(E::from(CodecError::Corrupt {
            what: WHAT,
            why: "the encoder took more room than incompressible bytes need",
        }));
    }
    Ok((used, std::mem::take(&mut encoder.out)))
}

/// Raw bytes of the next step; 0 when none may be begun.
fn step_len(rest: usize, capacity: usize, written: usize) -> usize {
    let sure = capacity
        .saturating_sub(written)
        .saturating_sub(STEP_OVERHEAD + END);
    let step = rest.min(STEP).min(sure);
    if step < rest && step < SHORTEST_STEP && written > 0 {
        0
    } else {
        step
    }
}

/// A brotli encoder that keeps all its output.
struct Encoder {
    state: BrotliEncoderStateStruct<StandardAlloc>,
    out: Vec<u8>,
}

impl Encoder {
    fn new(quality: u32, size_hint: usize) -> Encoder {
        let mut state = BrotliEncoderStateStruct::new(StandardAlloc::default());
        state.set_parameter(BrotliEncoderParameter::BROTLI_PARAM_QUALITY, quality);
        state.set_parameter(BrotliEncoderParameter::BROTLI_PARAM_LGWIN, WINDOW_BITS);
        let size_hint = u32::try_from(size_hint).unwrap_or(u32::MAX);
        state.set_parameter(BrotliEncoderParameter::BROTLI_PARAM_SIZE_HINT, size_hint);
        Encoder {
            state,
            out: Vec::new(),
        }
    }

    /// Takes all of `raw` and gives all output that `operation` entails.
    fn feed(&mut self, raw: &[u8], operation: BrotliEncoderOperation) -> Result<(), CodecError> {
        let (mut available_in, mut next_in) = (raw.len(), 0);
        let mut piece = [0; 4096];
        loop {
            let (mut available_out, mut written) = (piece.len(), 0);
            let going = self.state.compress_stream(
                operation,
                &mut available_in,
                raw,
                &mut next_in,
                &mut available_out,
                &mut piece,
                &mut written,
                &mut None,
                &mut |_, _, _, _| (),
            );
            self.out
                .try_reserve(written)
                .map_err(|_| CodecError::Memory { bytes: written })?;
            self.out.extend_from_slice(&piece[..written]);
            if !going {
                return Err(CodecError::Corrupt {
                    what: WHAT,
                    why: "the encoder refused a step",
                });
            }
            if available_in == 0 && !self.state.has_more_output() {
                return Ok(());
            }
        }
    }
}

impl Drop for Encoder {
    fn drop(&mut self) {
        BrotliEncoderDestroyInstance(&mut self.state);
    }
}

/// Decodes a complete stream of exactly `exact_len` bytes.
///
/// Memory is at most twice the bytes that have really come, never taken by `exact_len` alone; at
/// most one byte more than `exact_len` is decoded.
///
/// # Errors
/// [`CodecError::Corrupt`] for a damaged stream and for one that gives fewer bytes,
/// [`CodecError::Truncated`] for one that ends early, [`CodecError::OutputLimit`] for one that
/// gives more, [`CodecError::Trailing`] for bytes after its end, [`CodecError::Memory`].
pub fn decompress(payload: &[u8], exact_len: usize) -> Result<Vec<u8>, CodecError> {
    let mut decoder = Decoder::new(payload);
    let limit = exact_len.saturating_add(1);
    let end = decoder.run(limit, payload.len())?;
    if decoder.out.len() > exact_len {
        return Err(CodecError::OutputLimit {
            what: WHAT,
            limit: exact_len,
        });
    }
    match end {
        End::Done if !decoder.unread.is_empty() => Err(CodecError::Trailing {
            what: WHAT,
            extra: decoder.unread.len(),
        }),
        End::Done if decoder.out.len() < exact_len => Err(CodecError::Corrupt {
            what: WHAT,
            why: "it gives fewer bytes than announced",
        }),
        End::Done => Ok(decoder.out),
        End::Damaged => Err(CodecError::Corrupt {
            what: WHAT,
            why: "it breaks the format",
        }),
        // The limit was not reached, so the input was.
        End::NeedsInput | End::Limit => Err(CodecError::Truncated {
            what: WHAT,
            have: payload.len(),
            need: payload.len() + 1,
        }),
    }
}

/// What the beginning of a stream still tells: up to `limit` bytes decoded from `payload`, which may
/// end or be damaged anywhere; for salvage. A cut stream gives every byte it still holds. A damaged one
/// may give wrong bytes, and ends within 1 KiB of payload before the place where the damage shows.
pub fn decompress_prefix(payload: &[u8], limit: usize) -> Vec<u8> {
    let mut decoder = Decoder::new(payload);
    // However decoding ends, what has come so far is the answer.
    let _ = decoder.run(limit, SALVAGE_GULP);
    decoder.out
}

/// Why decoding stopped.
enum End {
    /// The stream's own end.
    Done,
    /// The input's end.
    NeedsInput,
    /// As many bytes as allowed.
    Limit,
    /// Not brotli from here on.
    Damaged,
}

/// A brotli decoder that keeps all its output.
struct Decoder<'a> {
    state: BrotliState<StandardAlloc, StandardAlloc, StandardAlloc>,
    unread: &'a [u8],
    out: Vec<u8>,
}

impl<'a> Decoder<'a> {
    fn new(payload: &'a [u8]) -> Decoder<'a> {
        let alloc = StandardAlloc::default;
        let state = BrotliState::new_strict(alloc(), alloc(), alloc());
        Decoder {
            state,
            unread: payload,
            out: Vec::new(),
        }
    }

    /// Decodes until the stream, the input or `limit` ends. The decoder gives what it has whenever
    /// `gulp` bytes of input are used up.
    fn run(&mut self, limit: usize, gulp: usize) -> Result<End, CodecError> {
        let mut piece = vec![0; PIECE];
        loop {
            let mut next_in = 0;
            let input = self.unread.get(..gulp).unwrap_or(self.unread);
            let mut room = piece.len().min(limit - self.out.len());
            let mut written = 0;
            let result = BrotliDecompressStream(
                &mut input.len(),
                &mut next_in,
                input,
                &mut room,
                &mut written,
                &mut piece,
                &mut 0,
                &mut self.state,
            );
            self.unread = self.unread.get(next_in..).unwrap_or(&[]);
            self.keep(piece.get(..written).unwrap_or(&[]))?;
            match result {
                BrotliResult::ResultSuccess => return Ok(End::Done),
                BrotliResult::ResultFailure => return Ok(End::Damaged),
                _ if self.out.len() >= limit => return Ok(End::Limit),
                // Without progress nothing waits inside the decoder any more.
                BrotliResult::NeedsMoreInput if next_in == 0 && written == 0 => {
                    return Ok(End::NeedsInput);
                }
                BrotliResult::NeedsMoreInput | BrotliResult::NeedsMoreOutput => {}
            }
        }
    }

    fn keep(&mut self, piece: &[u8]) -> Result<(), CodecError> {
        if self.out.capacity() - self.out.len() < piece.len() {
            // A quarter more each time: little memory is taken in vain, few bytes are moved.
            let more = piece.len().max(self.out.len() / 4).max(1 << 20);
            self.out
                .try_reserve_exact(more)
                .map_err(|_| CodecError::Memory { bytes: more })?;
        }
        self.out.extend_from_slice(piece);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
