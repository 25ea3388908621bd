//! The largest prefix whose block fits a part.

use super::block::Block;
use super::histogram::{self, Weights};
use super::lengths::Leaves;
use super::streams::{self, Place};
use super::writer::Encoder;
use super::{DEFAULT_MAX_BITS, FOUR_STREAMS_FROM, MAX_BLOCK_RAW};

/// Guesses before the search settles for the best so far.
const MAX_GUESSES: usize = 16;

/// The block of the largest prefix of `raw` that fits `capacity` bytes of payload.
///
/// - Every byte of `raw` equal: a run of all of it, one byte of payload.
/// - Else whichever of run, stored and huffman covers the most raw bytes; so nothing is ever longer
///   than stored. Equal coverage: run first, then stored.
/// - `raw_len` is 0 only when `raw` is empty or `capacity` is 0.
///
/// Huffman payloads fill at least 98 % of any capacity of 512 bytes and more while `raw` lasts (and
/// its statistics do not break off at the end of the part), with words of up to
/// [`DEFAULT_MAX_BITS`] bits. Which prefix exactly is not part of the format.
pub fn encode_prefix(raw: &[u8], capacity: usize) -> Block {
    let Some(&first) = raw.first() else {
        return Block::stored(raw);
    };
    if capacity == 0 {
        return Block::stored(&[]);
    }
    let run = run_len(raw, first);
    let stored = raw.len().min(capacity);
    let best_plain = run.max(stored);
    // A Huffman symbol has at least one bit.
    let reach = raw.len().min(capacity.saturating_mul(8)).min(MAX_BLOCK_RAW);
    let huffman = if best_plain < reach {
        search(&raw[..reach], capacity, best_plain)
    } else {
        None
    };
    huffman.unwrap_or_else(|| {
        if run >= stored {
            Block::run(first, run)
        } else {
            Block::stored(&raw[..stored])
        }
    })
}

/// Length of the run of `first` at the start of `raw`.
fn run_len(raw: &[u8], first: u8) -> usize {
    let word = [first; 32];
    let (chunks, _) = raw.as_chunks::<32>();
    let equal = 32 * chunks.iter().take_while(|&&chunk| chunk == word).count();
    equal
        + raw[equal..]
            .iter()
            .take_while(|&&byte| byte == first)
            .count()
}

/// Bits the streams of a block of `raw_len` bytes may have to fit `capacity` for certain.
fn budget(raw_len: usize, capacity: usize) -> u64 {
    let bits = if raw_len < FOUR_STREAMS_FROM {
        capacity.saturating_mul(8)
    } else {
        // Four streams end with at most 7 unused bits each.
        capacity
            .saturating_sub(Place::Block.jump_len(4))
            .saturating_mul(8)
            .saturating_sub(28)
    };
    bits as u64
}

/// A prefix and what it needs.
struct Guess {
    len: usize,
    weights: Weights,
    leaves: Leaves,
    bits: u64,
}

impl Guess {
    /// The prefix of `len` bytes; `from` is a shorter one.
    fn new(raw: &[u8], len: usize, from: Option<&Guess>) -> Guess {
        let (mut weights, counted) = from.map_or(([0; 256], 0), |guess| (guess.weights, guess.len));
        histogram::count_into(&mut weights, &raw[counted..len]);
        let leaves = Leaves::new(&weights);
        let bits = leaves.unlimited_bits();
        Guess {
            len,
            weights,
            leaves,
            bits,
        }
    }

    /// Close enough to the budget that single bytes more or less do the rest.
    fn is_close(&self, capacity: usize) -> bool {
        let budget = budget(self.len, capacity);
        self.bits.abs_diff(budget) <= budget / 100
    }
}

/// The Huffman block that covers more than `floor` bytes of `raw`, if there is one.
fn search(raw: &[u8], capacity: usize, floor: usize) -> Option<Block> {
    let mut low = Guess::new(raw, floor + 1, None);
    if low.bits > budget(low.len, capacity) {
        return None;
    }
    let mut high: Option<(usize, u64)> = None;
    for round in 0..MAX_GUESSES {
        if low.len == raw.len() || low.is_close(capacity) {
            break;
        }
        let Some(len) = next_len(&low, high, raw.len(), capacity, round) else {
            break;
        };
        let guess = Guess::new(raw, len, Some(&low));
        if guess.bits <= budget(len, capacity) || guess.is_close(capacity) {
            low = guess;
        } else {
            high = Some((len, guess.bits));
        }
    }
    finish(raw, &low, capacity, floor)
}

/// Where the line through the last prefix that fits and the first that does not (or the origin)
/// meets the budget; every other time halfway, once the lines have missed it three times.
fn next_len(
    low: &Guess,
    high: Option<(usize, u64)>,
    limit: usize,
    capacity: usize,
    round: usize,
) -> Option<usize> {
    let budget = budget(FOUR_STREAMS_FROM.max(low.len), capacity);
    let (end, step, bits) = match high {
        Some((len, bits)) => (len - 1, len - low.len, bits - low.bits),
        None => (limit, low.len, low.bits),
    };
    if low.len >= end {
        return None;
    }
    let step = if round > 2 && round % 2 == 1 {
        (end - low.len).div_ceil(2)
    } else {
        (step as u64 * budget.saturating_sub(low.bits) / bits.max(1)) as usize
    };
    Some((low.len + step).clamp(low.len + 1, end))
}

/// Builds the final code for `guess`, then gives up or takes in single bytes until the budget is met.
fn finish(raw: &[u8], guess: &Guess, capacity: usize, floor: usize) -> Option<Block> {
    let lengths = guess.leaves.limited(DEFAULT_MAX_BITS)?;
    let bits_of = |byte: u8| u64::from(lengths[usize::from(byte)]);
    let mut len = guess.len;
    let mut bits: u64 = guess
        .weights
        .iter()
        .zip(&lengths)
        .map(|(&weight, &length)| weight * u64::from(length))
        .sum();
    while len > floor && bits > budget(len, capacity) {
        len -= 1;
        bits -= bits_of(raw[len]);
    }
    while let Some(&byte) = raw.get(len) {
        let with = bits + bits_of(byte);
        if with == bits || with > budget(len + 1, capacity) {
            break;
        }
        bits = with;
        len += 1;
    }
    if len <= floor {
        return None;
    }
    let mut payload = vec![0; capacity.min(budget_bytes(bits))];
    let written = streams::write(
        &raw[..len],
        &Encoder::new(&lengths),
        Place::Block,
        &mut payload,
    )?;
    payload.truncate(written);
    Some(Block::huffman(len, &lengths, payload))
}

/// Bytes that streams of `bits` bits in all need at most.
fn budget_bytes(bits: u64) -> usize {
    Place::Block.jump_len(4) + (bits as usize + 28).div_ceil(8)
}
