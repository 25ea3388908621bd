//! Changing a registry, in memory.

use diram_core::registry::{Change, FaultLevel, Name, ProofReport};

use super::report::{Receipt, SnapshotReport};
use super::write::Pace;
use super::{Registry, version};
use crate::Result;
use crate::versions::Version;

impl Registry {
    /// Publishes a version into the [source](Registry::source): one line of a registry file. Without
    /// `published` it is published now.
    ///
    /// # Errors
    /// `EXISTS` for a version that is there (build metadata makes no difference) or was undone;
    /// `FORMAT` for a line that is none; `PLUGIN` if a [plugin](crate::plugins) refuses.
    pub fn publish(&self, line: &str) -> Result<Receipt> {
        let (entry, calls) = self.prepare_publish(line)?;
        self.finish_publish(entry, &calls, Vec::new())
    }

    /// Withdraws a version: only a lock or an exact pin of the root chooses it from now on.
    ///
    /// # Errors
    /// `NOT_FOUND`, with near names or versions.
    pub fn yank(&self, name: &str, number: &str) -> Result<Receipt> {
        self.edit("yank", name, number, |source, name, version| Change::Yank {
            source,
            name,
            version,
        })
    }

    /// Takes the withdrawal back.
    ///
    /// # Errors
    /// `NOT_FOUND`, with near names or versions.
    pub fn unyank(&self, name: &str, number: &str) -> Result<Receipt> {
        self.edit("unyank", name, number, |source, name, version| {
            Change::Unyank {
                source,
                name,
                version,
            }
        })
    }

    /// Sets a version's fault level, 0 to 17.
    ///
    /// # Errors
    /// `LIMIT` for a level above 17; `NOT_FOUND`, with near names or versions.
    pub fn set_fault(&self, name: &str, number: &str, level: u8) -> Result<Receipt> {
        let fault = FaultLevel::new(level)?;
        let what = format!("fault {level}");
        self.edit(&what, name, number, |source, name, version| {
            Change::SetFault {
                source,
                name,
                version,
                fault,
            }
        })
    }

    /// Brings everything about one package back to snapshot `to`, in a new snapshot; without `to`
    /// it undoes the package's latest change, and again the one before. Versions that were not there
    /// then are gone, and their numbers are never free again.
    ///
    /// # Errors
    /// `NOT_FOUND`, with near names; `SNAPSHOT` for one that does not exist or is no longer kept,
    /// or when there is nothing to undo.
    pub fn rollback(&self, name: &str, to: Option<u64>) -> Result<Receipt> {
        let name = Name::parse(name)?;
        let note = match to {
            Some(seq) => format!("rollback {name} to {seq}"),
            None => format!("rollback {name}"),
        };
        let change = Change::Rollback {
            source: self.source().to_owned(),
            name: name.clone(),
            to,
        };
        self.commit(change, &note, &name, None)
    }

    fn edit(
        &self,
        what: &str,
        name: &str,
        number: &str,
        change: impl FnOnce(String, Name, Version) -> Change,
    ) -> Result<Receipt> {
        let (name, number) = (Name::parse(name)?, version(number)?);
        let note = format!("{what} {name} {}", number.to_compact());
        let change = change(self.source().to_owned(), name.clone(), number.clone());
        self.commit(change, &note, &name, Some(&number))
    }

    pub(super) fn commit(
        &self,
        change: Change,
        note: &str,
        name: &Name,
        number: Option<&Version>,
    ) -> Result<Receipt> {
        let next = self.write(Pace::Limited, &change, |history, now| {
            Ok(history.commit(std::slice::from_ref(&change), now, note)?)
        })?;
        Ok(Receipt {
            snapshot: SnapshotReport::of(&next),
            proof: ProofReport::of(&next, self.source(), name, number)?,
            gates: None,
        })
    }
}
