//! The derivation behind a "no": its leaves, and its steps as numbered sentences.

use std::collections::HashMap;

use super::Teller;
use crate::resolve::nogood::{Cause, NogoodId, Terms, resolve};
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
/// again.
pub(super) fn numbered(teller: &Teller<'_, '_>, empty: NogoodId) -> Vec<String> {
    let solver = teller.solver;
    let mut lines = Vec::new();
    let mut number_of: HashMap<NogoodId, usize> = HashMap::new();
    let all = derived(solver, empty);
    for id in all {
        let Cause::Learned { first, chain } = &solver.lists.nogoods[id as usize].cause else {
            continue;
        };
        let mut terms: Terms = solver.lists.nogoods[*first as usize].terms.clone();
        let mut so_far = reference(teller, &number_of, *first);
        for (pivot, other) in chain.iter() {
            let with = &solver.lists.nogoods[*other as usize].terms;
            let size = |var: u32| solver.lists.places[var as usize].package.size();
            resolve(&mut terms, with, *pivot, size);
            let other = reference(teller, &number_of, *other);
            lines.push(format!(
                "{}. Because {so_far} and {other}, {}.",
                lines.len() + 1,
                teller.conclusion(&terms)
            ));
            so_far = format!("({})", lines.len());
        }
        number_of.insert(id, lines.len());
    }
    let hidden = lines.len().saturating_sub(SHOWN);
    if hidden > 0 {
        let end = lines.split_off(lines.len() - 2);
        lines.truncate(SHOWN - 2);
        lines.push(format!(
            "… {hidden} more steps, all of them in the certificate …"
        ));
        lines.extend(end);
    }
    lines
}

fn reference(
    teller: &Teller<'_, '_>,
    number_of: &HashMap<NogoodId, usize>,
    id: NogoodId,
) -> String {
    match number_of.get(&id) {
        Some(number) => format!("{} ({number})", teller.fact(id)),
        None => teller.fact(id),
    }
}
