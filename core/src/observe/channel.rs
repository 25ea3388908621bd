//! One package: its bucket, what is pending, and its observers.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::bucket::Bucket;
use super::pending::Pending;
use super::queue::Observer;
use super::{ObserverId, Update};

/// Observers for whom something may be ready.
pub(super) type Touched = BTreeSet<ObserverId>;

/// What a package that is observed has.
#[derive(Clone, Debug)]
pub(super) struct Channel {
    bucket: Bucket,
    pending: Pending,
    observers: BTreeMap<ObserverId, Observer>,
}

impl Channel {
    pub(super) fn new(rate: u32) -> Channel {
        Channel {
            bucket: Bucket::new(rate),
            pending: Pending::default(),
            observers: BTreeMap::new(),
        }
    }

    pub(super) fn observers(&self) -> impl ExactSizeIterator<Item = ObserverId> {
        self.observers.keys().copied()
    }

    pub(super) fn is_observed(&self) -> bool {
        !self.observers.is_empty()
    }

    pub(super) fn add(&mut self, id: ObserverId, observer: Observer) {
        self.observers.insert(id, observer);
    }

    pub(super) fn remove(&mut self, id: ObserverId) {
        self.observers.remove(&id);
    }

    /// Lets time pass, and tells what is pending and can be paid by now.
    pub(super) fn release(&mut self, now: u64, touched: &mut Touched) {
        self.bucket.refill(now);
        let since = self.since();
        while let Some(arrival) = self.pending.first_arrival() {
            let wanted = arrival > since;
            if wanted && !self.bucket.take() {
                return;
            }
            let Some((_, update)) = self.pending.pop() else {
                return;
            };
            if wanted {
                self.push(&Arc::new(update), arrival, touched);
            }
        }
    }

    /// Whether an update would be told at once. Release first.
    pub(super) fn is_open(&self) -> bool {
        self.pending.is_empty() && self.bucket.has_token()
    }

    /// Milliseconds until it is open, or until as much as the bucket holds can be told; `None` for
    /// never.
    pub(super) fn opens_in(&self, now: u64) -> Option<u64> {
        let before = self.pending.arrivals().count() as u64;
        self.bucket.wait(before.saturating_add(1), now)
    }

    /// Tells an update at once if the bucket allows, else keeps it. Release first.
    pub(super) fn tell(&mut self, update: Update, arrival: u64, touched: &mut Touched) {
        if self.pending.is_empty() && self.bucket.take() {
            self.push(&Arc::new(update), arrival, touched);
        } else {
            self.pending.keep(update, arrival);
            touched.extend(self.observers());
        }
    }

    /// Tells a mandatory update of this package; a pending one of its version gives way.
    pub(super) fn alarm(&mut self, mut update: Update, touched: &mut Touched) {
        self.pending.merge_into(&mut update);
        self.push(&Arc::new(update), u64::MAX, touched);
    }

    /// Queues an update for every observer that registered before it arrived.
    pub(super) fn push(&mut self, update: &Arc<Update>, arrival: u64, touched: &mut Touched) {
        for (id, observer) in &mut self.observers {
            if observer.after < arrival {
                observer.push(update);
                touched.insert(*id);
            }
        }
    }

    /// The next one queued, and whether the queue is empty after it.
    pub(super) fn pop(&mut self, id: ObserverId) -> Option<(Update, bool)> {
        let observer = self.observers.get_mut(&id)?;
        let update = observer.pop()?;
        Some((update, observer.is_empty()))
    }

    /// Milliseconds until there may be something for an observer: 0 if its queue has it, `None` if
    /// nothing is pending for it or there will be no token. Release first.
    pub(super) fn ready_in(&self, id: ObserverId, now: u64) -> Option<u64> {
        let observer = self.observers.get(&id)?;
        if !observer.is_empty() {
            return Some(0);
        }
        let since = self.since();
        let mut tokens = 0;
        for arrival in self.pending.arrivals() {
            tokens += u64::from(arrival > since);
            if arrival > observer.after {
                return self.bucket.wait(tokens, now);
            }
        }
        None
    }

    /// The arrivals up to this one are wanted by nobody.
    fn since(&self) -> u64 {
        let after = self.observers.values().map(|observer| observer.after);
        after.min().unwrap_or(u64::MAX)
    }
}
