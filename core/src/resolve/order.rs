//! The order in which a solution installs: dependencies first, ties by name.

use std::collections::{BTreeMap, BTreeSet};

use super::nogood::Var;
use super::solver::Solver;
use super::universe::Universe;

/// Labels of the chosen packages, dependencies before dependents. Packages that need each other
/// come as one block when everything else they need is there, by name among themselves.
pub(super) fn install_order(
    universe: &Universe,
    solver: &Solver<'_>,
    chosen: &[(Var, usize)],
) -> Vec<String> {
    let labels: BTreeMap<u32, String> = chosen
        .iter()
        .map(|&(var, _)| &solver.places[var as usize].package)
        .map(|package| (package.id, package.label()))
        .collect();
    let values: BTreeMap<u32, usize> = chosen
        .iter()
        .map(|&(var, value)| (solver.places[var as usize].package.id, value))
        .collect();
    let mut graph: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for &(var, value) in chosen {
        let package = &solver.places[var as usize].package;
        let Some(label) = labels.get(&package.id) else {
            continue;
        };
        let needs = graph.entry(label).or_default();
        let groups = value
            .checked_sub(1)
            .and_then(|at| package.groups_of.get(at));
        for &group in groups.into_iter().flatten() {
            for (id, forbidden) in universe.targets_of(&package.groups[group as usize]) {
                let taken = values
                    .get(id)
                    .is_some_and(|value| !forbidden.contains(*value));
                match labels.get(id) {
                    Some(needed) if taken && needed != label => {
                        needs.insert(needed);
                    }
                    _ => {}
                }
            }
        }
    }
    dependencies_first(&graph)
}

/// Kahn's algorithm over the strongly connected components of `graph` (name → what it needs).
pub(crate) fn dependencies_first(graph: &BTreeMap<&str, BTreeSet<&str>>) -> Vec<String> {
    let blocks = components(graph);
    let mut block_of: BTreeMap<&str, usize> = BTreeMap::new();
    for (number, block) in blocks.iter().enumerate() {
        block_of.extend(block.iter().map(|name| (*name, number)));
    }
    let mut missing: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); blocks.len()];
    let mut dependents: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); blocks.len()];
    for (name, needs) in graph {
        for need in needs {
            let (Some(&mine), Some(&other)) = (block_of.get(name), block_of.get(need)) else {
                continue;
            };
            if mine != other {
                missing[mine].insert(other);
                dependents[other].insert(mine);
            }
        }
    }
    let first = |number: usize| blocks[number].first().copied().unwrap_or_default();
    let ready = (0..blocks.len()).filter(|&b| missing[b].is_empty());
    let mut ready: BTreeSet<(&str, usize)> = ready.map(|b| (first(b), b)).collect();
    let mut order = Vec::with_capacity(graph.len());
    while let Some((_, number)) = ready.pop_first() {
        order.extend(blocks[number].iter().map(|name| name.to_string()));
        for &dependent in &dependents[number] {
            missing[dependent].remove(&number);
            if missing[dependent].is_empty() {
                ready.insert((first(dependent), dependent));
            }
        }
    }
    order
}

/// Tarjan's strongly connected components, without recursion; each sorted by name.
fn components<'a>(graph: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> Vec<Vec<&'a str>> {
    let names: Vec<&str> = graph.keys().copied().collect();
    let number: BTreeMap<&str, usize> = names.iter().enumerate().map(|(i, n)| (*n, i)).collect();
    let edges: Vec<Vec<usize>> = graph
        .values()
        .map(|needs| {
            needs
                .iter()
                .filter_map(|n| number.get(n).copied())
                .collect()
        })
        .collect();
    let unseen = usize::MAX;
    let mut index = vec![unseen; names.len()];
    let mut low = vec![0; names.len()];
    let mut on_stack = vec![false; names.len()];
    let (mut stack, mut blocks, mut counter) = (Vec::new(), Vec::new(), 0);
    for start in 0..names.len() {
        if index[start] != unseen {
            continue;
        }
        let mut work = vec![(start, 0)];
        while let Some(&mut (node, ref mut edge)) = work.last_mut() {
            if *edge == 0 {
                index[node] = counter;
                low[node] = counter;
                counter += 1;
                stack.push(node);
                on_stack[node] = true;
            }
            if let Some(&next) = edges[node].get(*edge) {
                *edge += 1;
                if index[next] == unseen {
                    work.push((next, 0));
                } else if on_stack[next] {
                    low[node] = low[node].min(index[next]);
                }
                continue;
            }
            work.pop();
            if let Some(&(parent, _)) = work.last() {
                low[parent] = low[parent].min(low[node]);
            }
            if low[node] == index[node] {
                let mut block = Vec::new();
                while let Some(member) = stack.pop() {
                    on_stack[member] = false;
                    block.push(names[member]);
                    if member == node {
                        break;
                    }
                }
                block.sort_unstable();
                blocks.push(block);
            }
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::dependencies_first;
    use std::collections::{BTreeMap, BTreeSet};

    fn order(edges: &[(&'static str, &[&'static str])]) -> String {
        let graph: BTreeMap<&str, BTreeSet<&str>> = edges
            .iter()
            .map(|(name, needs)| (*name, needs.iter().copied().collect()))
            .collect();
        dependencies_first(&graph).join(" ")
    }

    #[test]
    fn dependencies_come_first_and_ties_go_by_name() {
        assert_eq!(
            order(&[("a", &["c", "b"]), ("b", &["d"]), ("c", &["d"]), ("d", &[])]),
            "d b c a"
        );
        assert_eq!(order(&[("b", &[]), ("a", &[])]), "a b");
    }

    #[test]
    fn a_cycle_is_one_block_after_what_it_needs() {
        assert_eq!(
            order(&[("a", &["b"]), ("b", &["a", "z"]), ("c", &["b"]), ("z", &[])]),
            "z a b c"
        );
        assert_eq!(order(&[("a", &["a"])]), "a");
    }

    #[test]
    fn a_long_chain_needs_no_deep_stack() {
        let names: Vec<String> = (0..100_000).map(|i| format!("p{i:06}")).collect();
        let graph: BTreeMap<&str, BTreeSet<&str>> = names
            .iter()
            .enumerate()
            .map(|(i, n)| {
                (
                    n.as_str(),
                    names.get(i + 1).map(String::as_str).into_iter().collect(),
                )
            })
            .collect();
        let order = dependencies_first(&graph);
        assert_eq!((order.len(), order[0].as_str()), (100_000, "p099999"));
    }
}
