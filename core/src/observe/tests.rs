//! Observers: what is told, when, and what is never lost.

mod kinds;
mod model;
mod rate;

use super::*;

/// A second, in milliseconds.
const SECOND: u64 = 1000;

fn publish(version: u64, seq: u64) -> Update {
    Update::new("core", version.to_string(), UpdateKind::Publish, seq, 0)
}

fn of_kind(kind: UpdateKind, version: u64, seq: u64) -> Update {
    Update::new("core", version.to_string(), kind, seq, 0)
}

/// Everything there is for an observer at a time.
fn drain(observers: &mut ObserverManager, id: ObserverId, now: u64) -> Vec<Update> {
    std::iter::from_fn(|| observers.next(id, now)).collect()
}

fn seqs(updates: &[Update]) -> Vec<u64> {
    updates.iter().map(|update| update.seq).collect()
}
