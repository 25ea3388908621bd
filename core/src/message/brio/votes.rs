//! What followed each context last, as one byte: the voters of the shortcut.

use super::matches::Said;

/// One entry: check (16 bits), symbol (8), how often it was right in a row (8, at least 1).
pub(super) struct Votes {
    table: Vec<u32>,
    bits: u32,
}

/// How often in a row is told apart.
const TRUST: u32 = 15;

impl Votes {
    pub(super) fn new(voters: usize, bits: u32) -> Votes {
        Votes {
            table: vec![0; voters << bits],
            bits,
        }
    }

    #[inline]
    fn place(&self, voter: usize, hash: u32) -> usize {
        (voter << self.bits) + (hash >> (32 - self.bits)) as usize
    }

    /// What a voter says; its grade is its trust.
    #[inline]
    pub(super) fn get(&self, voter: usize, hash: u32) -> Said {
        let entry = self
            .table
            .get(self.place(voter, hash))
            .copied()
            .unwrap_or(0);
        if entry >> 16 == hash & 0xFFFF {
            Said {
                symbol: (entry >> 8) as u8,
                grade: entry as u8,
            }
        } else {
            Said::default()
        }
    }

    /// The context was followed by `symbol`.
    pub(super) fn learn(&mut self, voter: usize, hash: u32, symbol: u8) {
        let place = self.place(voter, hash);
        let entry = &mut self.table[place];
        let check = hash & 0xFFFF;
        let fresh = (check << 16) | (u32::from(symbol) << 8) | 1;
        *entry = if *entry >> 16 != check || *entry & 255 == 0 {
            fresh
        } else if (*entry >> 8) as u8 == symbol {
            (*entry & !255) | ((*entry & 255) + 1).min(TRUST)
        } else if *entry & 255 > 2 {
            (*entry & !255) | ((*entry & 255) / 2)
        } else {
            fresh
        };
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = u32> {
        self.table.iter().copied()
    }
}
