//! Faults: what was found, what was done about it, and what waits for somebody to look.

use diram_core::registry::{Entry, FaultHandled, FaultLevel, FaultState, Name, RecoveryAction};
use serde::Serialize;

use super::report::SnapshotReport;
use super::{Registry, version};
use crate::Result;
use crate::versions::Version;

/// What was done about a fault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FaultReport {
    /// The package.
    pub name: String,
    /// The version's canonical text.
    pub version: String,
    /// Its fault level before, 0 to 17.
    pub before: u8,
    /// Its fault level now: the higher of the one before and the one found.
    pub fault: u8,
    /// The level's band.
    pub fault_state: FaultState,
    /// What the level asks for.
    pub action: RecoveryAction,
    /// Whether the version is frozen: nothing that runs is swapped to it.
    pub frozen: bool,
    /// The snapshot that the package went back to; `None` if it did not.
    pub rolled_back_to: Option<u64>,
    /// The versions undone by that, in canonical text, ascending.
    pub undone: Vec<String>,
    /// The newest snapshot: a new one if anything changed.
    pub snapshot: SnapshotReport,
}

impl FaultReport {
    fn of(name: &Name, number: &Version, handled: &FaultHandled) -> FaultReport {
        let fault = handled.fault;
        FaultReport {
            name: name.to_string(),
            version: number.to_string(),
            before: handled.before.get(),
            fault: fault.get(),
            fault_state: fault.state(),
            action: fault.action(),
            frozen: fault.freezes(),
            rolled_back_to: handled.rolled_back_to,
            undone: handled.undone.iter().map(Version::to_string).collect(),
            snapshot: SnapshotReport::of(&handled.snapshot),
        }
    }
}

/// A version that something is known against.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct VersionFault {
    /// The package.
    pub name: String,
    /// The version's canonical text.
    pub version: String,
    /// Its fault level, 1 to 17.
    pub fault: u8,
    /// The level's name, such as `LOW_WARNING`.
    pub fault_name: &'static str,
    /// The level's band.
    pub fault_state: FaultState,
    /// What the level asks for.
    pub action: RecoveryAction,
    /// Whether the version is frozen: nothing that runs is swapped to it.
    pub frozen: bool,
}

impl VersionFault {
    fn of(entry: &Entry) -> VersionFault {
        let fault = entry.fault;
        VersionFault {
            name: entry.name.to_string(),
            version: entry.version.to_string(),
            fault: fault.get(),
            fault_name: fault.name(),
            fault_state: fault.state(),
            action: fault.action(),
            frozen: fault.freezes(),
        }
    }
}

impl Registry {
    /// Says that a version was found at fault, and does what its level asks for. The level only rises
    /// ([`set_fault`](Registry::set_fault) sets any), so faults may be found in any order; where it
    /// is as high already, nothing changes. A fault of integrity (13, 15, 16, 17) also brings the
    /// package back to its newest kept state without a fault of 6 or more, if it is not in one.
    ///
    /// ```
    /// use diram::registry::{FaultCause, RecoveryAction, Registry, RegistryOptions};
    /// let line = r#"{"name":"core","version":"1.0.0","deps":{}}"#;
    /// let registry = Registry::from_lines(line, &RegistryOptions::new())?;
    /// let report = registry.handle_fault("core", "1.0.0", FaultCause::AdvisoryHigh.level())?;
    /// assert_eq!((report.before, report.fault, report.frozen), (0, 9, true));
    /// assert_eq!(report.action, RecoveryAction::RequestManualReview);
    ///
    /// let waiting = registry.faults(6)?;
    /// assert_eq!(waiting[0].fault_name, "MEDIUM_HIGH_DANGER");
    /// # Ok::<(), diram::Error>(())
    /// ```
    ///
    /// # Errors
    /// `NOT_FOUND`, with near names or versions; `EXISTS` for a version that was undone.
    pub fn handle_fault(&self, name: &str, number: &str, fault: FaultLevel) -> Result<FaultReport> {
        let (name, number) = (Name::parse(name)?, version(number)?);
        let handled = self.change(|history, now| {
            let handled = history.handle_fault(self.source(), &name, &number, fault, now)?;
            Ok((handled.snapshot.clone(), handled))
        })?;
        Ok(FaultReport::of(&name, &number, &handled))
    }

    /// The versions that can be had and have at least this fault level, by name and version: 1 for
    /// everything that is known, 6 for what waits for a review. Clean parts of the registry are not
    /// visited.
    ///
    /// # Errors
    /// `LIMIT` for a level above 17.
    pub fn faults(&self, at_least: u8) -> Result<Vec<VersionFault>> {
        let at_least = FaultLevel::new(at_least)?;
        let snapshot = self.current();
        let found = snapshot.source(self.source())?.faults(at_least);
        Ok(found
            .into_iter()
            .map(|entry| VersionFault::of(entry))
            .collect())
    }
}
