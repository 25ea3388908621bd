//! A fault that was found: the level rises, and a version that was never sound is undone.

use super::{Change, Draft, History};
use crate::registry::{ChangeKind, FaultLevel, Name, RegistryError, Snapshot, Tier};
use crate::semverx::Version;

/// What was done about a fault.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct FaultHandled {
    /// The version's level before.
    pub before: FaultLevel,
    /// Its level now: the higher of the one before and the one found. Of a version that was undone,
    /// the level that undid it.
    pub fault: FaultLevel,
    /// The snapshot whose state the version went back to, which is not to be there; `None` if it stayed.
    pub rolled_back_to: Option<u64>,
    /// The versions that are tombstones now and were not before: this one, or none.
    pub undone: Vec<Version>,
    /// The newest snapshot: a new one if anything changed.
    pub snapshot: Snapshot,
}

impl History {
    /// Says that a version was found at fault, and does what its level asks for.
    ///
    /// The new level is the higher of the old and `level`: faults may be found in any order, and
    /// this never lowers one ([`Change::SetFault`] does, for an operator who has looked). If the old
    /// one is as high, nothing happens and there is no new snapshot.
    ///
    /// If the level [rolls back](FaultLevel::rolls_back) and the version was at fault 6 or more in every
    /// kept snapshot that has it, then it was never sound, and is undone: a tombstone takes its place, as
    /// after a rollback to the newest kept snapshot in which the package was there without it. If there
    /// is no such snapshot, only the level is set. Other versions are what they were, and publishing a
    /// newer one stays open.
    ///
    /// ```
    /// use diram_core::registry::{Change, FaultCause, FaultLevel, History, Tier, read_line};
    /// let line = r#"{"name":"core","version":"1.0.0","deps":{}}"#;
    /// let first = Tier::from_entries(vec![read_line(line)?])?;
    /// let mut history = History::open(vec![("live".into(), first)], 0, None)?;
    /// let line = r#"{"name":"core","version":"1.1.0","deps":{},"fault":7}"#;
    /// let entry = read_line(line)?;
    /// let (name, version) = (entry.name.clone(), entry.version.clone());
    /// history.commit(&[Change::Publish { source: "live".into(), entry }], 60, "")?;
    ///
    /// let level = FaultCause::HashMismatch.level();
    /// let done = history.handle_fault("live", &name, &version, level, 120)?;
    /// assert_eq!((done.before.get(), done.fault.get()), (7, 13));
    /// assert_eq!((done.rolled_back_to, done.undone), (Some(1), vec![version]));
    /// # Ok::<(), diram_core::registry::RegistryError>(())
    /// ```
    ///
    /// # Errors
    /// A version that is not there, or was undone; nothing is changed then.
    pub fn handle_fault(
        &mut self,
        source: &str,
        name: &Name,
        version: &Version,
        level: FaultLevel,
        time: u64,
    ) -> Result<FaultHandled, RegistryError> {
        let old = self.snapshot().clone();
        let before = old
            .tier(source)
            .and_then(|tier| tier.entry(name.as_str(), version))
            .map_or(FaultLevel::CLEAN, |entry| entry.fault);
        let rises = level > before;
        let target = (rises && level.rolls_back())
            .then(|| self.last_without(source, name, version))
            .flatten()
            .map(Snapshot::seq);
        let change = Change::HandleFault {
            source: source.to_owned(),
            name: name.clone(),
            version: version.clone(),
            fault: level,
        };
        let note = format!("fault {} {name} {}", level.get(), version.to_compact());
        let snapshot = self.commit(&[change], time, &note)?;
        let changes = snapshot.diff(&old).into_iter();
        let undone = changes.filter(|change| change.kind == ChangeKind::Undone);
        Ok(FaultHandled {
            before,
            fault: before.max(level),
            rolled_back_to: target,
            undone: undone.map(|change| change.version).collect(),
            snapshot,
        })
    }

    /// For a version that was never sound: the newest kept snapshot in which the package was there
    /// without it.
    fn last_without(&self, source: &str, name: &Name, version: &Version) -> Option<&Snapshot> {
        let mut without = None;
        for snapshot in self.kept.iter().rev() {
            let Some(tier) = snapshot.tier(source) else {
                continue;
            };
            let entry = tier.entry(name.as_str(), version);
            match entry.filter(|entry| entry.is_present()) {
                Some(entry) if !entry.fault.freezes() => return None,
                Some(_) => {}
                None if without.is_none() && has_versions(tier, name) => without = Some(snapshot),
                None => {}
            }
        }
        without
    }
}

fn has_versions(tier: &Tier, name: &Name) -> bool {
    let mut versions = tier.versions(name.as_str());
    versions.any(|entry| entry.is_present())
}

impl Draft {
    pub(super) fn handle_fault(
        &mut self,
        history: &History,
        source: &str,
        name: &Name,
        version: &Version,
        level: FaultLevel,
    ) -> Result<(), RegistryError> {
        let never_sound =
            level.rolls_back() && history.last_without(source, name, version).is_some();
        self.edit(source, name, version, |entry| match never_sound {
            _ if level <= entry.fault => {}
            true => *entry = entry.undone(),
            false => entry.fault = level,
        })
    }
}
