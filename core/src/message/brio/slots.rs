//! What followed each context, while that is learned: slots of fifteen nodes for half a byte.
//!
//! A context seen once takes four bytes, the byte that followed; only the second time it gets slots,
//! which then learn what they missed.

use super::frozen::{Frozen, Once};
use super::map::Map;
use super::nodes::{self, FRESH, SITUATIONS};

/// Slots that a context may take: neighbours.
pub(super) const NEIGHBOURS: usize = 4;

/// Number 0 is the check, odd, or 0 for nobody's slot; 1 to 15 are nodes.
#[derive(Clone, Copy)]
#[repr(align(32))]
struct Slot([u16; 16]);

const EMPTY: Slot = {
    let mut slot = [FRESH; 16];
    slot[0] = 0;
    Slot(slot)
};

/// All slots of all contexts.
pub(super) struct Slots {
    table: Vec<Slot>,
    /// The context that each slot was given to.
    owners: Vec<u8>,
    /// Check (16 bits), byte (8), 1.
    singles: Vec<u32>,
}

/// The hash of a context for a half of a byte: the first, or the second after the `partial` first.
#[inline]
pub(super) fn half_hash(hash: u32, half: u32, partial: u32) -> u32 {
    if half == 0 {
        return hash;
    }
    let hash = (hash ^ partial).wrapping_mul(0x9E37_79B1);
    hash ^ (hash >> 15)
}

/// What tells the contexts of a place apart.
#[inline]
pub(super) fn check(hash: u32) -> u16 {
    hash as u16 | 1
}

/// A place among `size`, by a context and its hash.
#[inline]
pub(super) fn place(context: usize, hash: u32, size: usize) -> usize {
    let hash = hash.wrapping_add((context as u32).wrapping_mul(0x9E37_79B9));
    ((u64::from(hash) * size as u64) >> 32) as usize
}

impl Slots {
    /// `slots` is a multiple of four.
    pub(super) fn new(slots: usize, singles: usize) -> Slots {
        Slots {
            table: vec![EMPTY; slots],
            owners: vec![0; slots],
            singles: vec![0; singles],
        }
    }

    fn search(&self, context: usize, hash: u32) -> Result<usize, usize> {
        let first = place(context, hash, self.table.len()) & !(NEIGHBOURS - 1);
        let mut least = first;
        for place in first..first + NEIGHBOURS {
            if self.table[place].0[0] == check(hash) {
                return Ok(place);
            }
            if self.table[place].0[1] & 15 < self.table[least].0[1] & 15 {
                least = place;
            }
        }
        Err(least)
    }

    /// The place of a half's context; it is given one now if it had none: of its neighbours, the one
    /// whose first node is least sure, the first of equals.
    fn claim(&mut self, context: usize, hash: u32) -> usize {
        self.search(context, hash).unwrap_or_else(|place| {
            self.table[place] = EMPTY;
            self.table[place].0[0] = check(hash);
            self.owners[place] = context as u8;
            place
        })
    }

    /// Begins a byte for a context; false when it is new, and then it has no slots yet.
    pub(super) fn enter(&mut self, context: usize, hash: u32, symbol: u8) -> bool {
        let at = place(context, hash, self.singles.len());
        let single = self.singles[at];
        if single & 1 == 1 && single >> 16 == hash & 0xFFFF {
            self.singles[at] = 0;
            self.replay(context, hash, (single >> 8) as u8);
            return true;
        }
        if self.search(context, hash).is_ok() {
            return true;
        }
        self.singles[at] = (hash << 16) | (u32::from(symbol) << 8) | 1;
        false
    }

    /// Gives slots to a context that was followed by `symbol` once.
    fn replay(&mut self, context: usize, hash: u32, symbol: u8) {
        let mut partial = 1u32;
        for half in 0..2 {
            let place = self.half(context, hash, half, partial);
            let mut node = 1usize;
            for _ in 0..4 {
                let bit = u32::from(symbol >> (7 - partial.ilog2())) & 1;
                self.learn(place, node, bit);
                partial = partial * 2 + bit;
                node = node * 2 + bit as usize;
            }
        }
    }

    /// The slot of a half of a byte, of a context that has slots.
    pub(super) fn half(&mut self, context: usize, hash: u32, half: u32, partial: u32) -> usize {
        self.claim(context, half_hash(hash, half, partial))
    }

    pub(super) fn node(&self, place: usize, node: usize) -> u16 {
        self.table[place].0[node & 15]
    }

    /// A node learns a bit.
    pub(super) fn learn(&mut self, place: usize, node: usize, bit: u32) {
        let node = &mut self.table[place].0[node & 15];
        *node = nodes::learn(*node, bit);
    }

    /// Replaces every node by what the map makes of it.
    pub(super) fn freeze<const N: usize>(self, map: &Map) -> Frozen<N> {
        let logit = |context: usize, node: u16| {
            let logit = map.get(context * SITUATIONS + nodes::situation(node));
            logit * 2 + i16::from(nodes::known(node))
        };
        let slots = self.table.iter().zip(&self.owners).map(|(slot, owner)| {
            let mut frozen = slot.0.map(|node| logit(usize::from(*owner), node));
            frozen[0] = slot.0[0] as i16;
            frozen
        });
        let once = std::array::from_fn(|context| Once {
            fresh: logit(context, FRESH),
            bits: [0, 1].map(|bit| logit(context, nodes::learn(FRESH, bit))),
        });
        Frozen::new(slots, self.singles.clone(), once)
    }
}
