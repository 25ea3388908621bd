//! The one way in which a registry changes: refuse, commit, show, tell.

use std::sync::PoisonError;

use diram_core::observe::{MANDATORY, Update, updates};
use diram_core::registry::{Change, FaultLevel, History, Snapshot};

use super::Registry;
use super::observe::Wake;
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
    /// Makes a change as `make` does, handed the history and the time in seconds, under the writer's
    /// lock: readers and observers hear of snapshots in their order. Whoever waits is woken after the
    /// lock is gone.
    pub(super) fn write<T>(
        &self,
        pace: Pace,
        change: &Change,
        make: impl FnOnce(&mut History, u64) -> Result<T>,
    ) -> Result<T> {
        self.changeable()?;
        let mut wakes = Vec::new();
        let done = self.write_locked(pace, change, make, &mut wakes);
        wakes.into_iter().for_each(Wake::fire);
        done
    }

    fn write_locked<T>(
        &self,
        pace: Pace,
        change: &Change,
        make: impl FnOnce(&mut History, u64) -> Result<T>,
        wakes: &mut Vec<Wake>,
    ) -> Result<T> {
        let now = self.now();
        let mut history = self.history();
        if pace == Pace::Limited && self.policy().strict {
            self.admit(&history, change, now, wakes)?;
        }
        let before = history.snapshot().clone();
        let done = make(&mut history, now)?;
        let told = self.to_tell(&before, history.snapshot());
        self.show(history.snapshot());
        let now = self.shared.clock.millis();
        wakes.push(self.shared.observers.publish(told, now));
        Ok(done)
    }

    /// Whether a strict registry's observers let a change happen. What it comes to is looked at, without
    /// making it, only where not every change would do.
    fn admit(
        &self,
        history: &History,
        change: &Change,
        now: u64,
        wakes: &mut Vec<Wake>,
    ) -> Result<()> {
        let observers = &self.shared.observers;
        let Some(package) = change.package() else {
            return Ok(());
        };
        let millis = self.shared.clock.millis();
        let (open, wake) = observers.is_open(package.as_str(), millis);
        wakes.push(wake);
        if open {
            return Ok(());
        }
        let next = history.preview(std::slice::from_ref(change), now, "")?;
        let told = self.to_tell(history.snapshot(), &next);
        let (verdict, wake) = observers.admit(&told, millis);
        wakes.push(wake);
        Ok(verdict?)
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
