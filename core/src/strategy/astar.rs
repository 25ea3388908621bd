//! The cheapest way from one version of a package to another.
//!
//! The schema's heuristic is kept to the number: 100 for each step of the major number, 10 of the
//! minor, 1 of the patch, and 0, 5, 7 or 10 for a stable, experimental, custom or legacy version. A
//! hop from u to v costs the distance between them, what u's state costs (paid on leaving), and v's
//! penalty. So the heuristic never promises too much, and drops by no more than a hop costs: each
//! version is looked at once, and the way found is the cheapest.
//!
//! ```
//! use diram_core::semverx::Version;
//! use diram_core::strategy::astar::{Stop, path};
//! let stop = |text: &str| Stop::new(Version::parse(text).unwrap());
//! let stops = ["1.0.0", "1.4.0", "2.0.0", "3.0.0", "3.2.0"].map(stop);
//! let way = path(&stops, 0, 4).unwrap();
//! assert_eq!(way.stops, [0, 2, 4]); // one major number at a time
//! assert_eq!(way.cost, 100 + 120);
//! ```

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::semverx::{State, Version};

/// What a hop may cost more than its distance: into a version that needs other packages changed.
pub const NEEDS: u128 = 30;
/// What a hop costs more that its parity warns of.
pub const PARITY_WARNING: u128 = 3;
/// What a hop costs more that its parity panics at.
pub const PARITY_PANIC: u128 = 30;
/// From this fault level on nothing is a stop.
pub const UNSAFE_FAULT: u8 = 6;

/// A version on the way.
#[derive(Clone, Debug)]
pub struct Stop {
    /// The version.
    pub version: Version,
    /// Its fault level; from 6 on a way never leads here.
    pub fault: u8,
}

impl Stop {
    /// A clean version.
    pub fn new(version: Version) -> Stop {
        Stop { version, fault: 0 }
    }
}

/// A way: the numbers of its stops, both ends included, and what it costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// Places in the list of stops.
    pub stops: Vec<usize>,
    /// The sum of its hops.
    pub cost: u128,
}

/// 100, 10 and 1 for each step of major, minor and patch.
pub fn distance(a: &Version, b: &Version) -> u128 {
    let [major, minor, patch] =
        [0, 1, 2].map(|i| u128::from(a.numbers()[i].abs_diff(b.numbers()[i])));
    100 * major + 10 * minor + patch
}

/// What a version's state costs; a pre-release costs what an experimental one does.
pub fn state_cost(version: &Version) -> u128 {
    let state = match version.state() {
        State::Stable => 0,
        State::Experimental => 5,
        State::Custom(_) => 7,
        State::Legacy => 10,
    };
    match version.pre() {
        Some(_) => state.max(5),
        None => state,
    }
}

/// The schema's `heuristic`: the distance to the target, and the version's state.
pub fn heuristic(version: &Version, target: &Version) -> u128 {
    distance(version, target) + state_cost(version)
}

/// Whether a way may go from `a` to `b` in one hop: towards the target, past nothing, and by one
/// major number at most.
fn hop(a: &Stop, b: &Stop, target: &Stop) -> bool {
    let onward = match a.version < target.version {
        true => a.version < b.version && b.version <= target.version,
        false => b.version < a.version && target.version <= b.version,
    };
    onward && b.fault < UNSAFE_FAULT && a.version.major().abs_diff(b.version.major()) <= 1
}

/// The cheapest way, and of those the one with the fewest hops. Of several of these, from the last stop
/// back, each is reached from the one that is listed first. `None` when there is none.
pub fn path(stops: &[Stop], from: usize, to: usize) -> Option<Way> {
    path_with(stops, from, to, |_, _| Some(0))
}

/// [`path`] with a penalty for each hop; `None` forbids it.
pub fn path_with(
    stops: &[Stop],
    from: usize,
    to: usize,
    mut penalty: impl FnMut(usize, usize) -> Option<u128>,
) -> Option<Way> {
    let (start, target) = (stops.get(from)?, stops.get(to)?);
    // Cost so far and hops so far, and where from.
    let mut best: Vec<Option<(u128, usize, usize)>> = vec![None; stops.len()];
    let mut done = vec![false; stops.len()];
    let mut open = BinaryHeap::new();
    if let Some(slot) = best.get_mut(from) {
        *slot = Some((0, 0, from));
    }
    open.push(Reverse((
        heuristic(&start.version, &target.version),
        0,
        from,
    )));
    while let Some(Reverse((_, _, at))) = open.pop() {
        let (Some(stop), Some(Some((cost, hops, _)))) = (stops.get(at), best.get(at).copied())
        else {
            continue;
        };
        if std::mem::replace(done.get_mut(at)?, true) {
            continue;
        }
        if at == to {
            return Some(Way {
                stops: trace(&best, from, to),
                cost,
            });
        }
        for (next, other) in stops.iter().enumerate() {
            if done.get(next).copied().unwrap_or(true) || !hop(stop, other, target) {
                continue;
            }
            let Some(extra) = penalty(at, next) else {
                continue;
            };
            let sum =
                cost + distance(&stop.version, &other.version) + state_cost(&stop.version) + extra;
            let reached = (sum, hops + 1, at);
            let slot = best.get_mut(next)?;
            if slot.is_none_or(|known| reached < known) {
                *slot = Some(reached);
                let guess = sum + heuristic(&other.version, &target.version);
                open.push(Reverse((guess, hops + 1, next)));
            }
        }
    }
    None
}

fn trace(best: &[Option<(u128, usize, usize)>], from: usize, to: usize) -> Vec<usize> {
    let mut stops = vec![to];
    let mut at = to;
    while at != from {
        let Some(Some((_, _, before))) = best.get(at) else {
            break;
        };
        at = *before;
        stops.push(at);
    }
    stops.reverse();
    stops
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn version() -> impl Strategy<Value = Version> {
        let state = prop::sample::select(vec!["stable", "experimental", "legacy", "lts"]);
        let tail = prop::sample::select(vec!["", "-rc.1"]);
        (0..5u64, 0..4u64, 0..3u64, state, tail)
            .prop_map(|(a, b, c, s, t)| format!("{a}.{b}.{c}.{s}{t}").parse().unwrap())
    }

    fn stops() -> impl Strategy<Value = Vec<Stop>> {
        let stop = (version(), 0..8u8).prop_map(|(version, fault)| Stop { version, fault });
        prop::collection::vec(stop, 2..14)
    }

    /// Dijkstra without a heuristic, over the same hops.
    fn cheapest(stops: &[Stop], from: usize, to: usize, extra: &[u128]) -> Option<u128> {
        let mut cost = vec![None; stops.len()];
        cost[from] = Some(0);
        let mut left: Vec<usize> = (0..stops.len()).collect();
        while let Some(place) = (0..left.len())
            .filter(|&i| cost[left[i]].is_some())
            .min_by_key(|&i| cost[left[i]])
        {
            let at = left.remove(place);
            for &next in &left {
                if hop(&stops[at], &stops[next], &stops[to]) {
                    let (a, b) = (&stops[at].version, &stops[next].version);
                    let sum = cost[at].unwrap() + distance(a, b) + state_cost(a) + extra[next];
                    if cost[next].is_none_or(|known| sum < known) {
                        cost[next] = Some(sum);
                    }
                }
            }
        }
        cost[to]
    }

    proptest! {
        #[test]
        fn finds_what_dijkstra_finds(
            stops in stops(),
            ends in (any::<prop::sample::Index>(), any::<prop::sample::Index>()),
            extra in prop::collection::vec(0..40u128, 14),
        ) {
            let (from, to) = (ends.0.index(stops.len()), ends.1.index(stops.len()));
            let way = path_with(&stops, from, to, |_, next| Some(extra[next]));
            let cheapest = cheapest(&stops, from, to, &extra);
            prop_assert_eq!(way.as_ref().map(|way| way.cost), cheapest);
            if let Some(way) = way {
                for pair in way.stops.windows(2) {
                    prop_assert!(hop(&stops[pair[0]], &stops[pair[1]], &stops[to]));
                }
            }
        }

        #[test]
        fn the_heuristic_is_consistent(u in version(), v in version(), t in version()) {
            let hop = distance(&u, &v) + state_cost(&u);
            prop_assert!(heuristic(&u, &t) <= hop + heuristic(&v, &t));
        }
    }

    #[test]
    fn of_equal_ways_each_stop_is_reached_from_the_one_listed_first() {
        let stop = |text: &str| Stop::new(text.parse().unwrap());
        // No hop from 1.0.0 to 3.0.0; those over 2.x cost as much and have as many.
        let stops = ["1.0.0", "2.2.0", "2.1.0", "3.3.0", "2.0.0"].map(stop);
        let way = path(&stops, 0, 3).unwrap();
        assert_eq!((way.stops, way.cost), (vec![0, 1, 3], 230));
        let [a, b, c, d, e] = stops;
        let way = path(&[a, c, b, d, e], 0, 3).unwrap();
        assert_eq!(way.stops, [0, 1, 3]);
    }

    #[test]
    fn faults_and_gaps_leave_no_way() {
        let stop = |text: &str, fault| Stop {
            version: text.parse().unwrap(),
            fault,
        };
        let blocked = [stop("1.0.0", 0), stop("2.0.0", 6), stop("3.0.0", 0)];
        assert_eq!(path(&blocked, 0, 2), None);
        assert_eq!(path(&[stop("1.0.0", 0), stop("3.0.0", 0)], 0, 1), None);
        // Out of a fault there is a way.
        let fleeing = [stop("1.0.0", 11), stop("1.0.1", 0)];
        assert_eq!(path(&fleeing, 0, 1).map(|way| way.cost), Some(1));
        assert_eq!(path(&fleeing, 1, 0), None);
        assert_eq!(path(&fleeing, 0, 0).map(|way| way.stops), Some(vec![0]));
        assert_eq!(path(&fleeing, 0, 9), None);
    }
}
