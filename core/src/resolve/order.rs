//! The order in which a solution installs: dependencies first, ties by name.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};
use std::sync::Arc;

use super::nogood::Var;
use super::solver::Solver;
use super::universe::Universe;

/// The chosen packages with their values, by label.
pub(super) fn by_label<'s>(
    solver: &'s Solver<'_>,
    chosen: &[(Var, usize)],
) -> Vec<(&'s Arc<str>, Var, usize)> {
    let label = |var: Var| &solver.lists.places[var as usize].package.label;
    let mut list: Vec<_> = chosen.iter().map(|&(v, at)| (label(v), v, at)).collect();
    list.sort_unstable();
    list
}

/// Labels of the chosen packages, dependencies before dependents. Packages that need each other
/// come as one block when everything else they need is there, by name among themselves.
pub(super) fn install_order(
    universe: &Universe,
    solver: &Solver<'_>,
    chosen: &[(&Arc<str>, Var, usize)],
) -> Vec<Arc<str>> {
    let mut place_of = vec![usize::MAX; solver.lists.places.len()];
    for (at, (_, var, _)) in chosen.iter().enumerate() {
        place_of[*var as usize] = at;
    }
    let mut graph = Graph::with_capacity(chosen.len());
    for (at, &(_, var, value)) in chosen.iter().enumerate() {
        let package = &solver.lists.places[var as usize].package;
        let groups = value.checked_sub(1).and_then(|v| package.groups_of.get(v));
        let groups = groups.into_iter().flatten();
        let targets = groups.flat_map(|g| universe.targets_of(&package.groups[*g as usize]));
        let needed = targets.filter_map(|(id, forbidden)| {
            let needed = place_of[solver.var_of(*id)? as usize];
            let &(_, _, value) = chosen.get(needed)?;
            (needed != at && !forbidden.contains(value)).then_some(needed)
        });
        graph.push(needed);
    }
    let order = in_order(&graph);
    order.into_iter().map(|at| chosen[at].0.clone()).collect()
}

/// An order of 0..n in which each comes after what it needs; ties by number. What needs itself in a
/// circle comes as one block.
pub(crate) fn dependencies_first(graph: &[Vec<usize>]) -> Vec<usize> {
    let mut flat = Graph::with_capacity(graph.len());
    graph
        .iter()
        .for_each(|needs| flat.push(needs.iter().copied()));
    in_order(&flat)
}

/// What each of 0..n needs, in one list.
struct Graph {
    needs: Vec<usize>,
    /// Where in `needs` a node's end and the next one's begin.
    ends: Vec<usize>,
}

impl Graph {
    fn with_capacity(nodes: usize) -> Graph {
        Graph {
            needs: Vec::with_capacity(2 * nodes),
            ends: Vec::with_capacity(nodes),
        }
    }

    /// Adds the next node.
    fn push(&mut self, needs: impl Iterator<Item = usize>) {
        self.needs.extend(needs);
        self.ends.push(self.needs.len());
    }

    fn len(&self) -> usize {
        self.ends.len()
    }

    fn of(&self, node: usize) -> &[usize] {
        let begin = node.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.needs[begin..self.ends[node]]
    }
}

fn in_order(graph: &Graph) -> Vec<usize> {
    let order = without_circles(graph);
    if order.len() == graph.len() {
        return order;
    }
    let mut blocks = components(graph);
    blocks.sort_unstable();
    let mut block_of = vec![0; graph.len()];
    for (number, block) in blocks.iter().enumerate() {
        block.iter().for_each(|&node| block_of[node] = number);
    }
    let mut between = Graph::with_capacity(blocks.len());
    for (number, block) in blocks.iter().enumerate() {
        let needs = block.iter().flat_map(|&node| graph.of(node));
        between.push(needs.map(|&need| block_of[need]).filter(|&b| b != number));
    }
    let order = without_circles(&between);
    order
        .into_iter()
        .flat_map(|number| &blocks[number])
        .copied()
        .collect()
}

/// Kahn's algorithm; what lies on or behind a circle is left out.
fn without_circles(graph: &Graph) -> Vec<usize> {
    let mut missing: Vec<usize> = (0..graph.len()).map(|node| graph.of(node).len()).collect();
    // Who needs a node: `dependents[begins[node]..begins[node + 1]]`.
    let mut begins = vec![0; graph.len() + 2];
    graph.needs.iter().for_each(|&need| begins[need + 2] += 1);
    for at in 1..begins.len() {
        begins[at] += begins[at - 1];
    }
    let mut dependents = vec![0; graph.needs.len()];
    for node in 0..graph.len() {
        for &need in graph.of(node) {
            let next = &mut begins[need + 1];
            dependents[*next] = node;
            *next += 1;
        }
    }
    let ready = (0..graph.len()).filter(|&node| missing[node] == 0);
    let mut ready: BinaryHeap<_> = ready.map(Reverse).collect();
    let mut order = Vec::with_capacity(graph.len());
    while let Some(Reverse(node)) = ready.pop() {
        order.push(node);
        for &dependent in &dependents[begins[node]..begins[node + 1]] {
            missing[dependent] -= 1;
            if missing[dependent] == 0 {
                ready.push(Reverse(dependent));
            }
        }
    }
    order
}

/// Tarjan's strongly connected components, without recursion; each ascending.
fn components(graph: &Graph) -> Vec<Vec<usize>> {
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
            if let Some(&next) = graph.of(node).get(*edge) {
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
