//! Which packages a picture shows: all of a few, else those that matter and what they are linked to.

use std::collections::{BTreeMap, BTreeSet};

use diram::resolve::SolutionNode;

use super::Checked;
use super::columns::Columns;
use super::links::lefts;
use super::marks::{Mark, marks};

/// Most packages in a picture.
pub(super) const MOST: usize = 400;

/// Most boxes and places of wires: fewer packages are shown where links go past too many others.
const MOST_ITEMS: usize = 12_000;

/// So many packages are always shown, whatever their links.
const LEAST: usize = 50;

/// What a picture shows.
pub(super) struct Chosen<'a> {
    /// In install order.
    pub(super) nodes: Vec<&'a SolutionNode>,
    /// What each needs of the others: places in that order.
    pub(super) needs: Vec<Vec<usize>>,
    /// How many packages there are that it does not show.
    pub(super) more: usize,
}

/// What a picture shows of what was checked.
pub(super) fn choose(checked: &Checked) -> Chosen<'_> {
    let graph = checked.graph.iter();
    let nodes: BTreeMap<&str, &SolutionNode> = graph.map(|node| (&*node.label, node)).collect();
    let order = checked.answer.order.iter();
    let all: Vec<&SolutionNode> = order
        .filter_map(|label| nodes.get(&**label).copied())
        .collect();
    let needs = needs(&all);
    let mut most = MOST;
    loop {
        let picked = match all.len() <= most {
            true => (0..all.len()).collect(),
            false => pick(&ranks(checked, &all), &needs, most),
        };
        let chosen = Chosen {
            nodes: picked.iter().map(|at| all[*at]).collect(),
            needs: among(&picked, &needs),
            more: all.len() - picked.len(),
        };
        if most <= LEAST || Columns::size(&lefts(&chosen.needs)) <= MOST_ITEMS {
            return chosen;
        }
        most /= 2;
    }
}

fn needs(nodes: &[&SolutionNode]) -> Vec<Vec<usize>> {
    let places = nodes.iter().enumerate();
    let place: BTreeMap<&str, usize> = places.map(|(at, node)| (&*node.label, at)).collect();
    let needs = |node: &&SolutionNode| {
        let needs = node.needs.iter();
        needs
            .filter_map(|label| place.get(label.as_str()).copied())
            .collect()
    };
    nodes.iter().map(needs).collect()
}

/// How much each package matters, 0 the most; `None` for what is only there.
fn ranks(checked: &Checked, nodes: &[&SolutionNode]) -> Vec<Option<u8>> {
    nodes.iter().map(|node| rank(checked, node)).collect()
}

fn rank(checked: &Checked, node: &SolutionNode) -> Option<u8> {
    let label = &*node.label;
    if checked.is_asked(label) {
        return Some(0);
    }
    let lost = checked.way(label).is_some_and(|way| !way.found);
    let marks = marks(checked, node);
    let rank = |mark: &Mark| match mark {
        Mark::Cycle => 1,
        mark if mark.freezes() => 1,
        Mark::Fault(_) | Mark::Yanked | Mark::Odd(_) => 3,
        Mark::New => 4,
    };
    let change = checked.change(label).map(|_| 2);
    let found = marks.iter().map(rank).chain(change);
    found.chain(lost.then_some(1)).min()
}

/// The places of the packages that matter most, then of those linked to them, so many at most;
/// ascending.
fn pick(ranks: &[Option<u8>], needs: &[Vec<usize>], most: usize) -> BTreeSet<usize> {
    let ranked = ranks.iter().enumerate();
    let mut ranked: Vec<(u8, usize)> = ranked
        .filter_map(|(at, rank)| Some(((*rank)?, at)))
        .collect();
    ranked.sort_unstable();
    let mut picked: BTreeSet<usize> = ranked.iter().take(most).map(|(_, at)| *at).collect();
    let mut linked: BTreeSet<usize> = picked.iter().flat_map(|at| needs[*at].clone()).collect();
    let dependents = needs.iter().enumerate();
    let dependents = dependents.filter(|(_, needs)| needs.iter().any(|need| picked.contains(need)));
    linked.extend(dependents.map(|(at, _)| at));
    let room = most - picked.len();
    let linked: Vec<usize> = linked.difference(&picked).copied().take(room).collect();
    picked.extend(linked);
    picked
}

/// What the picked packages need of one another, as places among themselves.
fn among(picked: &BTreeSet<usize>, needs: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let places = picked.iter().enumerate();
    let place: BTreeMap<usize, usize> = places.map(|(at, package)| (*package, at)).collect();
    let own = |package: &usize| {
        let needs = needs[*package].iter();
        needs.filter_map(|need| place.get(need).copied()).collect()
    };
    picked.iter().map(own).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_matters_most_comes_first_then_what_is_linked_to_it() {
        // A chain of 10; 5 was asked for, 2 and 8 are marked.
        let needs: Vec<Vec<usize>> = (0..10_usize)
            .map(|n| n.checked_sub(1).into_iter().collect())
            .collect();
        let mut ranks = [None; 10];
        (ranks[5], ranks[8], ranks[2]) = (Some(0), Some(1), Some(3));
        let picked = |most| Vec::from_iter(pick(&ranks, &needs, most));
        assert_eq!(picked(1), [5]);
        assert_eq!(picked(2), [5, 8]);
        assert_eq!(picked(3), [2, 5, 8]);
        assert_eq!(picked(5), [1, 2, 3, 5, 8]);
        assert_eq!(picked(400), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
        let few = BTreeSet::from([4, 5, 8, 9]);
        assert_eq!(among(&few, &needs), [vec![], vec![0], vec![], vec![2]]);
    }
}
