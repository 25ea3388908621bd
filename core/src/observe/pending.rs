//! Updates that wait for a token: one for each version, the newest.

use std::collections::BTreeMap;

use super::Update;

/// `seq`, `index`, and the number of the arrival, which makes it unique.
type Place = (u64, u64, u64);

/// The pending updates of one package.
#[derive(Clone, Debug, Default)]
pub(super) struct Pending {
    order: BTreeMap<Place, Update>,
    places: BTreeMap<String, Place>,
}

impl Pending {
    pub(super) fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    pub(super) fn clear(&mut self) {
        *self = Pending::default();
    }

    /// Keeps an update in place of one of the same version.
    pub(super) fn keep(&mut self, mut update: Update, arrival: u64) {
        self.merge_into(&mut update);
        let place = (update.seq, update.index, arrival);
        self.places.insert(update.version.clone(), place);
        self.order.insert(place, update);
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
        let ((_, _, arrival), update) = self.order.pop_first()?;
        self.places.remove(&update.version);
        Some((arrival, update))
    }

    /// The arrivals, in order of release.
    pub(super) fn arrivals(&self) -> impl Iterator<Item = u64> {
        self.order.keys().map(|(_, _, arrival)| *arrival)
    }
}
