//! Small universes, searched whole: an answer exists exactly when the resolver finds one.

use proptest::prelude::{Strategy, *};
use proptest::sample::select;

use super::*;

const NAMES: [&str; 4] = ["a", "b", "c", "d"];
const VERSIONS: [&str; 4] = [
    "1.0.0",
    "1.1.0",
    "2.0.0",
    "1.experimental.5.stable.0.stable",
];
const RANGES: [&str; 8] = [
    "*",
    "^1.0.0",
    "^1.1.0",
    "1.0.0",
    ">=1.1.0",
    "<1.1.0",
    "3.0.0",
    "1.{stable|experimental}.*.*.*.*",
];

/// A version of a package, with what it needs.
type Item = (usize, usize, Vec<(usize, usize)>);

fn items() -> impl Strategy<Value = Vec<Item>> {
    let dep = (0..NAMES.len() + 1, 0..RANGES.len());
    let item = (
        0..NAMES.len(),
        0..VERSIONS.len(),
        prop::collection::vec(dep, 0..3),
    );
    prop::collection::vec(item, 0..12).prop_map(|mut items| {
        items.sort();
        items.dedup_by_key(|item| (item.0, item.1));
        for item in &mut items {
            item.2.sort();
            item.2.dedup_by_key(|dep| dep.0);
        }
        items
    })
}

/// Name number 4 is one that nobody published.
fn name(number: usize) -> &'static str {
    NAMES.get(number).copied().unwrap_or("missing")
}

fn lines(items: &[Item]) -> String {
    let line = |(package, version, deps): &Item| {
        let deps = deps
            .iter()
            .map(|(n, r)| format!("{} {}", name(*n), RANGES[*r]));
        let deps = deps.collect::<Vec<_>>().join(", ");
        ndjson(&format!(
            "{} {}: {deps}",
            name(*package),
            VERSIONS[*version]
        ))
    };
    items.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Every choice of at most one version a package, tried.
fn feasible(items: &[Item], wanted: &[(usize, usize)], policy: &Policy) -> bool {
    let ranges: Vec<crate::semverx::VersionRange> =
        RANGES.iter().map(|r| r.parse().unwrap()).collect();
    let versions: Vec<Version> = VERSIONS.iter().map(|v| v.parse().unwrap()).collect();
    let of = |package: usize| items.iter().filter(move |item| item.0 == package);
    let choices: Vec<Vec<Option<&Item>>> = (0..NAMES.len())
        .map(|p| std::iter::once(None).chain(of(p).map(Some)).collect())
        .collect();
    let admits = |range: usize, version: usize| ranges[range].admits(&versions[version], policy);
    let mut index = [0; NAMES.len()];
    loop {
        let chosen: Vec<Option<&Item>> = (0..NAMES.len()).map(|p| choices[p][index[p]]).collect();
        let met = |&(n, r): &(usize, usize)| {
            chosen
                .get(n)
                .copied()
                .flatten()
                .is_some_and(|item| admits(r, item.1))
        };
        let all = chosen.iter().flatten().all(|item| item.2.iter().all(met));
        if all && wanted.iter().all(met) {
            return true;
        }
        let Some(next) = (0..NAMES.len()).find(|&p| index[p] + 1 < choices[p].len()) else {
            return false;
        };
        index[next] += 1;
        index[..next].fill(0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn finds_an_answer_exactly_when_there_is_one(
        items in items(),
        wanted in prop::collection::vec((0..NAMES.len(), 0..RANGES.len()), 1..4),
        allow in select(vec![None, Some(true), Some(false)]),
    ) {
        let policy = Policy { allow_experimental: allow, ..Policy::default() };
        let snapshot = snapshot(&lines(&items));
        let asked: Vec<(&str, &str)> = wanted.iter().map(|(n, r)| (name(*n), RANGES[*r])).collect();
        let answer = solve(&snapshot, &policy, &ask(&asked));
        prop_assert_eq!(answer.feasible, feasible(&items, &wanted, &policy));
        prop_assert_eq!(answer.explanation.is_some(), !answer.feasible);
    }
}
