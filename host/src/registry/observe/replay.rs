//! What happened before a subscription, from the snapshots that are kept.

use std::collections::VecDeque;

use diram_core::observe::{Update, UpdateKind, updates};
use diram_core::registry::{Entry, History, Snapshot};

use crate::Result;

/// The updates of one package in the snapshots after one, computed as they are asked for. It holds
/// the snapshots that are left; what they share is in memory once.
#[derive(Debug, Default)]
pub(super) struct Replay {
    source: String,
    package: String,
    /// The snapshots from the one that was told last, each the next one's parent.
    snapshots: VecDeque<Snapshot>,
    ready: VecDeque<Update>,
}

impl Replay {
    /// After snapshot `since`; `newest` is the package's newest version.
    pub(super) fn new(
        history: &History,
        source: &str,
        newest: &Entry,
        since: u64,
    ) -> Result<Replay> {
        if since > history.snapshot().seq() {
            history.at(since)?;
        }
        let mut snapshots = VecDeque::new();
        let mut wanted = history.snapshot().seq();
        for snapshot in history.snapshots().rev() {
            if snapshot.seq() != wanted || wanted < since {
                break;
            }
            snapshots.push_front(snapshot.clone());
            wanted -= 1;
        }
        let first = snapshots.front().map_or(since, Snapshot::seq);
        let package = newest.name.to_string();
        let mut ready = VecDeque::new();
        if first != since {
            let version = newest.version.to_string();
            let mut resync = Update::new(&*package, version, UpdateKind::Resync, first, 0);
            resync.fault = newest.fault;
            ready.push_back(resync);
        }
        Ok(Replay {
            source: source.to_owned(),
            package,
            snapshots,
            ready,
        })
    }

    /// The next one; `None` when all is told, and for ever after.
    pub(super) fn next(&mut self) -> Option<Update> {
        loop {
            if let Some(update) = self.ready.pop_front() {
                return Some(update);
            }
            let before = self.snapshots.pop_front()?;
            let after = self.snapshots.front()?;
            let all = updates(&before, after, &self.source);
            let own = all.into_iter().filter(|update| self.concerns(update));
            self.ready = own.collect();
        }
    }

    /// Whether nothing is left that may hold an update.
    pub(super) fn is_done(&self) -> bool {
        self.ready.is_empty() && self.snapshots.len() < 2
    }

    fn concerns(&self, update: &Update) -> bool {
        update.package == self.package || update.dependents.contains(&self.package)
    }
}
