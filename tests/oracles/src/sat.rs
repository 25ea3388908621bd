//! varisat: a variable for each version, and what is left is logic.

use varisat::{ExtendFormula, Lit, Solver, Var};

use crate::universe::{Accepts, Universe};

pub(crate) fn feasible(universe: &Universe) -> bool {
    let mut solver = Solver::new();
    let vars: Vec<Vec<Var>> = universe
        .packages
        .iter()
        .map(|releases| releases.iter().map(|_| solver.new_var()).collect())
        .collect();
    let any = |package: usize, accepts: Accepts| -> Vec<Lit> {
        let candidates = universe.candidates(package, accepts);
        candidates.map(|n| vars[package][n].positive()).collect()
    };
    for (package, releases) in universe.packages.iter().enumerate() {
        for (a, release) in releases.iter().enumerate() {
            for b in 0..a {
                solver.add_clause(&[vars[package][a].negative(), vars[package][b].negative()]);
            }
            for (dep, accepts) in &release.deps {
                let mut clause = any(*dep, *accepts);
                clause.push(vars[package][a].negative());
                solver.add_clause(&clause);
            }
        }
    }
    for (package, accepts) in &universe.wanted {
        solver.add_clause(&any(*package, *accepts));
    }
    solver.solve().expect("no limit was set")
}
