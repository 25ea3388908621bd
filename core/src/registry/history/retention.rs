//! Which snapshots are kept: all of the last 90 days and of the last 1,000, of older ones the last
//! of each day, and every one that changes the key.

use std::collections::BTreeMap;

use crate::registry::{RegistryError, Snapshot};

/// Snapshots younger than this are all kept: 90 days.
pub const KEPT_SECONDS: u64 = 90 * DAY;

/// The newest snapshots that are all kept, however old.
pub const KEPT_SNAPSHOTS: u64 = 1000;

const DAY: u64 = 24 * 60 * 60;

/// The snapshots kept, never empty.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    newest: Snapshot,
    /// All but the newest.
    older: BTreeMap<u64, Snapshot>,
    /// The next one to become old.
    next: u64,
    /// Number and day of the latest old one.
    last_old: Option<(u64, u64)>,
}

impl Kept {
    pub(super) fn new(first: Snapshot) -> Kept {
        Kept {
            next: first.seq(),
            newest: first,
            older: BTreeMap::new(),
            last_old: None,
        }
    }

    pub(super) fn newest(&self) -> &Snapshot {
        &self.newest
    }

    /// The number of the oldest.
    pub(super) fn oldest(&self) -> u64 {
        let first = self.older.first_key_value();
        first.map_or(self.newest.seq(), |(seq, _)| *seq)
    }

    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = &Snapshot> {
        self.older.values().chain(std::iter::once(&self.newest))
    }

    pub(super) fn at(&self, seq: u64) -> Result<&Snapshot, RegistryError> {
        if seq == 0 || seq > self.newest.seq() {
            return Err(self.missing(seq, "does not exist"));
        }
        if seq == self.newest.seq() {
            return Ok(&self.newest);
        }
        let before = self.older.range(..=seq).next_back();
        let found = before.or_else(|| self.older.first_key_value());
        Ok(found.map_or(&self.newest, |(_, snapshot)| snapshot))
    }

    /// This very snapshot.
    pub(super) fn exactly(&self, seq: u64) -> Result<&Snapshot, RegistryError> {
        let found = self.at(seq)?;
        if found.seq() != seq {
            return Err(self.missing(seq, "is no longer kept"));
        }
        Ok(found)
    }

    fn missing(&self, seq: u64, why: &'static str) -> RegistryError {
        let nearest = self.at(seq.clamp(1, self.newest.seq()));
        RegistryError::Snapshot {
            seq,
            why,
            nearest: nearest.map_or(self.newest.seq(), Snapshot::seq),
        }
    }

    /// Adds the next snapshot and thins those that have become old.
    pub(super) fn push(&mut self, next: Snapshot) {
        let previous = std::mem::replace(&mut self.newest, next);
        self.older.insert(previous.seq(), previous);
        let newest = self.newest.seq();
        let now = self.newest.head().time;
        while self.next + KEPT_SNAPSHOTS <= newest {
            let Some(candidate) = self.older.get(&self.next) else {
                self.next += 1;
                continue;
            };
            let time = candidate.head().time;
            if now.saturating_sub(time) < KEPT_SECONDS {
                return;
            }
            let changes_key = candidate.head().keys.len() > 1;
            let day = time / DAY;
            if let Some((seq, last)) = self.last_old
                && last == day
            {
                self.older.remove(&seq);
            }
            // One that changes the key never gives way to a later one of its day.
            self.last_old = (!changes_key).then_some((self.next, day));
            self.next += 1;
        }
    }
}
