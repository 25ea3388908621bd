//! Learned probabilities of small situations, kept as logits.

use super::logistic::{squash, stretch};

/// After so many lessons a situation learns at a constant rate.
const LIMIT: u32 = 1023;

/// The logit of each situation.
pub(super) struct Map {
    logits: Vec<i16>,
}

impl Map {
    #[inline]
    pub(super) fn get(&self, index: usize) -> i16 {
        self.logits.get(index).copied().unwrap_or(0)
    }

    pub(super) fn logits(&self) -> &[i16] {
        &self.logits
    }
}

/// A map while it learns: probabilities of 2^22 (high bits), lessons (low 10 bits).
pub(super) struct MapTrainer {
    states: Vec<u32>,
}

impl MapTrainer {
    /// `first` gives the logit each situation begins with.
    pub(super) fn new(size: usize, first: impl Fn(i32) -> i32) -> (MapTrainer, Map) {
        let states: Vec<u32> = (0..size)
            .map(|index| squash(first(index as i32)) << 16)
            .collect();
        let logits = states.iter().map(|state| stretch(state >> 16)).collect();
        (MapTrainer { states }, Map { logits })
    }

    /// It happened, or not.
    pub(super) fn learn(&mut self, map: &mut Map, index: usize, happened: bool) {
        let state = &mut self.states[index];
        let lessons = *state & LIMIT;
        let p = i64::from(*state >> 10);
        let goal = if happened { (1 << 22) - 1 } else { 0 };
        let p = p + (goal - p) * 2 / (2 * i64::from(lessons) + 3);
        *state = ((p as u32) << 10) | (lessons + 1).min(LIMIT);
        map.logits[index] = stretch(*state >> 16);
    }
}
