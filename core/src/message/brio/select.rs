//! Which messages become the sample: half the newest, half older ones that the model knows least.

use super::{Level, MAX_MESSAGE, Model, Profile, SEPARATOR, Scratch};

/// How often the model is primed anew to look for what it still does not know.
const ROUNDS: usize = 4;
/// Older messages looked at in one round.
const CANDIDATES: usize = 1500;

/// Bytes that a message counts for beside its own: cost for short ones is less telling.
const OVERHEAD: u64 = 24;

/// Chooses messages for a sample of at most `budget` bytes; they are given oldest first.
///
/// The newest take half of it. The other half goes, in four rounds, to older messages that cost most
/// bits for each of their bytes under a model primed with what is chosen so far; at most 1,500,
/// evenly spread, are looked at in a round, so time grows with the length of `messages` only by the
/// reading of it. Messages that are empty, longer than [`MAX_MESSAGE`] or contain a [`SEPARATOR`]
/// are left out. When all fit, all are taken.
///
/// The result is a sample as [`Model::prime`] takes it: each message ended by a separator.
pub fn select<M: AsRef<[u8]>>(messages: &[M], profile: Profile, budget: usize) -> Vec<u8> {
    let usable: Vec<&[u8]> = messages
        .iter()
        .map(AsRef::as_ref)
        .filter(|message| {
            !message.is_empty() && message.len() <= MAX_MESSAGE && !message.contains(&SEPARATOR)
        })
        .collect();
    let mut choice = Choice::new(&usable);
    if choice.take_newest(budget) {
        return choice.sample();
    }
    choice = Choice::new(&usable);
    choice.take_newest(budget / 2);
    for round in 0..ROUNDS {
        let limit = budget / 2 + (budget - budget / 2) * (round + 1) / ROUNDS;
        choice.take_costly(profile, round, limit);
    }
    choice.sample()
}

struct Choice<'a> {
    messages: &'a [&'a [u8]],
    taken: Vec<bool>,
    /// Bytes taken, with separators.
    size: usize,
    /// Messages before this one are older than all the newest taken.
    older: usize,
}

impl<'a> Choice<'a> {
    fn new(messages: &'a [&'a [u8]]) -> Choice<'a> {
        Choice {
            messages,
            taken: vec![false; messages.len()],
            size: 0,
            older: messages.len(),
        }
    }

    fn take(&mut self, index: usize, limit: usize) -> bool {
        let (Some(message), Some(taken)) = (self.messages.get(index), self.taken.get_mut(index))
        else {
            return false;
        };
        let size = self.size + message.len() + 1;
        if *taken || size > limit {
            return false;
        }
        *taken = true;
        self.size = size;
        true
    }

    /// Takes the newest while they fit; whether that was all.
    fn take_newest(&mut self, limit: usize) -> bool {
        while let Some(index) = self.older.checked_sub(1) {
            if !self.take(index, limit) {
                return false;
            }
            self.older = index;
        }
        true
    }

    /// Takes older ones, those of the highest cost for their length first.
    fn take_costly(&mut self, profile: Profile, round: usize, limit: usize) {
        let open: Vec<usize> = (0..self.older)
            .filter(|index| self.taken.get(*index) == Some(&false))
            .collect();
        let step = open.len().div_ceil(CANDIDATES).max(1);
        let model = Model::prime(&self.sample(), profile, Level::Fast);
        let mut scratch = Scratch::default();
        let mut ranked: Vec<(u64, usize)> = open
            .iter()
            .skip(round % step)
            .step_by(step)
            .filter_map(|&index| {
                let message = self.messages.get(index)?;
                let cost = model.cost(message, &mut scratch);
                Some((cost / (message.len() as u64 + OVERHEAD), index))
            })
            .collect();
        ranked.sort_unstable_by_key(|&(cost, index)| (std::cmp::Reverse(cost), index));
        for (_, index) in ranked {
            self.take(index, limit);
        }
    }

    fn sample(&self) -> Vec<u8> {
        let mut sample = Vec::with_capacity(self.size);
        for (message, _) in self
            .messages
            .iter()
            .zip(&self.taken)
            .filter(|(_, taken)| **taken)
        {
            sample.extend_from_slice(message);
            sample.push(SEPARATOR);
        }
        sample
    }
}
