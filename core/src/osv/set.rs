//! Many advisories, by package.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::groups::Groups;
use super::point::Point;
use super::{Advisory, OsvError};
use crate::registry::Name;
use crate::registry::quote::short;
use crate::semverx::Version;

/// Many advisories, by package.
#[derive(Clone, Debug, Default)]
pub struct Advisories {
    /// Each with where it comes from.
    all: Vec<(Advisory, String)>,
    by_id: BTreeMap<String, usize>,
    by_name: BTreeMap<Name, Vec<usize>>,
    groups: Groups,
    counts: AdvisoryCounts,
}

/// What was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AdvisoryCounts {
    /// Advisories, each id once.
    pub advisories: usize,
    /// Those that were withdrawn, and affect nothing.
    pub withdrawn: usize,
    /// Those that are about no package of [`ECOSYSTEM`](super::ECOSYSTEM).
    pub foreign: usize,
    /// `affected` entries about other ecosystems, or about none.
    pub other_entries: usize,
    /// Ranges of commits, which are not looked at.
    pub git_ranges: usize,
    /// Advisories that said again what another with the same id says.
    pub repeated: usize,
}

impl Advisories {
    /// None yet.
    pub fn new() -> Advisories {
        Advisories::default()
    }

    /// Adds one. `origin` is where it comes from: the name of a file, for the message if two
    /// disagree.
    ///
    /// # Errors
    /// [`OsvError::Disagree`] if there is another of the same id that does not say the same. Nothing
    /// is added then.
    pub fn add(&mut self, origin: &str, advisory: Advisory) -> Result<(), OsvError> {
        if let Some((known, first)) = self
            .by_id
            .get(advisory.id())
            .and_then(|at| self.all.get(*at))
        {
            if *known != advisory {
                return Err(OsvError::Disagree {
                    id: short(advisory.id()),
                    first: first.clone(),
                    second: origin.into(),
                });
            }
            self.counts.repeated += 1;
            return Ok(());
        }
        let at = self.all.len();
        self.count(&advisory);
        self.by_id.insert(advisory.id().to_owned(), at);
        if !advisory.is_withdrawn() {
            for alias in advisory.aliases() {
                self.groups.join(advisory.id(), alias);
            }
            for name in advisory.packages() {
                let places = self.by_name.entry(name.clone()).or_default();
                if places.last() != Some(&at) {
                    places.push(at);
                }
            }
        }
        self.all.push((advisory, origin.into()));
        Ok(())
    }

    fn count(&mut self, advisory: &Advisory) {
        let counts = &mut self.counts;
        counts.advisories += 1;
        counts.withdrawn += usize::from(advisory.is_withdrawn());
        counts.foreign += usize::from(advisory.packages().next().is_none());
        counts.other_entries += advisory.others();
        counts.git_ranges += advisory.git_ranges();
    }

    /// What was read.
    pub fn counts(&self) -> AdvisoryCounts {
        self.counts
    }

    /// The advisory of this id.
    pub fn get(&self, id: &str) -> Option<&Advisory> {
        self.by_id.get(id).and_then(|at| self.at(*at))
    }

    /// All of them, withdrawn ones too, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Advisory> {
        self.by_id.values().filter_map(|at| self.at(*at))
    }

    /// The advisories that affect this version of this package, by id.
    pub fn affecting(&self, name: &str, version: &Version) -> Vec<&Advisory> {
        let point = Point::of(version);
        let about = self.by_name.get(name).into_iter().flatten();
        let mut found: Vec<&Advisory> = about
            .filter_map(|at| self.at(*at))
            .filter(|advisory| advisory.affects_at(name, version, &point))
            .collect();
        found.sort_unstable_by(|a, b| a.id().cmp(b.id()));
        found
    }

    /// The advisories that affect the new version of a package with a vulnerability that the old
    /// one does not have under any of its ids.
    pub fn brought_by(&self, name: &str, old: &Version, new: &Version) -> Vec<&Advisory> {
        let before = self.affecting(name, old);
        let before: BTreeSet<_> = before.iter().map(|a| self.vulnerability(a)).collect();
        let mut found = self.affecting(name, new);
        found.retain(|advisory| !before.contains(&self.vulnerability(advisory)));
        found
    }

    /// Whether two ids name one vulnerability: aliases hold both ways and from one to the next.
    pub fn are_one(&self, id: &str, other: &str) -> bool {
        self.groups.vulnerability(id) == self.groups.vulnerability(other)
    }

    fn vulnerability<'a>(&self, advisory: &'a Advisory) -> Result<usize, &'a str> {
        self.groups.vulnerability(advisory.id())
    }

    fn at(&self, at: usize) -> Option<&Advisory> {
        self.all.get(at).map(|(advisory, _)| advisory)
    }
}
