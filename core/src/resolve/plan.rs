//! The way from one version of a package to another, hop by hop, with a verdict on each.

use std::collections::BTreeSet;

use serde::Serialize;

use super::check::{Solution, plain};
use super::graph::versions_of;
use super::{ResolveError, Resolver};
use crate::registry::{Entry, Name};
use crate::semverx::{Origin, Version, VersionRange};
use crate::strategy::astar::{self, Stop};
use crate::strategy::{Verdict, eulerian};

/// A step on the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Hop {
    /// From this version.
    pub from: Version,
    /// To this one.
    pub to: Version,
    /// What it costs, 2^53 − 1 at most.
    pub cost: u64,
    /// The parity of the links that it changes.
    pub verdict: Verdict,
    /// The fault level of the version it leads to.
    pub fault: u8,
    /// Other packages that have to change with it.
    pub needs: Vec<String>,
}

/// The cheapest way of an update, or why there is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct UpdatePath {
    /// The package.
    pub name: String,
    /// Where it begins.
    pub from: Version,
    /// Where it leads.
    pub to: Version,
    /// Whether there is one.
    pub found: bool,
    /// The worst verdict of its hops; panic when there is no way.
    pub verdict: Verdict,
    /// The sum of its hops' costs, 2^53 − 1 at most.
    pub cost: u64,
    /// Its hops, in order.
    pub hops: Vec<Hop>,
    /// Why there is no way.
    pub reason: Option<String>,
}

impl UpdatePath {
    /// The original's name for a way that does not exist.
    pub const NO_SAFE_PATH: &'static str = "NO_SAFE_PATH";
}

impl Resolver {
    /// The cheapest way of a package from one version to another over its published versions, by
    /// one major number at a time and never over a version with a fault of 6 or more. A hop that
    /// the rest of `running` does not bear says which packages it needs changed, and costs 30 more.
    /// Away from a version that was undone there are ways too; what it, or an undone one that runs,
    /// needed is unknown and counts as nothing.
    ///
    /// # Errors
    /// [`ResolveError::Unknown`] when one of the two versions, or one that runs, is not in the registry,
    /// and when `to` was undone.
    pub fn plan(
        &self,
        name: &str,
        from: &Version,
        to: &Version,
        running: &Solution,
    ) -> Result<UpdatePath, ResolveError> {
        let (first, last) = (self.known(name, from)?, self.published(name, to)?);
        let (low, high) = (from.min(to), from.max(to));
        let source = self.universe.sources.of(&first.name);
        let tier = self.universe.snapshot.tier(source);
        let entries = tier.into_iter().flat_map(|tier| tier.versions(name));
        let between = |entry: &&std::sync::Arc<Entry>| {
            let leaves = entry.version == *from;
            let ends = leaves || entry.version == *to;
            let within = *low <= entry.version && entry.version <= *high;
            within && (leaves || entry.is_present()) && (ends || !entry.yanked)
        };
        let entries: Vec<&Entry> = entries.filter(between).map(AsRef::as_ref).collect();
        let stops: Vec<Stop> = entries
            .iter()
            .map(|entry| Stop {
                version: entry.version.clone(),
                fault: entry.fault.get(),
            })
            .collect();
        let place = |version: &Version| entries.iter().position(|e| e.version == *version);
        let ends = place(from).zip(place(to));
        let dependents = self.dependents(&first.name, running)?;
        let needs: Vec<Vec<String>> = entries
            .iter()
            .map(|entry| self.disturbed(entry, running, &dependents))
            .collect();
        let hop = |a: usize, b: usize| {
            let (from, to) = (entries.get(a)?, entries.get(b)?);
            Some(Leap::of(from, to, needs.get(b)?))
        };
        let penalty = |a: usize, b: usize| hop(a, b).map(|leap| leap.penalty());
        let way = ends.and_then(|(a, b)| astar::path_with(&stops, a, b, penalty));
        let mut path = UpdatePath {
            name: name.to_owned(),
            from: from.clone(),
            to: to.clone(),
            found: way.is_some(),
            verdict: Verdict::Panic,
            cost: 0,
            hops: Vec::new(),
            reason: None,
        };
        match way {
            None => path.reason = Some(no_way(last, from, to)),
            Some(way) => {
                let pairs = way.stops.iter().zip(way.stops.iter().skip(1));
                path.hops = pairs
                    .filter_map(|(a, b)| hop(*a, *b))
                    .map(Leap::hop)
                    .collect();
                path.cost = narrow(way.cost);
                let worst = path.hops.iter().map(|hop| hop.verdict).max();
                path.verdict = worst.unwrap_or(Verdict::SafeSwap);
            }
        }
        Ok(path)
    }

    /// The running packages that need this one: their labels, and in which range.
    fn dependents<'s>(
        &'s self,
        name: &Name,
        running: &'s Solution,
    ) -> Result<Vec<(&'s str, &'s VersionRange)>, ResolveError> {
        let mut found = Vec::new();
        for (label, version) in running {
            let entry = self.known(plain(label), version)?;
            let deps = entry.deps.iter().filter(|dep| dep.name == *name);
            for dep in deps.filter(|_| entry.name != *name) {
                found.push((&**label, self.range_of(dep)));
            }
        }
        Ok(found)
    }

    /// The running packages that do not bear this version, and those it needs otherwise than they
    /// are, by label.
    fn disturbed(
        &self,
        entry: &Entry,
        running: &Solution,
        dependents: &[(&str, &VersionRange)],
    ) -> Vec<String> {
        if running.is_empty() {
            return Vec::new();
        }
        let admits = |range: &VersionRange, version: &Version| {
            range.admits_from(version, self.policy(), Origin::Dependency)
        };
        let unmet = entry.deps.iter().filter(|dep| {
            let range = self.range_of(dep);
            let itself = dep.name == entry.name && admits(range, &entry.version);
            let mut same = versions_of(running, dep.name.as_str());
            !itself && !same.any(|(_, version)| admits(range, version))
        });
        let hurt = dependents.iter();
        let hurt = hurt.filter(|(_, range)| !admits(range, &entry.version));
        let hurt = hurt.map(|(label, _)| (*label).to_owned());
        let found: BTreeSet<String> = unmet.map(|dep| dep.name.to_string()).chain(hurt).collect();
        found.into_iter().collect()
    }
}

/// A hop that may be taken.
struct Leap<'e> {
    from: &'e Entry,
    to: &'e Entry,
    verdict: Verdict,
    needs: &'e [String],
}

impl<'e> Leap<'e> {
    fn of(from: &'e Entry, to: &'e Entry, needs: &'e [String]) -> Leap<'e> {
        Leap {
            from,
            to,
            verdict: parity(from, to),
            needs,
        }
    }

    /// What it costs more than its distance.
    fn penalty(&self) -> u128 {
        let parity = match self.verdict {
            Verdict::SafeSwap => 0,
            Verdict::Warning => astar::PARITY_WARNING,
            Verdict::Panic => astar::PARITY_PANIC,
        };
        match self.needs {
            [] => parity,
            _ => parity + astar::NEEDS,
        }
    }

    fn hop(self) -> Hop {
        let (from, to) = (&self.from.version, &self.to.version);
        let cost = astar::distance(from, to) + astar::state_cost(from) + self.penalty();
        Hop {
            from: from.clone(),
            to: to.clone(),
            cost: narrow(cost),
            verdict: self.verdict,
            fault: self.to.fault.get(),
            needs: self.needs.to_vec(),
        }
    }
}

/// The parity of the links that one version's taking another's place changes.
fn parity(a: &Entry, b: &Entry) -> Verdict {
    let links = |entry: &Entry| {
        let pairs = entry
            .deps
            .iter()
            .map(|dep| (entry.name.to_string(), dep.name.to_string()));
        eulerian::links(pairs)
    };
    eulerian::swap(&links(a), &links(b)).verdict
}

fn no_way(last: &Entry, from: &Version, to: &Version) -> String {
    let fault = last.fault.get();
    let ends = format!("from {} to {}", from.to_compact(), to.to_compact());
    match fault >= astar::UNSAFE_FAULT {
        true => format!(
            "{}: {} has fault {fault}",
            UpdatePath::NO_SAFE_PATH,
            to.to_compact()
        ),
        false => format!(
            "{}: no published versions without faults lead {ends} by one major number at a time",
            UpdatePath::NO_SAFE_PATH
        ),
    }
}

/// Above 2^53 − 1 numbers of JSON are not the same in every language; more is shown as that.
const MOST_COST: u64 = (1 << 53) - 1;

fn narrow(cost: u128) -> u64 {
    u64::try_from(cost).map_or(MOST_COST, |cost| cost.min(MOST_COST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn costs_are_the_same_number_in_every_language() {
        let most = u128::from(MOST_COST);
        for (cost, shown) in [(0, 0), (most, MOST_COST), (most + 1, MOST_COST)] {
            assert_eq!(narrow(cost), shown);
        }
        assert_eq!(narrow(u128::MAX), MOST_COST);
    }
}
