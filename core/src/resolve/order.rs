//! The order in which a solution installs: dependencies first, ties by name.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};
use std::sync::Arc;

use super::nogood::Var;
use super::solver::Solver;
use super::universe::Universe;

/// Labels of the chosen packages, dependencies before dependents. Packages that need each other
/// come as one block when everything else they need is there, by name among themselves.
pub(super) fn install_order(
    universe: &Universe,
    solver: &Solver<'_>,
    chosen: &[(Var, usize)],
) -> Vec<Arc<str>> {
    let label = |var: Var| &solver.lists.places[var as usize].package.label;
    let mut chosen = chosen.to_vec();
    chosen.sort_unstable_by(|a, b| label(a.0).cmp(label(b.0)));
    let mut place_of = vec![usize::MAX; solver.lists.places.len()];
    for (at, (var, _)) in chosen.iter().enumerate() {
        place_of[*var as usize] = at;
    }
    let mut graph = vec![Vec::new(); chosen.len()];
    for (at, &(var, value)) in chosen.iter().enumerate() {
        let package = &solver.lists.places[var as usize].package;
        let groups = value.checked_sub(1).and_then(|v| package.groups_of.get(v));
        for &group in groups.into_iter().flatten() {
            for (id, forbidden) in universe.targets_of(&package.groups[group as usize]) {
                let needed = solver.var_of(*id).map(|var| place_of[var as usize]);
                let Some(needed) = needed.filter(|&n| n != usize::MAX && n != at) else {
                    continue;
                };
                if !forbidden.contains(chosen[needed].1) {
                    graph[at].push(needed);
                }
            }
        }
    }
    let order = dependencies_first(&graph);
    order
        .into_iter()
        .map(|at| label(chosen[at].0).clone())
        .collect()
}

/// An order of 0..n in which each comes after what it needs; ties by number. What needs itself in a
/// circle comes as one block.
pub(crate) fn dependencies_first(graph: &[Vec<usize>]) -> Vec<usize> {
    let alone: Vec<Vec<usize>> = (0..graph.len()).map(|node| vec![node]).collect();
    let order = blocks_first(graph, &alone);
    match order.len() == graph.len() {
        true => order,
        false => blocks_first(graph, &components(graph)),
    }
}

/// Kahn's algorithm over blocks of nodes; what lies on or behind a circle of blocks is left out.
fn blocks_first(graph: &[Vec<usize>], blocks: &[Vec<usize>]) -> Vec<usize> {
    let mut block_of = vec![0; graph.len()];
    for (number, block) in blocks.iter().enumerate() {
        block.iter().for_each(|&node| block_of[node] = number);
    }
    let mut missing = vec![0_usize; blocks.len()];
    let mut dependents = vec![Vec::new(); blocks.len()];
    for (node, needs) in graph.iter().enumerate() {
        for &need in needs {
            let (mine, other) = (block_of[node], block_of[need]);
            if mine != other {
                missing[mine] += 1;
                dependents[other].push(mine);
            }
        }
    }
    let first = |number: usize| Reverse((blocks[number].first().copied(), number));
    let ready = (0..blocks.len()).filter(|&number| missing[number] == 0);
    let mut ready: BinaryHeap<_> = ready.map(first).collect();
    let mut order = Vec::with_capacity(graph.len());
    while let Some(Reverse((_, number))) = ready.pop() {
        order.extend_from_slice(&blocks[number]);
        for &dependent in &dependents[number] {
            missing[dependent] -= 1;
            if missing[dependent] == 0 {
                ready.push(first(dependent));
            }
        }
    }
    order
}

/// Tarjan's strongly connected components, without recursion; each ascending.
fn components(graph: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let unseen = usize::MAX;
    let mut index = vec![unseen; graph.len()];
    let mut low = vec![0; graph.len()];
    let mut on_stack = vec![false; graph.len()];
    let (mut stack, mut blocks, mut counter) = (Vec::new(), Vec::new(), 0);
    for start in 0..graph.len() {
        if index[start] != unseen {
            continue;
        }
        let mut work = vec![(start, 0)];
        while let Some(&mut (node, ref mut edge)) = work.last_mut() {
            if index[node] == unseen {
                index[node] = counter;
                low[node] = counter;
                counter += 1;
                stack.push(node);
                on_stack[node] = true;
            }
            if let Some(&next) = graph[node].get(*edge) {
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
                let mut block = BTreeSet::new();
                while let Some(member) = stack.pop() {
                    on_stack[member] = false;
                    block.insert(member);
                    if member == node {
                        break;
                    }
                }
                blocks.push(block.into_iter().collect());
            }
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::dependencies_first;

    /// Nodes are letters, in order.
    fn order(needs: &[&str]) -> String {
        let number = |letter: char| letter as usize - 'a' as usize;
        let graph: Vec<Vec<usize>> = needs
            .iter()
            .map(|needs| needs.chars().map(number).collect())
            .collect();
        let letter = |n: usize| char::from(b'a' + n as u8);
        dependencies_first(&graph).into_iter().map(letter).collect()
    }

    #[test]
    fn dependencies_come_first_and_ties_go_by_number() {
        assert_eq!(order(&["cb", "d", "d", ""]), "dbca");
        assert_eq!(order(&["", ""]), "ab");
    }

    #[test]
    fn a_circle_is_one_block_after_what_it_needs() {
        assert_eq!(order(&["b", "ad", "b", ""]), "dabc");
        assert_eq!(order(&["a"]), "a");
        assert_eq!(order(&["b", "c", "a", "ce", ""]), "abced");
    }

    #[test]
    fn a_long_chain_needs_no_deep_stack() {
        let mut graph: Vec<Vec<usize>> = (1..100_000).map(|next| vec![next]).collect();
        graph.push(Vec::new());
        assert_eq!(dependencies_first(&graph).first(), Some(&99_999));
        graph[99_999].push(0);
        assert_eq!(dependencies_first(&graph).len(), 100_000);
    }
}
