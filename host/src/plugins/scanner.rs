//! A plugin that knows advisories.

mod folder;
#[cfg(test)]
mod tests;

use std::path::Path;

use diram_core::osv::{Advisories, Advisory, AdvisoryCounts};
use diram_core::semverx::Version;

use super::{Error, Package, RegistryPlugin};
use crate::Result;

/// Advisories that a refusal names; of more it says how many.
const NAMED: usize = 8;

/// A plugin that keeps versions with known vulnerabilities out of locks. It reads a folder of OSV
/// files, as databases publish them; which versions they affect is said in [`diram_core::osv`].
///
/// An install is refused if an advisory affects the version. An update is refused if the new
/// version has a vulnerability that the old one has not, under any of its ids, or if an advisory
/// calls the new version fixed and affects it all the same. So what is installed may stay, and may
/// move to where it is no worse.
///
/// ```
/// use std::sync::Arc;
/// use diram::plugins::SecurityScanner;
/// use diram::registry::{Registry, RegistryOptions};
///
/// let folder = tempfile::tempdir()?;
/// std::fs::write(folder.path().join("DIRAM-2026-1.json"), r#"{"id": "DIRAM-2026-1", "affected": [{
///     "package": {"ecosystem": "SemVerX", "name": "core"},
///     "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.4.2"}]}]}]}"#)?;
/// let scanner = SecurityScanner::open(folder.path())?;
///
/// let lines = r#"{"name":"core","version":"1.4.1","deps":{}}"#;
/// let registry = Registry::from_lines(lines, &RegistryOptions::new())?;
/// let core = registry.info("core", "1.4.1")?;
/// assert_eq!(scanner.advisories(&core), ["DIRAM-2026-1"]);
/// registry.plug(Arc::new(scanner))?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct SecurityScanner {
    advisories: Advisories,
}

impl SecurityScanner {
    /// Most files of a folder.
    pub const MAX_FILES: usize = 1_000_000;
    /// Most bytes of the files of a folder, together: 1 GiB.
    pub const MAX_BYTES: u64 = 1 << 30;

    /// Reads every `.json` file of a folder and of those below it, at most
    /// [`MAX_FILES`](SecurityScanner::MAX_FILES) of together
    /// [`MAX_BYTES`](SecurityScanner::MAX_BYTES) bytes. Files and folders whose names begin with a dot are left out;
    /// a folder that links lead to more than once is read once.
    ///
    /// # Errors
    /// If there is no such file, a limit is passed, a file cannot be read or is no advisory, or two
    /// of one id do not say the same. The message names the file.
    pub fn open(folder: impl AsRef<Path>) -> Result<SecurityScanner> {
        let advisories = folder::read(folder.as_ref(), &folder::Limits::default())?;
        Ok(SecurityScanner { advisories })
    }

    /// A scanner with these advisories.
    pub fn new(advisories: Advisories) -> SecurityScanner {
        SecurityScanner { advisories }
    }

    /// What was read.
    pub fn counts(&self) -> AdvisoryCounts {
        self.advisories.counts()
    }

    /// The ids of the advisories that affect a package, ascending.
    pub fn advisories(&self, package: &Package) -> Vec<String> {
        let Some(version) = version(package) else {
            return Vec::new();
        };
        let found = self.advisories.affecting(&package.name, &version);
        found.iter().map(|a| a.id().to_owned()).collect()
    }

    /// Whether any advisory affects a package. True if the package's version cannot be read.
    pub fn has_vulnerabilities(&self, package: &Package) -> bool {
        version(package).is_none_or(|version| {
            let found = self.advisories.affecting(&package.name, &version);
            !found.is_empty()
        })
    }

    /// Whether nothing that is known against the old version is left in the new one: so it is if
    /// nothing is known against the old one. False if a version cannot be read.
    pub fn fixes_vulnerabilities(&self, old: &Package, new: &Package) -> bool {
        let (Some(before), Some(after)) = (version(old), version(new)) else {
            return false;
        };
        let brought = self.advisories.brought_by(&new.name, &before, &after);
        let found = self.advisories.affecting(&new.name, &after);
        found.len() == brought.len()
    }
}

impl RegistryPlugin for SecurityScanner {
    fn on_install(&self, package: &Package) -> Result<(), Error> {
        let version = readable(package)?;
        let found = self.advisories.affecting(&package.name, &version);
        refuse(&Error::SecurityViolation, &package.name, &version, &found)
    }

    fn on_update(&self, old: &Package, new: &Package) -> Result<(), Error> {
        let (before, after) = (readable(old)?, readable(new)?);
        let brought = self.advisories.brought_by(&new.name, &before, &after);
        refuse(&Error::SecurityViolation, &new.name, &after, &brought)?;
        let mut broken = self.advisories.affecting(&new.name, &after);
        broken.retain(|advisory| advisory.announces(&new.name, &after));
        let why = Error::UpdateDoesNotFixVulnerabilities;
        refuse(&why, &new.name, &after, &broken)
    }
}

fn version(package: &Package) -> Option<Version> {
    Version::parse(&package.version).ok()
}

fn readable(package: &Package) -> Result<Version, Error> {
    Version::parse(&package.version).map_err(|e| Error::Failed(e.to_string()))
}

/// Refuses for this reason if there is any advisory; says which, how bad, and where it is fixed.
fn refuse(why: &Error, name: &str, version: &Version, found: &[&Advisory]) -> Result<(), Error> {
    if found.is_empty() {
        return Ok(());
    }
    let said = found.iter().take(NAMED).map(|advisory| {
        let severity = advisory.severity(name).unwrap_or_default();
        let fix = match advisory.fix(name, version) {
            Some(fix) => format!("fixed in {}", fix.to_compact()),
            None => "no fix is known".into(),
        };
        format!("{} ({severity}, {fix})", advisory.id())
    });
    let mut said: Vec<String> = said.collect();
    if found.len() > NAMED {
        said.push(format!("and {} more", found.len() - NAMED));
    }
    Err(Error::Refused(format!("{why}: {}", said.join(", "))))
}
