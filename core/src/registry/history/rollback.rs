//! One package back to an earlier state.

use std::sync::Arc;

use super::{Draft, History};
use crate::registry::{Entry, Name, RegistryError, Snapshot, Tier};

impl Draft {
    pub(super) fn rollback(
        &mut self,
        history: &History,
        source: &str,
        name: &Name,
        to: Option<u64>,
    ) -> Result<(), RegistryError> {
        let here = (source.to_owned(), name.clone());
        let state_of = self.undone_to.get(&here).copied();
        let tier = self.tier(source)?;
        if tier.versions(name.as_str()).next().is_none() {
            return Err(crate::registry::tier::not_found(
                source,
                tier,
                name.as_str(),
                None,
            ));
        }
        let target = match to {
            Some(seq) => history.kept.exactly(seq)?,
            None => before_latest_change(history, tier, source, name, state_of)?,
        };
        let seq = target.seq();
        for entry in restored(tier, target.tier(source), name) {
            tier.set(entry);
        }
        self.undone_to.insert(here, seq);
        Ok(())
    }
}

/// The newest snapshot kept whose state of the package differs from the present one; after a
/// rollback the search goes on from the snapshot that it went back to.
fn before_latest_change<'h>(
    history: &'h History,
    tier: &Tier,
    source: &str,
    name: &Name,
    state_of: Option<u64>,
) -> Result<&'h Snapshot, RegistryError> {
    let oldest = history.kept.oldest();
    let nothing = || RegistryError::NothingToUndo {
        name: name.clone(),
        since: oldest,
    };
    let state_of = match state_of {
        Some(seq) => Some(history.kept.exactly(seq).map_err(|_| nothing())?),
        None => None,
    };
    let present = state_of.and_then(|then| then.tier(source)).unwrap_or(tier);
    let newest = state_of.map_or(u64::MAX, Snapshot::seq);
    history
        .kept
        .iter()
        .rev()
        .skip_while(|then| then.seq() > newest)
        .find(|then| {
            then.tier(source)
                .is_none_or(|then| !same_package(then, present, name))
        })
        .ok_or_else(nothing)
}

fn same_package(a: &Tier, b: &Tier, name: &Name) -> bool {
    a.same(b) || a.versions(name.as_str()).eq(b.versions(name.as_str()))
}

/// The entries of a package that must change for it to be as it was then.
fn restored(now: &Tier, then: Option<&Tier>, name: &Name) -> Vec<Arc<Entry>> {
    let restore = |entry: &Arc<Entry>| {
        if !entry.is_present() {
            return None;
        }
        let before = then.and_then(|tier| tier.entry(name.as_str(), &entry.version));
        match before {
            Some(before) if before == entry => None,
            Some(before) => Some(Arc::clone(before)),
            None => Some(Arc::new(entry.undone())),
        }
    };
    now.versions(name.as_str()).filter_map(restore).collect()
}
