//! The one way in which a registry changes: refuse, commit, show, tell.

use std::sync::PoisonError;

use diram_core::observe::{MANDATORY, Update, updates};
use diram_core::registry::{FaultLevel, History, Snapshot};

use super::Registry;
use crate::Result;

/// Whether a strict registry may refuse a change because its package changes too often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pace {
    /// It may.
    Limited,
    /// It may not: a version must be left or undone now.
    Urgent,
}

impl Pace {
    /// Of handling a fault: urgent from the level on whose updates are mandatory, even where a
    /// rollback takes the version away and only that is told.
    pub(super) fn of(fault: FaultLevel) -> Pace {
        if fault >= MANDATORY {
            Pace::Urgent
        } else {
            Pace::Limited
        }
    }
}

impl Registry {
    /// Makes a change, handed the history and the time in seconds, under the writer's lock: readers
    /// and observers hear of snapshots in their order. Whoever waits is woken after the lock is gone.
    pub(super) fn write<T>(
        &self,
        pace: Pace,
        change: impl FnOnce(&mut History, u64) -> Result<T>,
    ) -> Result<T> {
        self.changeable()?;
        let now = self.now();
        let mut history = self.history();
        let before = history.snapshot().clone();
        let limited = pace == Pace::Limited && self.policy().strict;
        let (done, told) = if limited && !self.shared.observers.is_idle() {
            // On a copy, so that nothing is changed if it is refused.
            let mut draft = history.clone();
            let done = change(&mut draft, now)?;
            let told = self.to_tell(&before, draft.snapshot());
            let (verdict, wake) = self
                .shared
                .observers
                .admit(&told, self.shared.clock.millis());
            if let Err(refused) = verdict {
                drop(history);
                wake.fire();
                return Err(refused.into());
            }
            *history = draft;
            (done, told)
        } else {
            let done = change(&mut history, now)?;
            (done, self.to_tell(&before, history.snapshot()))
        };
        self.show(history.snapshot());
        let now = self.shared.clock.millis();
        let wake = self.shared.observers.publish(told, now);
        drop(history);
        wake.fire();
        Ok(done)
    }

    /// What the observers, if there are any, are to be told. Nobody subscribes without the writer's
    /// lock, which is held.
    fn to_tell(&self, before: &Snapshot, after: &Snapshot) -> Vec<Update> {
        if before.seq() == after.seq() || self.shared.observers.is_idle() {
            return Vec::new();
        }
        updates(before, after, self.source())
    }

    fn show(&self, snapshot: &Snapshot) {
        let newest = self.shared.newest.write();
        *newest.unwrap_or_else(PoisonError::into_inner) = snapshot.clone();
    }
}
