//! Updates that wait for a token: one for each version, the newest; of too many one resync.

use std::collections::BTreeMap;

use super::queue::MAX_QUEUED;
use super::{Update, UpdateKind};

/// `seq`, `index`, and the number of the arrival, which makes it unique.
type Place = (u64, u64, u64);

/// The pending updates of one package.
#[derive(Clone, Debug, Default)]
pub(super) struct Pending {
    order: BTreeMap<Place, Update>,
    /// Of each version; a resync in place of many is of none, so that nothing replaces it.
    places: BTreeMap<String, Place>,
}

impl Pending {
    pub(super) fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// Keeps an update in place of one of the same version.
    pub(super) fn keep(&mut self, mut update: Update, arrival: u64) {
        self.merge_into(&mut update);
        let place = (update.seq, update.index, arrival);
        self.places.insert(update.version.clone(), place);
        self.order.insert(place, update);
        if self.order.len() > MAX_QUEUED {
            self.collapse(place);
        }
    }

    /// One resync in place of all; `last` is where the latest of them is.
    fn collapse(&mut self, last: Place) {
        let all = std::mem::take(self).order;
        let weights = all.values().map(Update::weight);
        let merged = weights.fold(0, u64::saturating_add);
        let resync = all.get(&last).map(|update| Update {
            kind: UpdateKind::Resync,
            old_version: None,
            merged,
            ..update.clone()
        });
        self.order.extend(resync.map(|resync| (last, resync)));
    }

    /// Lets a pending update of the same version give way to this one.
    pub(super) fn merge_into(&mut self, update: &mut Update) {
        let place = self.places.remove(&update.version);
        if let Some(old) = place.and_then(|place| self.order.remove(&place)) {
            update.merged = update.merged.saturating_add(old.weight());
        }
    }

    /// The arrival of the first in order.
    pub(super) fn first_arrival(&self) -> Option<u64> {
        let ((_, _, arrival), _) = self.order.first_key_value()?;
        Some(*arrival)
    }

    /// Takes the first in order.
    pub(super) fn pop(&mut self) -> Option<(u64, Update)> {
        let (place, update) = self.order.pop_first()?;
        if self.places.get(&update.version) == Some(&place) {
            self.places.remove(&update.version);
        }
        Some((place.2, update))
    }

    /// The arrivals, in order of release.
    pub(super) fn arrivals(&self) -> impl Iterator<Item = u64> {
        self.order.keys().map(|(_, _, arrival)| *arrival)
    }
}
