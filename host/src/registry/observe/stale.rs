//! Packages without a release for a while.

use diram_core::observe::{Update, UpdateKind};
use diram_core::registry::Snapshot;

use crate::Result;
use crate::registry::Registry;

/// Days after which a package without a release counts as stale, unless told otherwise.
pub const STALE_DAYS: u32 = 90;

const DAY: u64 = 24 * 60 * 60;

impl Registry {
    /// The observed packages whose newest release is older than this many days, by name: an update of
    /// kind `stale` about the newest version. Observers of the package are told too, once for each
    /// version, however often this is called. A package whose newest version has no known time of
    /// publication is not stale.
    ///
    /// # Errors
    /// `STATE` for a registry that shows an [earlier state](Registry::at).
    pub fn check_stale(&self, days: u32) -> Result<Vec<Update>> {
        self.expect_live("check")?;
        // Under the writer's lock, so that it is told in its place among the changes.
        let history = self.history();
        let snapshot = history.snapshot();
        let limit = u64::from(days) * DAY;
        let now = self.now();
        let packages = self.shared.observers.packages();
        let age = |package: String| stale(snapshot, self.source(), package, now, limit);
        let found: Vec<Update> = packages.into_iter().filter_map(age).collect();
        let wake = self
            .shared
            .observers
            .tell_stale(&found, self.shared.clock.millis());
        drop(history);
        wake.fire();
        Ok(found)
    }
}

/// A release of an older line counts as one.
fn stale(
    snapshot: &Snapshot,
    source: &str,
    package: String,
    now: u64,
    limit: u64,
) -> Option<Update> {
    let tier = snapshot.tier(source)?;
    let present = || tier.versions(&package).filter(|entry| entry.is_present());
    let newest = present().next_back()?;
    newest.published?;
    let latest = present().filter_map(|entry| entry.published).max()?;
    if now.saturating_sub(latest) <= limit {
        return None;
    }
    let version = newest.version.to_string();
    let mut update = Update::new(&*package, version, UpdateKind::Stale, snapshot.seq(), 0);
    update.fault = newest.fault;
    Some(update)
}
