//! The lists that a search needs, handed from one to the next so that most need no memory.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, VecDeque};
use std::hash::{BuildHasherDefault, Hasher};

use super::{Place, Step};
use crate::resolve::nogood::{Nogood, NogoodId, Var};
use crate::resolve::universe::PackageId;

/// Multiplies: package numbers need no more.
#[derive(Default)]
pub(in crate::resolve) struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u32(u32::from(byte));
        }
    }
    fn write_u32(&mut self, n: u32) {
        self.0 = (self.0 ^ u64::from(n)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

/// The lists of a search. A search that is over leaves them, empty, to the next.
#[derive(Default)]
pub(in crate::resolve) struct Lists {
    pub(in crate::resolve) places: Vec<Place>,
    pub(super) vars: HashMap<PackageId, Var, BuildHasherDefault<Spread>>,
    pub(in crate::resolve) nogoods: Vec<Nogood>,
    pub(super) trail: Vec<Step>,
    pub(super) queue: VecDeque<Var>,
    pub(super) dirty: Vec<Var>,
    pub(super) heap: BinaryHeap<Turn>,
    /// Nogoods with several terms that a selection could satisfy: only `lines` makes them.
    pub(super) choices: Vec<NogoodId>,
}

impl Lists {
    /// Empties all of them; their memory stays.
    pub(in crate::resolve) fn clear(&mut self) {
        self.places.clear();
        self.vars.clear();
        self.nogoods.clear();
        self.trail.clear();
        self.queue.clear();
        self.dirty.clear();
        self.heap.clear();
        self.choices.clear();
    }

    /// Whether keeping them costs little.
    pub(in crate::resolve) fn is_ordinary(&self) -> bool {
        self.places.capacity() <= 4096 && self.nogoods.capacity() <= 65_536
    }
}

/// Conflicts, versions left, number and stamp of a package that waits for its decision.
pub(super) type Turn = (u32, Reverse<usize>, Reverse<Var>, u32);
