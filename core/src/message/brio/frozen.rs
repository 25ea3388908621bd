//! What followed each context, once nothing changes any more: nodes have become inputs.

use super::slots::{NEIGHBOURS, check, half_hash, place};

/// Number 0 is the check; 1 to 15 are twice the logit, plus 1 where the node has seen anything.
#[derive(Clone, Copy)]
#[repr(align(32))]
struct Slot([i16; 16]);

/// What a context says that has been seen once, or never.
#[derive(Clone, Copy)]
pub(super) struct Once {
    /// Of a node that has seen nothing.
    pub(super) fresh: i16,
    /// Of a node that has seen a 0, a 1.
    pub(super) bits: [i16; 2],
}

/// The slots of `N` contexts.
pub(super) struct Frozen<const N: usize> {
    table: Vec<Slot>,
    singles: Vec<u32>,
    once: [Once; N],
    /// What each context says where it knows nothing.
    unknown: [Slot; N],
}

/// Slots made for the contexts that have been seen once.
pub(super) struct Made<const N: usize>([Slot; N]);

impl<const N: usize> Frozen<N> {
    pub(super) fn new(
        slots: impl Iterator<Item = [i16; 16]>,
        singles: Vec<u32>,
        once: [Once; N],
    ) -> Frozen<N> {
        Frozen {
            table: slots.map(Slot).collect(),
            singles,
            once,
            unknown: once.map(|once| Slot([once.fresh; 16])),
        }
    }

    pub(super) fn singles_seen(&self) -> impl Iterator<Item = u32> {
        self.singles.iter().copied()
    }

    /// What contexts say that are new, then all slots.
    pub(super) fn inputs(&self) -> impl Iterator<Item = i16> {
        let once = self.once.iter();
        let once = once.flat_map(|once| [once.fresh, once.bits[0], once.bits[1]]);
        once.chain(self.table.iter().flat_map(|slot| slot.0))
    }

    /// Room for slots that are made while coding.
    pub(super) fn made(&self) -> Made<N> {
        Made(self.unknown)
    }

    /// The byte that followed each context once, where it was once.
    #[inline]
    pub(super) fn singles(&self, hashes: &[u32; N]) -> [Option<u8>; N] {
        let mut singles = [None; N];
        for ((context, single), hash) in singles.iter_mut().enumerate().zip(hashes) {
            let at = place(context, *hash, self.singles.len());
            let entry = self.singles.get(at).copied().unwrap_or(0);
            if entry & 1 == 1 && entry >> 16 == hash & 0xFFFF {
                *single = Some((entry >> 8) as u8);
            }
        }
        singles
    }

    /// The slots for half a byte, after the `partial` bits of the first one.
    #[inline]
    pub(super) fn slots<'a>(
        &'a self,
        hashes: &[u32; N],
        singles: &[Option<u8>; N],
        made: &'a mut Made<N>,
        (half, partial): (u32, u32),
    ) -> [&'a [i16; 16]; N] {
        for (context, slot) in made.0.iter_mut().enumerate() {
            if let Some(symbol) = singles[context] {
                *slot = self.path(context, symbol, half, partial);
            }
        }
        std::array::from_fn(|context| match singles[context] {
            Some(_) => &made.0[context].0,
            None => self.find(context, half_hash(hashes[context], half, partial)),
        })
    }

    /// The slot of a context that was followed by `symbol` once.
    #[inline]
    fn path(&self, context: usize, symbol: u8, half: u32, partial: u32) -> Slot {
        let mut slot = self.unknown[context];
        let nibble = match half {
            0 => symbol >> 4,
            _ if u32::from(symbol >> 4) | 16 == partial => symbol & 15,
            _ => return slot,
        };
        let path = usize::from(nibble) | 16;
        for depth in 0..4 {
            slot.0[(path >> (4 - depth)) & 15] = self.once[context].bits[(path >> (3 - depth)) & 1];
        }
        slot
    }

    #[inline]
    fn find(&self, context: usize, hash: u32) -> &[i16; 16] {
        let first = place(context, hash, self.table.len()) & !(NEIGHBOURS - 1);
        if let Some(slots) = self.table.get(first..first + NEIGHBOURS) {
            for slot in slots {
                if slot.0[0] == check(hash) as i16 {
                    return &slot.0;
                }
            }
        }
        &self.unknown[context].0
    }
}

/// The inputs at a node (1 to 15) of the slots, and how many contexts know anything there.
#[inline]
pub(super) fn inputs<const N: usize>(slots: &[&[i16; 16]; N], node: usize) -> ([i16; N], usize) {
    let values = slots.map(|slot| slot[node & 15]);
    let mut known = 0;
    for value in &values {
        known += value & 1;
    }
    (values.map(|value| value >> 1), known as usize)
}
