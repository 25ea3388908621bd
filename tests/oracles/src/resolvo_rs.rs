//! resolvo, over sets of version numbers.

use std::fmt::{self, Display};

use resolvo::utils::{Pool, VersionSet};
use resolvo::{
    Candidates, Condition, ConditionId, Dependencies, DependencyProvider, Interner,
    KnownDependencies, NameId, Problem, SolvableId, Solver, SolverCache, StringId,
    UnsolvableOrCancelled, VersionSetId, VersionSetUnionId,
};

use crate::universe::{Accepts, Universe};

/// Accepted version numbers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Numbers(Vec<usize>);

impl VersionSet for Numbers {
    type V = usize;
}

impl Display for Numbers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

struct Provider<'a> {
    universe: &'a Universe,
    pool: Pool<Numbers>,
    names: Vec<NameId>,
}

impl Provider<'_> {
    fn set(&self, package: usize, accepts: Accepts) -> VersionSetId {
        let numbers = Numbers(self.universe.candidates(package, accepts).collect());
        self.pool.intern_version_set(self.names[package], numbers)
    }

    fn package(&self, name: NameId) -> usize {
        let found = self.names.iter().position(|known| *known == name);
        found.expect("a name of this universe")
    }
}

pub(crate) fn feasible(universe: &Universe) -> bool {
    let pool = Pool::new();
    let names = (0..universe.packages.len()).map(|p| pool.intern_package_name(format!("p{p}")));
    let names = names.collect();
    let provider = Provider {
        universe,
        pool,
        names,
    };
    let wanted = universe
        .wanted
        .iter()
        .map(|(p, accepts)| provider.set(*p, *accepts).into());
    let problem = Problem::new().requirements(wanted.collect());
    match Solver::new(provider).solve(problem) {
        Ok(_) => true,
        Err(UnsolvableOrCancelled::Unsolvable(_)) => false,
        Err(UnsolvableOrCancelled::Cancelled(_)) => panic!("nobody cancelled"),
    }
}

impl Interner for Provider<'_> {
    type NameId = NameId;
    type SolvableId = SolvableId;

    fn display_solvable(&self, solvable: SolvableId) -> impl Display + '_ {
        let solvable = self.pool.resolve_solvable(solvable);
        format!("p{} {}", self.package(solvable.name), solvable.record)
    }

    fn display_name(&self, name: NameId) -> impl Display + '_ {
        self.pool.resolve_package_name(name).clone()
    }

    fn display_version_set(&self, set: VersionSetId) -> impl Display + '_ {
        self.pool.resolve_version_set(set).to_string()
    }

    fn display_string(&self, string: StringId) -> impl Display + '_ {
        self.pool.resolve_string(string).to_owned()
    }

    fn version_set_name(&self, set: VersionSetId) -> NameId {
        self.pool.resolve_version_set_package_name(set)
    }

    fn solvable_name(&self, solvable: SolvableId) -> NameId {
        self.pool.resolve_solvable(solvable).name
    }

    fn version_sets_in_union(
        &self,
        union: VersionSetUnionId,
    ) -> impl Iterator<Item = VersionSetId> {
        self.pool.resolve_version_set_union(union)
    }

    fn resolve_condition(&self, condition: ConditionId) -> Condition {
        self.pool.resolve_condition(condition).clone()
    }
}

impl DependencyProvider for Provider<'_> {
    async fn filter_candidates(
        &self,
        candidates: &[SolvableId],
        set: VersionSetId,
        inverse: bool,
    ) -> Vec<SolvableId> {
        let numbers = &self.pool.resolve_version_set(set).0;
        let within = |id: &SolvableId| numbers.contains(&self.pool.resolve_solvable(*id).record);
        candidates
            .iter()
            .copied()
            .filter(|id| within(id) != inverse)
            .collect()
    }

    async fn get_candidates(&self, name: NameId) -> Option<Candidates<SolvableId>> {
        let package = self.package(name);
        let versions = 0..self.universe.packages[package].len();
        Some(Candidates {
            candidates: versions
                .map(|n| self.pool.intern_solvable(name, n))
                .collect(),
            ..Candidates::default()
        })
    }

    async fn sort_candidates(&self, _: &SolverCache<Self>, solvables: &mut [SolvableId]) {
        solvables.sort_by_key(|id| std::cmp::Reverse(self.pool.resolve_solvable(*id).record));
    }

    async fn get_dependencies(&self, solvable: SolvableId) -> Dependencies {
        let solvable = self.pool.resolve_solvable(solvable);
        let release = &self.universe.packages[self.package(solvable.name)][solvable.record];
        let needs = release
            .deps
            .iter()
            .map(|(dep, accepts)| self.set(*dep, *accepts).into());
        Dependencies::Known(KnownDependencies {
            requirements: needs.collect(),
            constrains: Vec::new(),
        })
    }
}
