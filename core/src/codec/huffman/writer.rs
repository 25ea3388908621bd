//! Writing symbols as bits.

use super::canonical;

/// Bytes written at once.
const WORD: usize = 8;

/// A code ready for writing.
pub(super) struct Encoder {
    /// Word with its first bit lowest in the low half, length in the high half.
    entries: [u32; 256],
    /// Bits of the longest word.
    longest: u8,
}

impl Encoder {
    /// `lengths` are those of a complete code.
    pub(super) fn new(lengths: &[u8; 256]) -> Encoder {
        let mut entries = [0; 256];
        let words = canonical::words(lengths);
        for (entry, (&word, &length)) in entries.iter_mut().zip(words.iter().zip(lengths)) {
            if length > 0 {
                let reversed = u32::from(word.reverse_bits() >> (16 - length));
                *entry = reversed | u32::from(length) << 16;
            }
        }
        Encoder {
            entries,
            longest: lengths.iter().copied().max().unwrap_or(0),
        }
    }

    /// Writes one stream to the start of `out` and gives its length in bytes; `None` when `out` is
    /// too short.
    pub(super) fn write(&self, raw: &[u8], out: &mut [u8]) -> Option<usize> {
        // At most 7 bits wait before a group: 7 + 5 · 11 and 7 + 3 · 15 both fit 64.
        if self.longest <= 11 {
            self.write_groups::<5>(raw, out)
        } else {
            self.write_groups::<3>(raw, out)
        }
    }

    fn write_groups<const GROUP: usize>(&self, raw: &[u8], out: &mut [u8]) -> Option<usize> {
        let mut sink = Sink {
            out,
            at: 0,
            bits: 0,
            count: 0,
        };
        let (groups, rest) = raw.as_chunks::<GROUP>();
        for group in groups {
            for &byte in group {
                sink.push(self.entries[usize::from(byte)]);
            }
            sink.flush()?;
        }
        for &byte in rest {
            sink.push(self.entries[usize::from(byte)]);
        }
        sink.flush()?;
        sink.finish()
    }
}

/// Bits on their way to bytes, least significant first.
struct Sink<'a> {
    out: &'a mut [u8],
    at: usize,
    bits: u64,
    count: u32,
}

impl Sink<'_> {
    fn push(&mut self, entry: u32) {
        self.bits |= u64::from(entry & 0xffff) << self.count;
        self.count += entry >> 16;
    }

    /// Writes the whole bytes; fewer than 8 bits stay.
    fn flush(&mut self) -> Option<()> {
        let whole = (self.count >> 3) as usize;
        let bytes = self.bits.to_le_bytes();
        match self.out.get_mut(self.at..self.at + WORD) {
            Some(word) => word.copy_from_slice(&bytes),
            None => self
                .out
                .get_mut(self.at..self.at + whole)?
                .copy_from_slice(&bytes[..whole]),
        }
        self.at += whole;
        self.bits >>= self.count & !7;
        self.count &= 7;
        Some(())
    }

    /// Writes the last, partial byte.
    fn finish(self) -> Option<usize> {
        if self.count > 0 {
            *self.out.get_mut(self.at)? = self.bits as u8;
        }
        Some(self.at + usize::from(self.count > 0))
    }
}
