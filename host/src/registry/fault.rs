//! Faults: what was found, what was done about it, and what waits for somebody to look.

use diram_core::registry::{
    Change, Entry, FaultHandled, FaultLevel, FaultState, Name, RecoveryAction,
};
use serde::Serialize;

use super::report::SnapshotReport;
use super::write::Pace;
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
    /// The snapshot that the version went back to, where it was not there; `None` if it stayed.
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
    /// is as high already, nothing changes. A fault of integrity (13, 15, 16, 17) undoes a version
    /// that was at fault 6 or more ever since it came; other versions stay what they are.
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
        let change = Change::HandleFault {
            source: self.source().to_owned(),
            name: name.clone(),
            version: number.clone(),
            fault,
        };
        let handled = self.write(Pace::of(fault), &change, |history, now| {
            Ok(history.handle_fault(self.source(), &name, &number, fault, now)?)
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

#[cfg(test)]
mod tests {
    use super::super::RegistryOptions;
    use super::*;
    use crate::{Code, Failure};

    const LINES: &str = r#"
{"name":"app","version":"1.0.0","deps":{},"fault":6}
{"name":"core","version":"1.0.0","deps":{}}
{"name":"core","version":"1.1.0","deps":{},"fault":5}
"#;

    fn level(number: u8) -> FaultLevel {
        FaultLevel::new(number).unwrap()
    }

    #[test]
    fn the_report_says_what_was_done() {
        let registry = Registry::from_lines(LINES, &RegistryOptions::new().clock(60)).unwrap();
        let bad = r#"{"name":"core","version":"1.2.0","deps":{},"fault":7}"#;
        registry.publish(bad).unwrap();
        let report = registry.handle_fault("core", "1.2.0", level(13)).unwrap();
        let json = serde_json::to_value(&report).unwrap();
        assert_eq!(json["version"], "1.stable.2.stable.0.stable");
        assert_eq!((&json["before"], &json["fault"]), (&7.into(), &13.into()));
        assert_eq!(json["fault_state"], "PANIC");
        assert_eq!(json["action"], "SYSTEM_RESET");
        assert_eq!(json["frozen"], true);
        assert_eq!(json["rolled_back_to"], 1);
        assert_eq!(json["undone"][0], "1.stable.2.stable.0.stable");
        assert_eq!(json["snapshot"]["seq"], 3);
        assert_eq!(registry.snapshot(), report.snapshot, "readers see it");
        assert_eq!(registry.versions("core").unwrap().len(), 2);

        let report = registry.handle_fault("core", "1.1.0", level(4)).unwrap();
        assert_eq!((report.before, report.fault, report.frozen), (5, 5, false));
        assert_eq!(report.snapshot.seq, 3, "nothing changed");
    }

    #[test]
    fn faults_are_listed_from_a_level_on() {
        let registry = Registry::from_lines(LINES, &RegistryOptions::new()).unwrap();
        let listed = |at_least| -> Vec<(String, u8)> {
            let all = registry.faults(at_least).unwrap().into_iter();
            all.map(|fault| (fault.name, fault.fault)).collect()
        };
        assert_eq!(listed(1), [("app".to_owned(), 6), ("core".to_owned(), 5)]);
        assert_eq!(listed(6), [("app".to_owned(), 6)]);
        assert!(listed(7).is_empty());
        assert_eq!(registry.faults(18).unwrap_err().code(), Code::Limit);
        let json = serde_json::to_value(&registry.faults(6).unwrap()[0]).unwrap();
        assert_eq!(json["fault_name"], "LOW_DANGER");
        assert_eq!(json["action"], "REQUEST_MANUAL_REVIEW");
    }

    #[test]
    fn what_is_not_there_and_what_is_pinned_is_refused() {
        let registry = Registry::from_lines(LINES, &RegistryOptions::new()).unwrap();
        for (name, number, code) in [
            ("cor", "1.0.0", Code::NotFound),
            ("core", "3.0.0", Code::NotFound),
            ("Core!", "1.0.0", Code::Argument),
            ("core", "one", Code::Version),
        ] {
            let error = registry.handle_fault(name, number, level(9)).unwrap_err();
            assert_eq!(error.code(), code, "{name} {number}");
        }
        let pinned = registry.at(1).unwrap();
        let error = pinned.handle_fault("core", "1.0.0", level(9)).unwrap_err();
        assert_eq!(error.code(), Code::State);
        assert_eq!(registry.snapshot().seq, 1);
    }
}
