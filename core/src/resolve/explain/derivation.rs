//! The derivation behind a "no": its leaves, and its steps as numbered sentences.

use std::collections::HashMap;
use std::ops::Range;

use super::Teller;
use crate::resolve::nogood::{Cause, NogoodId, Terms, Var, resolve};
use crate::resolve::solver::Solver;

/// Steps shown before the rest is counted.
const SHOWN: usize = 40;

/// The derived nogoods below `last`, each after those it was derived from.
pub(in crate::resolve) fn derived(solver: &Solver<'_>, last: NogoodId) -> Vec<NogoodId> {
    let mut wanted = vec![false; solver.lists.nogoods.len()];
    let mut found = Vec::new();
    let mut stack = vec![last];
    while let Some(id) = stack.pop() {
        if std::mem::replace(&mut wanted[id as usize], true) {
            continue;
        }
        if let Cause::Learned { first, chain } = &solver.lists.nogoods[id as usize].cause {
            found.push(id);
            stack.push(*first);
            stack.extend(chain.iter().map(|(_, id)| *id));
        }
    }
    // A nogood is always numbered after those it came from.
    found.sort_unstable();
    found
}

/// The published and asked-for facts below `last`, in the order in which they are used.
pub(in crate::resolve) fn leaves(solver: &Solver<'_>, last: NogoodId) -> Vec<NogoodId> {
    let mut seen = vec![false; solver.lists.nogoods.len()];
    let mut leaves = Vec::new();
    let mut look = |id: NogoodId| {
        let leaf = !matches!(
            solver.lists.nogoods[id as usize].cause,
            Cause::Learned { .. }
        );
        if leaf && !std::mem::replace(&mut seen[id as usize], true) {
            leaves.push(id);
        }
    };
    look(last);
    for id in derived(solver, last) {
        if let Cause::Learned { first, chain } = &solver.lists.nogoods[id as usize].cause {
            look(*first);
            chain.iter().for_each(|(_, id)| look(*id));
        }
    }
    // What was asked first, then the packages in the order in which they came up.
    leaves.sort_by_key(|&id| {
        (
            !matches!(solver.lists.nogoods[id as usize].cause, Cause::Root(_)),
            id,
        )
    });
    leaves
}

/// Each resolution step as a line, "Because … and …, …", with numbers where a line is needed
/// again. Of many, the first and the last: only these are put into words.
pub(super) fn numbered(teller: &Teller<'_, '_>, empty: NogoodId) -> Vec<String> {
    let all = derived(teller.solver, empty);
    let chain = |id: NogoodId| match &teller.solver.lists.nogoods[id as usize].cause {
        Cause::Learned { first, chain } => Some((*first, &**chain)),
        _ => None,
    };
    let total: usize = all
        .iter()
        .filter_map(|&id| chain(id))
        .map(|c| c.1.len())
        .sum();
    let hidden = match total > SHOWN {
        true => SHOWN - 2..total - 2,
        false => total..total,
    };
    let mut lines = Vec::new();
    let mut number = 0;
    let mut number_of: HashMap<NogoodId, usize> = HashMap::new();
    for id in all {
        let Some((first, chain)) = chain(id) else {
            continue;
        };
        let span = number..number + chain.len();
        if span.start < hidden.start || hidden.end < span.end {
            let told = Told {
                teller,
                number_of: &number_of,
                hidden: &hidden,
            };
            told.steps(first, chain, number, &mut lines);
        }
        number = span.end;
        number_of.insert(id, number);
    }
    lines
}

/// What the lines of one derived nogood need.
struct Told<'a, 'b, 'c> {
    teller: &'a Teller<'b, 'c>,
    number_of: &'a HashMap<NogoodId, usize>,
    /// Numbers of the steps that are counted only, one less than people count.
    hidden: &'a Range<usize>,
}

impl Told<'_, '_, '_> {
    fn steps(
        &self,
        first: NogoodId,
        chain: &[(Var, NogoodId)],
        mut number: usize,
        lines: &mut Vec<String>,
    ) {
        let solver = self.teller.solver;
        let mut terms: Terms = solver.lists.nogoods[first as usize].terms.clone();
        for (at, &(pivot, other)) in chain.iter().enumerate() {
            let with = &solver.lists.nogoods[other as usize].terms;
            let size = |var: u32| solver.lists.places[var as usize].package.size();
            resolve(&mut terms, with, pivot, size);
            if number == self.hidden.start && !self.hidden.is_empty() {
                lines.push(format!(
                    "… {} more steps, all of them in the certificate …",
                    self.hidden.len()
                ));
            }
            if !self.hidden.contains(&number) {
                let so_far = match at {
                    0 => self.reference(first),
                    _ => format!("({number})"),
                };
                lines.push(format!(
                    "{}. Because {so_far} and {}, {}.",
                    number + 1,
                    self.reference(other),
                    self.teller.conclusion(&terms)
                ));
            }
            number += 1;
        }
    }

    fn reference(&self, id: NogoodId) -> String {
        let fact = self.teller.fact(id);
        match self.number_of.get(&id) {
            Some(number) => format!("{fact} ({number})"),
            None => fact,
        }
    }
}
