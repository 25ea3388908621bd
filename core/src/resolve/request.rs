//! What is asked of a resolver.

use std::sync::Arc;

use smallvec::SmallVec;

use super::universe::Package;
use super::{MAX_REQUIREMENTS, ResolveError};
use crate::registry::{Name, NameError};
use crate::semverx::{Policy, RangeError, Version, VersionRange};

/// A package and the versions that will do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// Package name.
    pub name: Name,
    /// The versions that will do.
    pub range: VersionRange,
    /// The range as it was written.
    pub text: Arc<str>,
}

impl Requirement {
    /// Reads name and range.
    ///
    /// # Errors
    /// [`ResolveError::Name`] or [`ResolveError::Range`].
    pub fn parse(name: &str, range: &str) -> Result<Requirement, ResolveError> {
        let parsed = Name::parse(name).map_err(|error: NameError| ResolveError::Name(error))?;
        let versions =
            VersionRange::parse(range).map_err(|source: RangeError| ResolveError::Range {
                name: parsed.to_string(),
                source,
            })?;
        Ok(Requirement {
            name: parsed,
            range: versions,
            text: range.into(),
        })
    }
}

/// Everything an answer depends on besides snapshot and policy.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Request {
    /// What is needed; at most [`MAX_REQUIREMENTS`].
    pub requirements: Vec<Requirement>,
    /// Versions that are preferred where they fit; they may be yanked or up to fault 11. Sorted.
    pub(super) lock: Vec<(Name, Version)>,
    /// The time, in seconds since 1970; needed when the policy has a `min_release_age`.
    pub now: Option<u64>,
    /// Whether the answer carries its proof.
    pub certificate: bool,
}

impl Request {
    /// A request without lock and time, and with a certificate.
    pub fn new(requirements: Vec<Requirement>) -> Request {
        Request {
            requirements,
            lock: Vec::new(),
            now: None,
            certificate: true,
        }
    }

    /// Prefers these versions.
    #[must_use]
    pub fn lock(mut self, lock: Vec<(Name, Version)>) -> Request {
        self.lock = lock;
        self.lock.sort();
        self.lock.dedup();
        self
    }

    /// Says what time it is.
    #[must_use]
    pub fn now(mut self, seconds: u64) -> Request {
        self.now = Some(seconds);
        self
    }

    /// With or without a certificate.
    #[must_use]
    pub fn certificate(mut self, wanted: bool) -> Request {
        self.certificate = wanted;
        self
    }

    pub(super) fn check(&self, policy: &Policy) -> Result<(), ResolveError> {
        if self.requirements.len() > MAX_REQUIREMENTS {
            return Err(ResolveError::TooManyRequirements {
                got: self.requirements.len(),
            });
        }
        if policy.min_release_age.is_some() && self.now.is_none() {
            return Err(ResolveError::NoTime);
        }
        Ok(())
    }

    /// The range that counts: the policy's override before the request's own.
    pub(super) fn effective<'a>(
        &'a self,
        requirement: &'a Requirement,
        policy: &'a Policy,
    ) -> &'a VersionRange {
        let forced = policy.overrides.get(requirement.name.as_str());
        forced.unwrap_or(&requirement.range)
    }

    /// What the lock says of a name, ascending.
    fn locks(&self, name: &Name) -> &[(Name, Version)] {
        let from = self.lock.partition_point(|(locked, _)| locked < name);
        let rest = self.lock.get(from..).unwrap_or_default();
        let len = rest.partition_point(|(locked, _)| locked == name);
        rest.get(..len).unwrap_or_default()
    }

    /// Whether the lock names this version.
    pub(super) fn is_locked(&self, name: &Name, version: &Version) -> bool {
        self.locks(name).iter().any(|(_, locked)| locked == version)
    }

    /// The values of a package that the lock or an exact pin names.
    pub(super) fn named(&self, package: &Package) -> SmallVec<[usize; 2]> {
        let pins = self.requirements.iter().filter(|r| r.name == package.name);
        let pins = pins.filter_map(|r| r.range.exact_pin());
        let locked = self.locks(&package.name).iter();
        let versions = locked.map(|(_, version)| version).chain(pins);
        versions.filter_map(|v| package.value_of(v)).collect()
    }

    /// The values that the lock prefers, the highest version first.
    pub(super) fn locked(&self, package: &Package) -> SmallVec<[usize; 1]> {
        let locked = self.locks(&package.name).iter().rev();
        locked
            .filter_map(|(_, version)| package.value_of(version))
            .collect()
    }
}
