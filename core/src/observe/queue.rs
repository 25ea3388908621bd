//! What one observer has not asked for yet.

use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::{Update, UpdateKind};

/// Most updates that are queued for one observer, mandatory ones not counted.
pub const MAX_QUEUED: usize = 1000;

/// Which observer, unique within its manager. Text and JSON: the number, as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ObserverId(pub(super) u64);

impl fmt::Display for ObserverId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl Serialize for ObserverId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// One observer: since when, and what it has not asked for yet.
#[derive(Clone, Debug)]
pub(super) struct Observer {
    /// The number of arrivals before it registered.
    pub(super) after: u64,
    queue: VecDeque<Arc<Update>>,
    /// How many of the queue are not mandatory.
    plain: usize,
}

impl Observer {
    pub(super) fn new(after: u64) -> Observer {
        Observer {
            after,
            queue: VecDeque::new(),
            plain: 0,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.queue.is_empty()
    }

    pub(super) fn push(&mut self, update: &Arc<Update>) {
        self.plain += usize::from(!update.is_mandatory());
        self.queue.push_back(Arc::clone(update));
        if self.plain > MAX_QUEUED {
            self.collapse(update);
        }
    }

    pub(super) fn pop(&mut self) -> Option<Update> {
        let update = self.queue.pop_front()?;
        self.plain -= usize::from(!update.is_mandatory());
        Some(Arc::unwrap_or_clone(update))
    }

    /// One resync in place of all that are not mandatory; `last` is the latest of them.
    fn collapse(&mut self, last: &Update) {
        let mut merged = 0_u64;
        self.queue.retain(|update| {
            if !update.is_mandatory() {
                merged = merged.saturating_add(update.weight());
            }
            update.is_mandatory()
        });
        let resync = Update {
            kind: UpdateKind::Resync,
            old_version: None,
            merged,
            ..last.clone()
        };
        self.queue.push_back(Arc::new(resync));
        self.plain = 1;
    }
}
