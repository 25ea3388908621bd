//! The three strategies over an answer: parity of a swap, install order, ways of an update.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;

use super::{ResolveError, Resolver, UpdatePath};
use crate::registry::{Entry, Name};
use crate::semverx::{Origin, Version};
use crate::strategy::Verdict;
use crate::strategy::eulerian::{self, Links, Parity};
use crate::strategy::hamiltonian::{self, InstallOrder};

/// Name (with its line, where there are several) and version, as
/// [`Resolution::solution`](super::Resolution::solution) has them.
pub type Solution = BTreeMap<Arc<str>, Version>;

/// Which check to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Strategy {
    /// Parity of the links that a swap changes: may it happen while all runs?
    Eulerian,
    /// A complete install order.
    Hamiltonian,
    /// The way of each package from its old version to its new one.
    Astar,
}

impl Strategy {
    /// All three.
    pub const ALL: [Strategy; 3] = [Strategy::Eulerian, Strategy::Hamiltonian, Strategy::Astar];

    /// The name in every language.
    pub fn name(self) -> &'static str {
        match self {
            Strategy::Eulerian => "eulerian",
            Strategy::Hamiltonian => "hamiltonian",
            Strategy::Astar => "astar",
        }
    }
}

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CheckReport {
    /// Which check.
    pub strategy: Strategy,
    /// What it advises.
    pub verdict: Verdict,
    /// The fault level that the verdict stands for.
    pub fault: u8,
    /// The verdict in a sentence.
    pub message: String,
    /// Of the Eulerian check.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parity: Option<Parity>,
    /// Of the Hamiltonian check.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub install: Option<InstallOrder>,
    /// Of the A* check: one for each package whose version changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ways: Option<Vec<UpdatePath>>,
}

/// How to check.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct CheckOptions {
    /// What runs now; empty: nothing does, and all links are new.
    pub running: Solution,
    /// The schema's literal verdicts: parity of the whole graph, a path along links.
    pub literal: bool,
}

impl CheckOptions {
    /// Nothing runs; our verdicts.
    pub fn new() -> CheckOptions {
        CheckOptions::default()
    }

    /// Says what runs now.
    #[must_use]
    pub fn running(mut self, running: Solution) -> CheckOptions {
        self.running = running;
        self
    }

    /// Asks for the literal verdicts.
    #[must_use]
    pub fn literal(mut self, literal: bool) -> CheckOptions {
        self.literal = literal;
        self
    }
}

impl Resolver {
    /// Checks a solution by one of the three strategies.
    ///
    /// # Errors
    /// [`ResolveError::Unknown`] for a version that the registry has not.
    pub fn check(
        &self,
        solution: &Solution,
        strategy: Strategy,
        options: &CheckOptions,
    ) -> Result<CheckReport, ResolveError> {
        match strategy {
            Strategy::Eulerian => self.check_parity(solution, options),
            Strategy::Hamiltonian => self.check_install(solution, options),
            Strategy::Astar => self.check_ways(solution, options),
        }
    }

    fn check_parity(
        &self,
        solution: &Solution,
        options: &CheckOptions,
    ) -> Result<CheckReport, ResolveError> {
        let after = self.links(solution)?;
        let parity = match options.literal {
            true => eulerian::whole(&after),
            false => eulerian::swap(&self.links(&options.running)?, &after),
        };
        let odd = parity.odd.join(", ");
        let message = match parity.verdict {
            Verdict::SafeSwap => {
                "every package keeps the parity of its links: swap while it runs".into()
            }
            Verdict::Warning => format!("{odd} lose the parity of their links: swap, and look"),
            Verdict::Panic if parity.odd.len() > 2 => {
                format!("{odd} lose the parity of their links: swap cold, not while it runs")
            }
            Verdict::Panic => "the links do not hang together: swap cold, not while it runs".into(),
        };
        Ok(CheckReport {
            parity: Some(parity.clone()),
            ..report(Strategy::Eulerian, parity.verdict, message)
        })
    }

    fn check_install(
        &self,
        solution: &Solution,
        options: &CheckOptions,
    ) -> Result<CheckReport, ResolveError> {
        let mut needs = Vec::with_capacity(solution.len());
        for (label, version) in solution {
            let found = self.needs(solution, label, version)?;
            let all = found.met.into_iter().chain(found.unmet);
            needs.push((label.to_string(), all.collect()));
        }
        let install = hamiltonian::order(needs);
        let broken = match (&install.missing[..], &install.circle[..]) {
            ([], []) => None,
            ([(who, what), ..], _) => Some(format!("{who} needs {what}, which is not there")),
            (_, circle) => Some(format!("{} need each other in a circle", circle.join(", "))),
        };
        let (verdict, message) = match broken {
            Some(message) => (Verdict::Panic, message),
            None if options.literal && !install.literal => (
                Verdict::Panic,
                "no path along links visits every package".into(),
            ),
            None => (
                Verdict::SafeSwap,
                "all of it installs, in this order".into(),
            ),
        };
        Ok(CheckReport {
            install: Some(install),
            ..report(Strategy::Hamiltonian, verdict, message)
        })
    }

    fn check_ways(
        &self,
        solution: &Solution,
        options: &CheckOptions,
    ) -> Result<CheckReport, ResolveError> {
        let mut ways = Vec::new();
        for (label, to) in solution {
            if let Some(from) = options.running.get(label).filter(|from| *from != to) {
                ways.push(self.plan(plain(label), from, to, &options.running)?);
            }
        }
        let verdict = ways.iter().map(|way| way.verdict).max();
        let verdict = verdict.unwrap_or(Verdict::SafeSwap);
        let lost = ways
            .iter()
            .filter(|way| !way.found)
            .map(|way| way.name.as_str());
        let lost = lost.collect::<Vec<_>>().join(", ");
        let message = match (ways.is_empty(), lost.is_empty()) {
            (true, _) => "no running version changes".into(),
            (_, true) => "every package that changes has a way to its new version".to_owned(),
            (_, false) => format!("no safe path for {lost}"),
        };
        Ok(CheckReport {
            ways: Some(ways),
            ..report(Strategy::Astar, verdict, message)
        })
    }

    /// The links of a solution: who needs whom, without direction.
    fn links(&self, solution: &Solution) -> Result<Links, ResolveError> {
        let mut pairs = Vec::new();
        for (label, version) in solution {
            for need in self.needs(solution, label, version)?.met {
                pairs.push((label.to_string(), need));
            }
        }
        Ok(eulerian::links(pairs))
    }

    /// What a chosen version needs.
    fn needs(
        &self,
        solution: &Solution,
        label: &str,
        version: &Version,
    ) -> Result<Needs, ResolveError> {
        let entry = self.published(plain(label), version)?;
        let policy = self.policy();
        let mut needs = Needs::default();
        for dep in entry.deps.iter() {
            let forced = policy.overrides.get(dep.name.as_str());
            let range = forced.unwrap_or(&dep.range);
            let met = solution.iter().find(|(other, version)| {
                plain(other) == dep.name.as_str()
                    && range.admits_from(version, policy, Origin::Dependency)
            });
            match met {
                Some((other, _)) => needs.met.insert(other.to_string()),
                None => needs.unmet.insert(format!("{} {range}", dep.name)),
            };
        }
        Ok(needs)
    }

    /// The entry of a version that can be had.
    pub(super) fn published(
        &self,
        name: &str,
        version: &Version,
    ) -> Result<&Arc<Entry>, ResolveError> {
        let name = Name::parse(name)?;
        let source = self.universe.sources.of(&name);
        let tier = self.universe.snapshot.tier(source);
        let entry = tier.and_then(|tier| tier.entry(name.as_str(), version));
        entry
            .filter(|entry| entry.is_present())
            .ok_or_else(|| ResolveError::Unknown {
                name: name.to_string(),
                version: version.to_compact(),
            })
    }
}

/// Chosen packages that are needed, and requirements (name and range) that nothing chosen meets.
#[derive(Default)]
struct Needs {
    met: BTreeSet<String>,
    unmet: BTreeSet<String>,
}

fn report(strategy: Strategy, verdict: Verdict, message: String) -> CheckReport {
    CheckReport {
        strategy,
        verdict,
        fault: verdict.fault(),
        message,
        parity: None,
        install: None,
        ways: None,
    }
}

/// The name of a label: what stands before its line.
pub(super) fn plain(label: &str) -> &str {
    match label.rfind('@') {
        Some(at) if at > 0 => label.get(..at).unwrap_or(label),
        _ => label,
    }
}
