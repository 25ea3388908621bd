//! A fault that was found: the level rises, and a package whose bytes cannot be trusted goes back.

use std::sync::Arc;

use super::{Change, Draft, History, undone};
use crate::registry::{ChangeKind, Entry, FaultLevel, Name, RegistryError, Snapshot, Tier};
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
    /// The snapshot that the package went back to; `None` if it did not.
    pub rolled_back_to: Option<u64>,
    /// The versions that are tombstones now and were not before, ascending.
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
    /// If the level [rolls back](FaultLevel::rolls_back), the same new snapshot brings the package
    /// back to the newest kept snapshot in which it had a version and this one was not at fault 6 or
    /// more (it may not have been there), as a rollback does, except that no fault level falls: what is
    /// known against a version stays known. If there is no such snapshot, or nothing to bring back, only
    /// the level is set. Other versions stay resolvable, publishing a newer one stays open, and what
    /// stands against them is no reason to go back.
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
            .then(|| self.last_sound(source, name, version))
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

    /// The newest kept snapshot in which the package had a version, and this one was not frozen;
    /// `None` if that is the newest of all, which there is no way back to.
    fn last_sound(&self, source: &str, name: &Name, version: &Version) -> Option<&Snapshot> {
        let sound = |then: &&Snapshot| {
            let tier = then.tier(source);
            tier.is_some_and(|tier| is_sound(tier, name, version))
        };
        let found = self.kept.iter().rev().find(sound)?;
        (found.seq() != self.snapshot().seq()).then_some(found)
    }
}

/// Whether there are versions that can be had, and this one is not a frozen one of them.
fn is_sound(tier: &Tier, name: &Name, version: &Version) -> bool {
    let mut versions = tier.versions(name.as_str());
    let entry = tier.entry(name.as_str(), version);
    let frozen = entry.is_some_and(|entry| entry.is_present() && entry.fault.freezes());
    !frozen && versions.any(|entry| entry.is_present())
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
        let before = self.present(source, name, version)?.fault;
        if level <= before {
            return Ok(());
        }
        let target = level
            .rolls_back()
            .then(|| history.last_sound(source, name, version))
            .flatten();
        match target {
            Some(target) => self.go_back(history, source, name, target.seq())?,
            None => self.touched(source, name),
        }
        self.raise(source, name.as_str(), version, level)
    }

    /// A rollback that lowers no fault level.
    fn go_back(
        &mut self,
        history: &History,
        source: &str,
        name: &Name,
        seq: u64,
    ) -> Result<(), RegistryError> {
        let known: Vec<Arc<Entry>> = self
            .tier(source)?
            .versions(name.as_str())
            .cloned()
            .collect();
        self.rollback(history, source, name, Some(seq))?;
        for before in known {
            self.raise(source, name.as_str(), &before.version, before.fault)?;
        }
        Ok(())
    }

    /// Raises the level of a version that is still there.
    fn raise(
        &mut self,
        source: &str,
        name: &str,
        version: &Version,
        level: FaultLevel,
    ) -> Result<(), RegistryError> {
        let tier = self.tier(source)?;
        let entry = tier.entry(name, version);
        if let Some(entry) = entry.filter(|entry| entry.is_present() && entry.fault < level) {
            let mut entry = Entry::clone(entry);
            entry.fault = level;
            tier.set(Arc::new(entry));
        }
        Ok(())
    }

    /// The entry of a version that can be had.
    fn present(
        &mut self,
        source: &str,
        name: &Name,
        version: &Version,
    ) -> Result<&Entry, RegistryError> {
        let tier = self.tier(source)?;
        let Some(entry) = tier.entry(name.as_str(), version) else {
            let (name, version) = (name.as_str(), Some(version));
            return Err(crate::registry::tier::not_found(
                source, tier, name, version,
            ));
        };
        match entry.tombstone {
            Some(tombstone) => Err(undone(entry, tombstone)),
            None => Ok(entry),
        }
    }
}
