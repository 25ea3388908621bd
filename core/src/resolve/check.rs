//! The three strategies over an answer: parity of a swap, install order, ways of an update.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::graph::versions_of;
use super::{ResolveError, Resolver, SolutionNode, UpdatePath};
use crate::semverx::Version;
use crate::strategy::Verdict;
use crate::strategy::eulerian::{self, Links, Parity};
use crate::strategy::hamiltonian::{self, InstallOrder};

/// Name (with its line, where there are several) and version, as
/// [`Resolution::solution`](super::Resolution::solution) has them.
pub type Solution = BTreeMap<Arc<str>, Version>;

/// Most names in a sentence; the lists beside it have all.
const NAMED: usize = 8;

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
    /// Of the Eulerian check: the labels whose package runs, in whichever line, but not in the version
    /// chosen, which is [frozen](crate::registry::FaultLevel::freezes).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frozen: Option<Vec<String>>,
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
    /// What runs now; empty: nothing does, so nothing is swapped.
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
    /// Checks a solution by one of the three strategies. What runs may have been undone since: what it
    /// needed is unknown then and counts as nothing, and the message says so.
    ///
    /// # Errors
    /// [`ResolveError::Unknown`] for a version, chosen or running, that the registry has not, and for a
    /// chosen one that was undone.
    pub fn check(
        &self,
        solution: &Solution,
        strategy: Strategy,
        options: &CheckOptions,
    ) -> Result<CheckReport, ResolveError> {
        // A check that looks at less of it does not accept more.
        for (label, version) in solution {
            self.published(plain(label), version)?;
        }
        for (label, version) in &options.running {
            self.known(plain(label), version)?;
        }
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
        let after = links(self.graph(solution)?);
        let parity = match options.literal {
            true => eulerian::whole(&after),
            false if options.running.is_empty() => eulerian::swap(&after, &after),
            false => eulerian::swap(&links(self.running_graph(&options.running)?), &after),
        };
        let odd = some(&parity.odd);
        let frozen = self.frozen(solution, options)?;
        let verdict = match frozen.is_empty() {
            true => parity.verdict,
            false => Verdict::Panic,
        };
        let message = match parity.verdict {
            _ if !frozen.is_empty() => frozen_message(&frozen),
            Verdict::SafeSwap if options.running.is_empty() && !options.literal => {
                "nothing runs that a swap could disturb".into()
            }
            Verdict::SafeSwap => {
                "every package keeps the parity of its links: swap while it runs".into()
            }
            Verdict::Warning => format!("{odd} lose the parity of their links: swap, and look"),
            Verdict::Panic if parity.odd.len() > 2 => {
                format!("{odd} lose the parity of their links: swap cold, not while it runs")
            }
            Verdict::Panic => "the links do not hang together: swap cold, not while it runs".into(),
        };
        let undone = match options.literal {
            true => String::new(),
            false => self.undone(&options.running)?,
        };
        Ok(CheckReport {
            parity: Some(parity),
            frozen: Some(frozen.into_iter().map(|(label, ..)| label).collect()),
            ..report(Strategy::Eulerian, verdict, message + &undone)
        })
    }

    fn check_install(
        &self,
        solution: &Solution,
        options: &CheckOptions,
    ) -> Result<CheckReport, ResolveError> {
        let mut needs = Vec::with_capacity(solution.len());
        for node in self.graph(solution)? {
            let all = node.needs.into_iter().chain(node.unmet);
            needs.push((node.label.to_string(), all.collect()));
        }
        let install = hamiltonian::order(needs);
        let broken = match (&install.missing[..], &install.circle[..]) {
            ([], []) => None,
            ([(who, what), ..], _) => Some(format!("{who} needs {what}, which is not there")),
            (_, [alone]) => Some(format!("{alone} needs itself")),
            (_, circle) => Some(format!("{} need each other in a cycle", some(circle))),
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
        let named = |wanted: &dyn Fn(&UpdatePath) -> bool| -> Vec<String> {
            let ways = ways.iter().filter(|way| wanted(way));
            ways.map(|way| way.name.clone()).collect()
        };
        let lost = named(&|way| !way.found);
        let cold = named(&|way| way.found && way.verdict == Verdict::Panic);
        let message = match (ways.is_empty(), &lost[..], &cold[..]) {
            (true, ..) => "no running version changes".into(),
            (_, [], []) => "every package that changes has a way to its new version".to_owned(),
            (_, [], cold) => format!(
                "every package that changes has a way to its new version; {}: swap cold, not while \
                 it runs",
                some(cold)
            ),
            (_, lost, _) => format!("no safe path for {}", some(lost)),
        };
        Ok(CheckReport {
            ways: Some(ways),
            ..report(
                Strategy::Astar,
                verdict,
                message + &self.undone(&options.running)?,
            )
        })
    }

    /// What changes to a frozen version while it runs: label, version and fault level.
    fn frozen(
        &self,
        solution: &Solution,
        options: &CheckOptions,
    ) -> Result<Vec<(String, String, u8)>, ResolveError> {
        let mut frozen = Vec::new();
        for (label, to) in solution {
            let mut runs = versions_of(&options.running, plain(label)).peekable();
            if runs.peek().is_none() || runs.any(|(_, from)| from == to) {
                continue;
            }
            let entry = self.published(plain(label), to)?;
            if entry.fault.freezes() {
                frozen.push((label.to_string(), to.to_compact(), entry.fault.get()));
            }
        }
        Ok(frozen)
    }

    /// What is to be said of running versions that were undone; nothing where there are none.
    fn undone(&self, running: &Solution) -> Result<String, ResolveError> {
        let mut undone = Vec::new();
        for (label, version) in running {
            if !self.known(plain(label), version)?.is_present() {
                undone.push(format!("{label} {}", version.to_compact()));
            }
        }
        Ok(match undone.len() {
            0 => String::new(),
            1 => format!(
                "; {} was undone: what it needed is unknown and counts as nothing",
                some(&undone)
            ),
            _ => format!(
                "; {} were undone: what they needed is unknown and counts as nothing",
                some(&undone)
            ),
        })
    }
}

/// The links of packages: who needs whom, without direction.
fn links(nodes: Vec<SolutionNode>) -> Links {
    let pairs = nodes.into_iter().flat_map(|node| {
        let label = node.label.to_string();
        let needs = node.needs.into_iter();
        needs.map(move |need| (label.clone(), need))
    });
    eulerian::links(pairs)
}

fn frozen_message(frozen: &[(String, String, u8)]) -> String {
    match frozen {
        [(label, version, fault)] => {
            format!("{label} {version} is frozen (fault {fault}): swap nothing to it")
        }
        _ => {
            let each: Vec<String> = frozen
                .iter()
                .map(|(label, version, fault)| format!("{label} {version} (fault {fault})"))
                .collect();
            format!("{} are frozen: swap nothing to them", some(&each))
        }
    }
}

/// Names for a sentence: all of a few, else the first ones.
fn some(names: &[String]) -> String {
    match names.split_at_checked(NAMED) {
        Some((first, rest)) if !rest.is_empty() => {
            format!("{} and {} more", first.join(", "), rest.len())
        }
        _ => names.join(", "),
    }
}

fn report(strategy: Strategy, verdict: Verdict, message: String) -> CheckReport {
    CheckReport {
        strategy,
        verdict,
        fault: verdict.fault(),
        message,
        parity: None,
        frozen: None,
        install: None,
        ways: None,
    }
}

/// The name of a label: what stands before its line.
pub fn plain(label: &str) -> &str {
    match label.rfind('@') {
        Some(at) if at > 0 => label.get(..at).unwrap_or(label),
        _ => label,
    }
}
