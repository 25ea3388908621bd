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

/// The newest snapshot kept that the package can go back to with any effect; after a rollback, of
/// those before the snapshot that it went back to. What was undone since stays undone, so a state
/// that differs in nothing else is passed over.
fn before_latest_change<'h>(
    history: &'h History,
    tier: &Tier,
    source: &str,
    name: &Name,
    state_of: Option<u64>,
) -> Result<&'h Snapshot, RegistryError> {
    let newest = state_of.unwrap_or(u64::MAX);
    let differs = |then: &Tier| !then.same(tier) && !restored(tier, Some(then), name).is_empty();
    history
        .kept
        .iter()
        .rev()
        .skip_while(|then| then.seq() > newest)
        .find(|then| then.tier(source).is_none_or(differs))
        .ok_or_else(|| RegistryError::NothingToUndo {
            name: name.clone(),
            since: history.kept.oldest(),
        })
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
