//! A complete install order: every package once, dependencies first.
//!
//! Completing the order that dependencies give to one in a row makes a tournament, whose Hamiltonian
//! path is the install order; it exists exactly when there is no circle and nothing is missing.
//!
//! ```
//! use diram_core::strategy::hamiltonian;
//! let needs = [("app", vec!["core", "web"]), ("web", vec!["core"]), ("core", vec![])];
//! let report = hamiltonian::order(needs);
//! assert_eq!(report.order, ["core", "web", "app"]);
//! assert!(report.literal); // each next one is also linked to the one before
//! ```

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::Verdict;
use crate::resolve::dependencies_first;

/// Whether all of it installs, and in which order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct InstallOrder {
    /// Safe, or panic when something is missing or there is a circle.
    pub verdict: Verdict,
    /// Every package, dependencies first, ties by name; a circle's packages stand together.
    pub order: Vec<String>,
    /// Packages that need each other in a circle, from the smallest name on, each needing the next
    /// and the last the first; the first one met on the way from each name to those it needs, by name.
    pub circle: Vec<String>,
    /// What is needed and not there: who needs it, and what, in the words handed in; in a
    /// [check](crate::resolve::Resolver::check) that is name and range, such as `log *`.
    pub missing: Vec<(String, String)>,
    /// The schema's literal form: each package in the order is linked to the one before it, so that
    /// there is no other order.
    pub literal: bool,
}

/// The order of packages and what each needs.
pub fn order<N: Into<String>, D: Into<String>>(
    needs: impl IntoIterator<Item = (N, Vec<D>)>,
) -> InstallOrder {
    let graph: BTreeMap<String, BTreeSet<String>> = needs
        .into_iter()
        .map(|(name, deps)| (name.into(), deps.into_iter().map(Into::into).collect()))
        .collect();
    let names: Vec<&String> = graph.keys().collect();
    let mut edges: Vec<Vec<usize>> = Vec::with_capacity(names.len());
    let mut missing = Vec::new();
    for (name, deps) in &graph {
        let mut list = Vec::with_capacity(deps.len());
        for dep in deps {
            match names.binary_search(&dep) {
                Ok(at) => list.push(at),
                Err(_) => missing.push((name.clone(), dep.clone())),
            }
        }
        edges.push(list);
    }
    let order = dependencies_first(&edges);
    let circle = circle(&edges);
    let literal = order.windows(2).all(|pair| match pair {
        [before, next] => edges[*next].contains(before),
        _ => true,
    });
    let name = |at: &usize| names[*at].clone();
    InstallOrder {
        verdict: match circle.is_empty() && missing.is_empty() {
            true => Verdict::SafeSwap,
            false => Verdict::Panic,
        },
        literal: literal && circle.is_empty() && missing.is_empty(),
        order: order.iter().map(name).collect(),
        circle: circle.iter().map(name).collect(),
        missing,
    }
}

/// The first circle met from the smallest number on, turned so that its smallest number is first.
fn circle(edges: &[Vec<usize>]) -> Vec<usize> {
    const NEW: u8 = 0;
    const OPEN: u8 = 1;
    const DONE: u8 = 2;
    let mut state = vec![NEW; edges.len()];
    for start in 0..edges.len() {
        if state[start] != NEW {
            continue;
        }
        let mut path = vec![(start, 0)];
        state[start] = OPEN;
        while let Some((node, next)) = path.last_mut() {
            let Some(&to) = edges[*node].get(*next) else {
                state[*node] = DONE;
                path.pop();
                continue;
            };
            *next += 1;
            match state[to] {
                NEW => {
                    state[to] = OPEN;
                    path.push((to, 0));
                }
                OPEN => {
                    let nodes = path.iter().map(|(node, _)| *node);
                    let mut circle: Vec<usize> = nodes.skip_while(|node| *node != to).collect();
                    let smallest = circle.iter().enumerate().min_by_key(|(_, node)| **node);
                    let turn = smallest.map_or(0, |(at, _)| at);
                    circle.rotate_left(turn);
                    return circle;
                }
                _ => {}
            }
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named() {
        let report = order([("app", vec!["core", "gone"]), ("core", vec![])]);
        assert_eq!(report.verdict, Verdict::Panic);
        assert_eq!(report.missing, [("app".to_owned(), "gone".to_owned())]);
        assert_eq!(report.order, ["core", "app"]);
    }

    #[test]
    fn a_circle_is_named_from_its_smallest_name() {
        let report = order([
            ("d", vec!["b"]),
            ("c", vec!["a"]),
            ("b", vec!["c"]),
            ("a", vec!["b"]),
        ]);
        assert_eq!((report.verdict, report.literal), (Verdict::Panic, false));
        assert_eq!(report.circle, ["a", "b", "c"]);
        assert_eq!(report.order, ["a", "b", "c", "d"]);
        assert_eq!(order([("a", vec!["a"])]).circle, ["a"]);
    }

    #[test]
    fn a_diamond_installs_though_it_is_no_literal_path() {
        let report = order([
            ("a", vec!["b", "c"]),
            ("b", vec!["d"]),
            ("c", vec!["d"]),
            ("d", vec![]),
        ]);
        assert_eq!(report.verdict, Verdict::SafeSwap);
        assert_eq!(report.order, ["d", "b", "c", "a"]);
        assert!(!report.literal);
        let none: [(&str, Vec<&str>); 0] = [];
        assert!(order(none).literal);
    }

    #[test]
    fn a_long_chain_needs_no_deep_stack() {
        let chain = (0..100_000).map(|n| (format!("p{n:06}"), vec![format!("p{:06}", n + 1)]));
        let report = order(chain);
        assert_eq!(report.missing.len(), 1);
        assert_eq!(report.order.first().map(String::as_str), Some("p099999"));
    }
}
