//! Parity of links: the hot-swap gate.
//!
//! A link is a pair of package names, one of which needs the other. In the links that a swap adds or
//! removes, a package with an even number of them keeps the parity of its ties; the odd ones are the
//! ends of paths gained or lost. Their number is even, so 0, 2, 4, …
//!
//! ```
//! use diram_core::strategy::{Verdict, eulerian};
//! let before = eulerian::links([("app", "core"), ("app", "log")]);
//! let after = eulerian::links([("app", "core"), ("app", "trace")]);
//! let report = eulerian::swap(&before, &after);
//! assert_eq!((report.verdict, report.odd.len()), (Verdict::Warning, 2)); // log and trace
//! ```

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::Verdict;

/// Links between packages: each pair once, its names ascending.
pub type Links = BTreeSet<(String, String)>;

/// Links of pairs in any order; a package's link to itself is none.
pub fn links<A: Into<String>, B: Into<String>>(pairs: impl IntoIterator<Item = (A, B)>) -> Links {
    let pairs = pairs.into_iter().map(|(a, b)| (a.into(), b.into()));
    pairs
        .filter(|(a, b)| a != b)
        .map(|(a, b)| if a < b { (a, b) } else { (b, a) })
        .collect()
}

/// What parity says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Parity {
    /// 0 odd packages: safe; 2: warning; more: panic.
    pub verdict: Verdict,
    /// Packages with an odd number of the links looked at, by name.
    pub odd: Vec<String>,
    /// Links that are new.
    pub added: Vec<(String, String)>,
    /// Links that are gone.
    pub removed: Vec<(String, String)>,
    /// Whether the links looked at hang together. Counts in the literal form only.
    pub connected: bool,
}

/// The verdict on the links that a swap adds or removes.
pub fn swap(before: &Links, after: &Links) -> Parity {
    let added: Vec<_> = after.difference(before).cloned().collect();
    let removed: Vec<_> = before.difference(after).cloned().collect();
    let changed: Links = before.symmetric_difference(after).cloned().collect();
    let odd = odd(&changed);
    Parity {
        verdict: by_count(odd.len()),
        odd,
        added,
        removed,
        connected: connected(&changed),
    }
}

/// The schema's literal verdict on a whole graph, which also has to hang together.
pub fn whole(graph: &Links) -> Parity {
    let odd = odd(graph);
    let connected = connected(graph);
    Parity {
        verdict: match connected {
            true => by_count(odd.len()),
            false => Verdict::Panic,
        },
        odd,
        added: graph.iter().cloned().collect(),
        removed: Vec::new(),
        connected,
    }
}

fn by_count(odd: usize) -> Verdict {
    match odd {
        0 => Verdict::SafeSwap,
        2 => Verdict::Warning,
        _ => Verdict::Panic,
    }
}

fn odd(links: &Links) -> Vec<String> {
    let mut degrees: BTreeMap<&str, usize> = BTreeMap::new();
    for (a, b) in links {
        *degrees.entry(a).or_default() += 1;
        *degrees.entry(b).or_default() += 1;
    }
    let odd = degrees.into_iter().filter(|(_, degree)| degree % 2 == 1);
    odd.map(|(name, _)| name.to_owned()).collect()
}

/// Whether one walk along links reaches every linked package.
fn connected(links: &Links) -> bool {
    let mut near: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (a, b) in links {
        near.entry(a).or_default().push(b);
        near.entry(b).or_default().push(a);
    }
    let Some(&start) = near.keys().next() else {
        return true;
    };
    let mut seen = BTreeSet::from([start]);
    let mut stack = vec![start];
    while let Some(name) = stack.pop() {
        for &next in near.get(name).into_iter().flatten() {
            if seen.insert(next) {
                stack.push(next);
            }
        }
    }
    seen.len() == near.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_links() -> impl Strategy<Value = Links> {
        prop::collection::vec((0..8u8, 0..8u8), 0..16).prop_map(|pairs| {
            links(
                pairs
                    .into_iter()
                    .map(|(a, b)| (a.to_string(), b.to_string())),
            )
        })
    }

    proptest! {
        #[test]
        fn odd_packages_come_in_pairs(before in any_links(), after in any_links()) {
            let report = swap(&before, &after);
            prop_assert_eq!(report.odd.len() % 2, 0);
            prop_assert_eq!(whole(&after).odd.len() % 2, 0);
            // There and back changes the same links.
            let back = swap(&after, &before);
            prop_assert_eq!((back.verdict, &back.odd), (report.verdict, &report.odd));
            prop_assert_eq!(swap(&before, &before).verdict, Verdict::SafeSwap);
        }
    }

    #[test]
    fn the_schema_s_verdicts() {
        let triangle = links([("a", "b"), ("b", "c"), ("c", "a")]);
        assert_eq!(whole(&triangle).verdict, Verdict::SafeSwap);
        let chain = links([("a", "b"), ("b", "c"), ("c", "d")]);
        assert_eq!(whole(&chain).verdict, Verdict::Warning);
        let star = links([("hub", "a"), ("hub", "b"), ("hub", "c")]);
        assert_eq!(whole(&star).verdict, Verdict::Panic);
        let apart = links([
            ("a", "b"),
            ("b", "c"),
            ("c", "a"),
            ("x", "y"),
            ("y", "z"),
            ("z", "x"),
        ]);
        let report = whole(&apart);
        assert_eq!((report.verdict, report.connected), (Verdict::Panic, false));
        assert_eq!(whole(&Links::new()).verdict, Verdict::SafeSwap);
    }

    #[test]
    fn a_way_round_keeps_every_parity() {
        // app needed log itself, and now through core: the three links make a circle.
        let before = links([("app", "log")]);
        let after = links([("app", "core"), ("core", "log")]);
        assert_eq!(swap(&before, &after).verdict, Verdict::SafeSwap);
        let three = links([("app", "a"), ("app", "b"), ("app", "c")]);
        assert_eq!(swap(&Links::new(), &three).verdict, Verdict::Panic);
    }
}
