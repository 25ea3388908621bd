//! Canonical codes: the code words follow from their lengths alone.

use super::{MAX_BITS, TABLE_LEN};
use crate::codec::CodecError;

/// One code word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Code {
    /// The byte value it stands for.
    pub symbol: u8,
    /// Its bits, 1..=15.
    pub length: u8,
    /// The word as people write it: the first bit is the most significant of the `length` bits.
    pub code: u16,
}

impl std::fmt::Display for Code {
    /// The word in zeros and ones.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{:0width$b}",
            self.code,
            width = usize::from(self.length)
        )
    }
}

/// A complete canonical code: shorter words first, equal lengths by symbol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CanonicalCodes {
    lengths: [u8; 256],
    codes: Vec<Code>,
}

/// The name of the original specification for the codes of one input.
pub type HuffmanCodes = CanonicalCodes;

impl CanonicalCodes {
    /// The code words, by symbol.
    pub fn codes(&self) -> &[Code] {
        &self.codes
    }

    /// The code word of `symbol`, if it has one.
    pub fn get(&self, symbol: u8) -> Option<Code> {
        self.codes
            .binary_search_by_key(&symbol, |code| code.symbol)
            .ok()
            .map(|at| self.codes[at])
    }

    /// Bits of each symbol's word, 0 for symbols without one.
    pub fn bit_lengths(&self) -> &[u8; 256] {
        &self.lengths
    }

    /// The lengths as they stand in a part: nibbles, low nibble first.
    pub fn table(&self) -> [u8; TABLE_LEN] {
        pack_table(&self.lengths)
    }
}

/// The canonical code with these lengths (0 = symbol without a word).
///
/// # Errors
/// [`CodecError::Corrupt`] when a length exceeds 15, when the lengths ask for more words than there
/// are (over-subscribed), or when words are left over (incomplete; so is every code of one symbol).
pub fn build_canonical_huffman(bit_lengths: &[u8; 256]) -> Result<CanonicalCodes, CodecError> {
    check_complete(bit_lengths, "huffman code")?;
    let words = words(bit_lengths);
    let codes = (0..=u8::MAX)
        .zip(bit_lengths.iter().zip(words))
        .filter(|&(_, (&length, _))| length > 0)
        .map(|(symbol, (&length, code))| Code {
            symbol,
            length,
            code,
        })
        .collect();
    Ok(CanonicalCodes {
        lengths: *bit_lengths,
        codes,
    })
}

/// The code word of every symbol, most significant bit first; 0 where the length is 0.
pub(super) fn words(lengths: &[u8; 256]) -> [u16; 256] {
    let mut counts = [0u16; 16];
    for &length in lengths {
        counts[usize::from(length & 15)] += 1;
    }
    counts[0] = 0;
    let mut next = [0u16; 16];
    for length in 1..16 {
        next[length] = next[length - 1].wrapping_add(counts[length - 1]) << 1;
    }
    let mut words = [0; 256];
    for (word, &length) in words.iter_mut().zip(lengths) {
        if length > 0 {
            let slot = &mut next[usize::from(length & 15)];
            *word = *slot;
            *slot = slot.wrapping_add(1);
        }
    }
    words
}

/// Refuses lengths that are not those of a complete prefix code.
pub(super) fn check_complete(lengths: &[u8; 256], what: &'static str) -> Result<(), CodecError> {
    let mut space = 0u32;
    for &length in lengths {
        if length > MAX_BITS {
            return Err(CodecError::Corrupt {
                what,
                why: "a code length exceeds 15",
            });
        }
        if length > 0 {
            space += 1 << (MAX_BITS - length);
        }
    }
    let why = match space.cmp(&(1 << MAX_BITS)) {
        std::cmp::Ordering::Equal => return Ok(()),
        std::cmp::Ordering::Less => "the code is incomplete",
        std::cmp::Ordering::Greater => "the code is over-subscribed",
    };
    Err(CodecError::Corrupt { what, why })
}

/// Lengths to nibbles, low nibble first.
pub(super) fn pack_table(lengths: &[u8; 256]) -> [u8; TABLE_LEN] {
    let mut table = [0; TABLE_LEN];
    for (byte, pair) in table.iter_mut().zip(lengths.chunks_exact(2)) {
        *byte = pair[0] | pair[1] << 4;
    }
    table
}

/// Nibbles to lengths.
pub(super) fn unpack_table(table: &[u8; TABLE_LEN]) -> [u8; 256] {
    let mut lengths = [0; 256];
    for (pair, &byte) in lengths.chunks_exact_mut(2).zip(table) {
        pair[0] = byte & 15;
        pair[1] = byte >> 4;
    }
    lengths
}
