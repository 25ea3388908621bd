//! Who needs whom among chosen versions.

use std::collections::BTreeSet;
use std::ops::Bound;
use std::sync::Arc;

use serde::Serialize;

use super::check::{Solution, plain};
use super::{ResolveError, Resolver};
use crate::registry::{Dependency, Entry, Name};
use crate::semverx::{Origin, Version, VersionRange};

/// A chosen version and what it needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SolutionNode {
    /// Name, with its line where there are several.
    pub label: Arc<str>,
    /// The chosen version.
    pub version: Version,
    /// Its fault level.
    pub fault: u8,
    /// Whether it is yanked.
    pub yanked: bool,
    /// Labels of the chosen versions that it needs.
    pub needs: BTreeSet<String>,
    /// Requirements (name and range) that nothing chosen meets.
    pub unmet: BTreeSet<String>,
}

impl Resolver {
    /// Each chosen version with what it needs, by label.
    ///
    /// # Errors
    /// [`ResolveError::Unknown`] for a version that the registry has not.
    pub fn graph(&self, solution: &Solution) -> Result<Vec<SolutionNode>, ResolveError> {
        self.nodes(solution, Resolver::published)
    }

    /// The same of what runs. What was undone since has lost its requirements, and needs nothing.
    pub(super) fn running_graph(
        &self,
        running: &Solution,
    ) -> Result<Vec<SolutionNode>, ResolveError> {
        self.nodes(running, Resolver::known)
    }

    fn nodes(&self, solution: &Solution, find: Find) -> Result<Vec<SolutionNode>, ResolveError> {
        let chosen = solution.iter();
        let node = |(label, version): (&Arc<str>, &Version)| {
            let entry = find(self, plain(label), version)?;
            Ok(self.node(solution, label, entry))
        };
        chosen.map(node).collect()
    }

    fn node(&self, solution: &Solution, label: &Arc<str>, entry: &Entry) -> SolutionNode {
        let mut node = SolutionNode {
            label: label.clone(),
            version: entry.version.clone(),
            fault: entry.fault.get(),
            yanked: entry.yanked,
            needs: BTreeSet::new(),
            unmet: BTreeSet::new(),
        };
        let policy = self.policy();
        for dep in entry.deps.iter() {
            let range = self.range_of(dep);
            let met = versions_of(solution, dep.name.as_str())
                .find(|(_, version)| range.admits_from(version, policy, Origin::Dependency));
            match met {
                Some((other, _)) => node.needs.insert(other.to_string()),
                None => node.unmet.insert(format!("{} {range}", dep.name)),
            };
        }
        node
    }

    /// The range of a dependency: the policy's for that name, else its own.
    pub(super) fn range_of<'s>(&'s self, dep: &'s Dependency) -> &'s VersionRange {
        let forced = self.policy().overrides.get(dep.name.as_str());
        forced.unwrap_or(&dep.range)
    }

    /// The entry of a version that can be had.
    pub(super) fn published(
        &self,
        name: &str,
        version: &Version,
    ) -> Result<&Arc<Entry>, ResolveError> {
        let entry = self.known(name, version)?;
        match entry.is_present() {
            true => Ok(entry),
            false => Err(unknown(name, version)),
        }
    }

    /// The entry of a version that can be had or was undone: it may still run.
    pub(super) fn known(&self, name: &str, version: &Version) -> Result<&Arc<Entry>, ResolveError> {
        let parsed = Name::parse(name)?;
        let source = self.universe.sources.of(&parsed);
        let tier = self.universe.snapshot.tier(source);
        let entry = tier.and_then(|tier| tier.entry(name, version));
        entry.ok_or_else(|| unknown(name, version))
    }
}

/// How the entry of a version is found.
type Find = for<'a> fn(&'a Resolver, &str, &Version) -> Result<&'a Arc<Entry>, ResolveError>;

fn unknown(name: &str, version: &Version) -> ResolveError {
    ResolveError::Unknown {
        name: name.to_owned(),
        version: version.to_compact(),
    }
}

/// The chosen versions of a name: its only one, or one for each of its lines.
pub(super) fn versions_of<'s>(
    solution: &'s Solution,
    name: &str,
) -> impl Iterator<Item = (&'s Arc<str>, &'s Version)> {
    // No name has an `@` but at its front, so labels of lines are all that begins so.
    let lines = format!("{name}@");
    let from = (Bound::Included(lines.as_str()), Bound::Unbounded);
    let several = solution.range::<str, _>(from);
    let only = solution.get_key_value(name);
    let several = several.take_while(|(label, _)| label.starts_with(&lines));
    only.into_iter().chain(several.collect::<Vec<_>>())
}
