//! Whether what a lock says fits together.

use std::collections::{BTreeMap, HashMap};

use super::{LockFile, LockFileError};
use crate::document::Place;
use crate::resolve::{label, package_of};
use crate::semverx::{Origin, Policy, Version, VersionRange};

/// Every package stands under its own label, and what is needed is there.
pub(super) fn check(lock: &LockFile) -> Result<(), LockFileError> {
    let packages = Place::TOP.key("packages");
    for (found, package) in &lock.packages {
        let wanted = label(package_of(found), &package.version, &lock.policy);
        if *found != wanted {
            return Err(LockFileError::Label {
                at: packages.key(found).to_string(),
                version: package.version.to_compact(),
                label: wanted,
            });
        }
    }
    let mut needs = Needs::new(lock);
    let at = Place::TOP.key("requirements");
    needs.check(&at, &lock.requirements, Origin::Root)?;
    for (label, package) in &lock.packages {
        let at = packages.key(label);
        let at = at.key("dependencies");
        needs.check(&at, &package.dependencies, Origin::Dependency)?;
    }
    Ok(())
}

/// What is locked, and the ranges read so far: they repeat.
struct Needs<'l> {
    policy: &'l Policy,
    locked: BTreeMap<&'l str, Vec<&'l Version>>,
    ranges: HashMap<&'l str, VersionRange>,
}

impl<'l> Needs<'l> {
    fn new(lock: &'l LockFile) -> Needs<'l> {
        let mut locked: BTreeMap<&str, Vec<&Version>> = BTreeMap::new();
        for (label, package) in &lock.packages {
            let versions = locked.entry(package_of(label)).or_default();
            versions.push(&package.version);
        }
        Needs {
            policy: &lock.policy,
            locked,
            ranges: HashMap::new(),
        }
    }

    fn check(
        &mut self,
        at: &Place<'_>,
        needs: &'l BTreeMap<String, String>,
        origin: Origin,
    ) -> Result<(), LockFileError> {
        for (name, text) in needs {
            let at = at.key(name);
            let range = self.range(&at, text)?;
            let range = self.policy.overrides.get(name).unwrap_or(&range);
            let mut locked = self.locked.get(name.as_str()).into_iter().flatten();
            if !locked.any(|version| range.admits_from(version, self.policy, origin)) {
                return Err(LockFileError::Unmet {
                    at: at.to_string(),
                    name: name.clone(),
                    range: range.to_string(),
                });
            }
        }
        Ok(())
    }

    fn range(&mut self, at: &Place<'_>, text: &'l str) -> Result<VersionRange, LockFileError> {
        if let Some(range) = self.ranges.get(text) {
            return Ok(range.clone());
        }
        let range = VersionRange::parse(text).map_err(|source| LockFileError::Range {
            at: at.to_string(),
            source,
        })?;
        self.ranges.insert(text, range.clone());
        Ok(range)
    }
}
