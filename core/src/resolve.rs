#![doc = include_str!("resolve/README.md")]

mod bits;
mod certificate;
mod check;
mod error;
mod explain;
mod fitness;
mod graph;
mod nogood;
mod order;
mod plan;
mod request;
mod solver;
mod source;
#[cfg(test)]
mod tests;
mod universe;
mod verify;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

pub use certificate::CertificateError;
pub use check::plain as package_of;
pub use check::{CheckOptions, CheckReport, Solution, Strategy};
pub use error::ResolveError;
pub use graph::SolutionNode;
pub(crate) use order::dependencies_first;
pub use plan::{Hop, UpdatePath};
pub use request::{Request, Requirement};
pub(crate) use universe::label;
pub use verify::{Anchor, CertificateReport, verify_resolution};

use crate::registry::{FaultLevel, FaultState, Name, Snapshot, to_hex};
use crate::semverx::{Policy, Version};
use solver::{Outcome, Solver};
use source::Sources;
use universe::Universe;

/// The bytes of certificates.
#[doc = include_str!("resolve/FORMAT.md")]
pub mod format {}

/// Most requirements a request may have.
pub const MAX_REQUIREMENTS: usize = 1024;

/// The fault of a request that nothing fits: the lowest of the PANIC band.
const NO_SOLUTION: u8 = 12;

/// Answers requests over one snapshot under one policy. Packages are interned when they first come
/// up, so many requests to one resolver cost less than one resolver each. Shared freely between
/// threads.
pub struct Resolver {
    universe: Universe,
    id: SnapshotId,
}

impl Resolver {
    /// A resolver over `snapshot`. `source` is where a name comes from that no rule of
    /// `policy.sources` speaks of.
    ///
    /// # Errors
    /// [`ResolveError::UnknownSource`] when the policy names a source that the snapshot has not.
    pub fn new(
        snapshot: &Snapshot,
        policy: &Policy,
        source: &str,
    ) -> Result<Resolver, ResolveError> {
        let known: Vec<&str> = snapshot.sources().collect();
        let sources = Sources::new(&policy.sources, source, &known)?;
        let universe = Universe::new(snapshot.clone(), policy.clone(), sources);
        let id = SnapshotId {
            seq: snapshot.seq(),
            root: to_hex(&snapshot.id()).into(),
        };
        Ok(Resolver { universe, id })
    }

    /// The snapshot that the answers are about.
    pub fn snapshot(&self) -> &Snapshot {
        &self.universe.snapshot
    }

    /// The policy of every answer.
    pub fn policy(&self) -> &Policy {
        &self.universe.policy
    }

    /// One version for each package that is needed, or why there is none. A "no" is an answer, not
    /// an error.
    ///
    /// # Errors
    /// [`ResolveError::Budget`] when the policy's steps run out; the rest are malformed requests.
    pub fn resolve(&self, request: &Request) -> Result<Resolution, ResolveError> {
        self.resolve_while(request, &|| true)
    }

    /// [`resolve`](Resolver::resolve) for callers who may want to stop it: `going` is asked now and
    /// then, and `false` ends the search.
    ///
    /// # Errors
    /// As `resolve`, and [`ResolveError::Stopped`].
    pub fn resolve_while(
        &self,
        request: &Request,
        going: &dyn Fn() -> bool,
    ) -> Result<Resolution, ResolveError> {
        request.check(&self.universe.policy)?;
        let mut solver = Solver::new(&self.universe, request, going);
        let outcome = solver.run()?;
        let mut resolution = match &outcome {
            Outcome::Found(chosen) => self.found(&solver, chosen),
            Outcome::Refuted(empty) => self.refuted(&solver, request, *empty),
        };
        if request.certificate {
            let text = certificate::write(&self.universe, request, &solver, &outcome)?;
            resolution.certificate = Some(text);
        }
        Ok(resolution)
    }

    fn blank(&self, solver: &Solver<'_>) -> Resolution {
        Resolution {
            feasible: true,
            solution: BTreeMap::new(),
            packages: Vec::new(),
            order: Vec::new(),
            fault: 0,
            fault_state: FaultState::Clean,
            explanation: None,
            near_names: BTreeMap::new(),
            snapshot: self.id.clone(),
            steps: solver.steps,
            certificate: None,
        }
    }

    fn found(&self, solver: &Solver<'_>, chosen: &[(nogood::Var, usize)]) -> Resolution {
        let mut resolution = self.blank(solver);
        let mut worst = FaultLevel::CLEAN;
        let chosen = order::by_label(solver, chosen);
        resolution.packages.reserve_exact(chosen.len());
        for &(label, var, value) in &chosen {
            let package = &solver.lists.places[var as usize].package;
            let Some(entry) = package.entry(value) else {
                continue;
            };
            worst = worst.max(entry.fault);
            resolution
                .solution
                .insert(label.clone(), entry.version.clone());
            resolution.packages.push(ChosenPackage {
                name: entry.name.clone(),
                version: entry.version.clone(),
                source: package.source.clone(),
                sha256: entry.sha256.as_ref().map(|hash| to_hex(hash)),
                fault: entry.fault.get(),
                yanked: entry.yanked,
            });
        }
        // Labels sort as names do, but for the lines of one name.
        resolution
            .packages
            .sort_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
        resolution.order = order::install_order(&self.universe, solver, &chosen);
        resolution.fault = worst.get();
        resolution.fault_state = worst.state();
        resolution
    }

    fn refuted(&self, solver: &Solver<'_>, request: &Request, empty: u32) -> Resolution {
        let mut resolution = self.blank(solver);
        let report = explain::explain(&self.universe, request, solver, empty);
        resolution.feasible = false;
        resolution.fault = NO_SOLUTION;
        resolution.fault_state = FaultState::Panic;
        resolution.explanation = Some(report.text);
        resolution.near_names = report.near_names;
        resolution
    }
}

/// The answer to a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Resolution {
    /// Whether there is an answer.
    pub feasible: bool,
    /// Name → version. With `lines`, the name carries its line: `core@2`, `core@2.experimental`.
    pub solution: BTreeMap<Arc<str>, Version>,
    /// The same with what is known of each, by name.
    pub packages: Vec<ChosenPackage>,
    /// The keys of `solution`, dependencies before dependents, ties by name. Packages that need
    /// each other stand together.
    pub order: Vec<Arc<str>>,
    /// The worst fault level of the chosen versions; 12 when nothing fits.
    pub fault: u8,
    /// The band of `fault`.
    pub fault_state: FaultState,
    /// Why there is no answer, in sentences.
    pub explanation: Option<String>,
    /// Names that nobody published, eight at most, each with published ones that look like it. Never
    /// chosen.
    pub near_names: BTreeMap<String, Vec<String>>,
    /// What the answer is about.
    pub snapshot: SnapshotId,
    /// What the answer cost, in steps of the budget.
    pub steps: u64,
    /// The proof, for [`verify_resolution`]; absent if it was not asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate: Option<String>,
}

/// A chosen version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ChosenPackage {
    /// Package name.
    pub name: Name,
    /// Chosen version.
    pub version: Version,
    /// Where it comes from.
    pub source: Arc<str>,
    /// SHA-256 of its content in hexadecimal, where the registry knows it.
    pub sha256: Option<String>,
    /// Its fault level.
    pub fault: u8,
    /// Whether it is yanked (it was chosen by the lock or by an exact pin).
    pub yanked: bool,
}

/// Which snapshot an answer is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SnapshotId {
    /// Its number.
    pub seq: u64,
    /// The SHA-256 of its head, in hexadecimal.
    pub root: Arc<str>,
}
