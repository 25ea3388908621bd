//! Random changes against a plain map, with every invariant checked after every change.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::registry::entry::reverse_key;
use crate::registry::summary::{NodeFields, Summary, Value, tier_root};
use crate::trie::{AvlNode, Trie};

const PACKAGES: [&str; 5] = ["app", "app-core", "core", "@acme/core", "web"];
const VERSIONS: [&str; 8] = [
    "1.0.0",
    "1.0.0+build",
    "1.2.0",
    "2.0.0-rc.1",
    "2.0.0",
    "2.1.0.experimental",
    "3.0.0.legacy",
    "10.0.0.lts",
];

type Model = BTreeMap<Vec<u8>, Entry>;

#[derive(Clone, Debug)]
enum Step {
    Publish(usize, usize, Vec<usize>, u8),
    Yank(usize, usize, bool),
    Fault(usize, usize, u8),
    Rollback(usize, Option<u64>),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let package = 0..PACKAGES.len();
    let number = 0..VERSIONS.len();
    let deps = proptest::collection::vec(0..PACKAGES.len(), 0..4);
    let step = prop_oneof![
        5 => (package.clone(), number.clone(), deps, 0_u8..18)
            .prop_map(|(p, v, d, f)| Step::Publish(p, v, d, f)),
        2 => (package.clone(), number.clone(), any::<bool>())
            .prop_map(|(p, v, y)| Step::Yank(p, v, y)),
        2 => (package.clone(), number, 0_u8..18).prop_map(|(p, v, f)| Step::Fault(p, v, f)),
        1 => (package, proptest::option::of(1_u64..12)).prop_map(|(p, to)| Step::Rollback(p, to)),
    ];
    proptest::collection::vec(step, 1..24)
}

fn change(step: &Step) -> Change {
    let (source, named) = (LIVE.to_owned(), |p: &usize| name(PACKAGES[*p]));
    match step {
        Step::Publish(p, v, deps, fault) => {
            let deps: BTreeSet<_> = deps.iter().collect();
            let range = |d: &usize| format!("^{}", d % 3);
            let deps = deps
                .iter()
                .map(|d| Dependency::parse(named(d), &range(d)).unwrap());
            let mut entry = Entry::new(named(p), version(VERSIONS[*v]), deps).unwrap();
            entry.fault = FaultLevel::new(*fault).unwrap();
            Change::Publish { source, entry }
        }
        Step::Yank(p, v, true) => Change::Yank {
            source,
            name: named(p),
            version: version(VERSIONS[*v]),
        },
        Step::Yank(p, v, false) => Change::Unyank {
            source,
            name: named(p),
            version: version(VERSIONS[*v]),
        },
        Step::Fault(p, v, level) => Change::SetFault {
            source,
            name: named(p),
            version: version(VERSIONS[*v]),
            fault: FaultLevel::new(*level).unwrap(),
        },
        Step::Rollback(p, to) => Change::Rollback {
            source,
            name: named(p),
            to: *to,
        },
    }
}

/// What the change does to the plain map; `None` if it must be refused. Rollbacks without a target
/// have tests of their own: here the history is asked which snapshot they went back to.
fn apply(model: &Model, past: &[Model], change: &Change) -> Option<Model> {
    let mut next = model.clone();
    let mut edit = |name: &Name, version: &Version, set: &dyn Fn(&mut Entry)| {
        let key = crate::registry::entry::forward_key(name.as_str(), version);
        let entry = next.get_mut(&key).filter(|entry| entry.is_present())?;
        set(entry);
        Some(())
    };
    match change {
        Change::Publish { entry, .. } => {
            if next.contains_key(&entry.key()) {
                return None;
            }
            next.insert(entry.key(), entry.clone());
        }
        Change::Yank { name, version, .. } => edit(name, version, &|e| e.yanked = true)?,
        Change::Unyank { name, version, .. } => edit(name, version, &|e| e.yanked = false)?,
        Change::SetFault {
            name,
            version,
            fault,
            ..
        } => edit(name, version, &|e| e.fault = *fault)?,
        Change::Rollback {
            name, to: Some(to), ..
        } => {
            if !next.values().any(|entry| entry.name == *name) {
                return None;
            }
            let then = past.get(usize::try_from(*to).unwrap() - 1)?;
            for (key, entry) in &mut next {
                if entry.name == *name && entry.is_present() {
                    *entry = then.get(key).cloned().unwrap_or_else(|| entry.undone());
                }
            }
        }
        other => panic!("{other:?} has no place here"),
    }
    Some(next)
}

/// Height and size, recounted; order, balance and annotations checked on the way.
fn recount<V: Value>(
    node: Option<AvlNode<'_, V, Summary>>,
    hash: &mut [u8; 32],
) -> (u8, u64, u8, u8) {
    *hash = [0; 32];
    let Some(node) = node else {
        return (0, 0, 0, 0);
    };
    let (mut left, mut right) = ([0; 32], [0; 32]);
    let (lh, ls, lf, lk) = recount(node.left(), &mut left);
    let (rh, rs, rf, rk) = recount(node.right(), &mut right);
    assert!(lh.abs_diff(rh) <= 1, "not balanced");
    assert!(node.left().is_none_or(|left| left.key() < node.key()));
    assert!(node.right().is_none_or(|right| right.key() > node.key()));
    let fields = NodeFields {
        key: node.key(),
        value: node.value().value_hash(),
        height: 1 + lh.max(rh),
        size: 1 + ls + rs,
        fault: node.value().fault().get().max(lf).max(rf),
        states: node.value().states().bits() | lk | rk,
        left,
        right,
    };
    let about = node.annotation();
    assert_eq!(about.height(), fields.height);
    assert_eq!(about.size(), fields.size);
    assert_eq!(about.worst().get(), fields.fault);
    assert_eq!(about.states().bits(), fields.states);
    *hash = fields.hash();
    (fields.height, fields.size, fields.fault, fields.states)
}

fn scratch_root(tier: &Tier) -> Hash {
    let (mut forward, mut reverse) = ([0; 32], [0; 32]);
    recount(tier.forward.root(), &mut forward);
    let tree: &Trie<_, Summary> = tier.reverse_tree();
    recount(tree.root(), &mut reverse);
    tier_root(&forward, &reverse)
}

fn check(tier: &Tier, model: &Model) {
    let entries: Vec<&Entry> = tier.entries().map(|entry| &**entry).collect();
    assert_eq!(entries, model.values().collect::<Vec<_>>());
    let edges: BTreeMap<Vec<u8>, String> = model
        .values()
        .flat_map(|e| {
            let edge = |d: &Dependency| (reverse_key(d.name.as_str(), e), d.text.to_string());
            e.deps.iter().map(edge).collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(
        tier.reverse_entries(),
        edges.into_iter().collect::<Vec<_>>()
    );
    assert_eq!(tier.root(), scratch_root(tier));
    let names: BTreeSet<&Name> = model.values().map(|entry| &entry.name).collect();
    assert_eq!(
        tier.names().collect::<Vec<_>>(),
        names.into_iter().collect::<Vec<_>>()
    );
    for package in PACKAGES {
        check_package(tier, model, package);
    }
}

fn check_package(tier: &Tier, model: &Model, package: &str) {
    let own = || {
        model
            .values()
            .filter(|entry| entry.name.as_str() == package)
    };
    let versions: Vec<&Entry> = tier.versions(package).map(|entry| &**entry).collect();
    assert_eq!(versions, own().collect::<Vec<_>>());
    let backwards: Vec<&Entry> = tier.versions(package).rev().map(|entry| &**entry).collect();
    assert_eq!(backwards, own().rev().collect::<Vec<_>>());
    let good = |e: &&Entry| {
        e.version.is_stable() && !e.yanked && e.is_present() && e.fault <= FaultLevel::HIGH_WARNING
    };
    assert_eq!(tier.best_stable(package).map(|e| &**e), own().rfind(good));
    let needing: Vec<(String, Version, String)> = model
        .values()
        .filter_map(|e| {
            let dep = e.dependency(package)?;
            Some((e.name.to_string(), e.version.clone(), dep.text.to_string()))
        })
        .collect();
    let found = tier.dependents(package);
    let found: Vec<_> = found
        .map(|d| (d.name.to_owned(), d.version, d.range.to_owned()))
        .collect();
    assert_eq!(found, needing);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_state_is_that_of_the_model(steps in steps()) {
        let mut history = History::open(live(Tier::new()), 0, None).unwrap();
        let mut past = vec![Model::new()];
        for (time, step) in steps.iter().enumerate() {
            let mut change = change(step);
            if let Change::Rollback { to: to @ None, .. } = &mut change {
                *to = Some(history.snapshot().seq());
            }
            let before = past.last().unwrap().clone();
            let committed = history.commit(std::slice::from_ref(&change), time as u64, "");
            match apply(&before, &past, &change) {
                None => prop_assert!(committed.is_err(), "{change:?} was not refused"),
                Some(next) => {
                    let snapshot = committed.unwrap();
                    if next != before {
                        past.push(next);
                    }
                    prop_assert_eq!(snapshot.seq(), past.len() as u64);
                }
            }
            let tier = history.snapshot().tier(LIVE).unwrap();
            check(tier, past.last().unwrap());
        }
        // Nothing of the past has moved, and every hash can be made again.
        for (model, seq) in past.iter().zip(1..) {
            let snapshot = history.at(seq).unwrap();
            check(snapshot.tier(LIVE).unwrap(), model);
            prop_assert_eq!(snapshot.head().root(LIVE), Some(&scratch_root(snapshot.tier(LIVE).unwrap())));
            let fresh = model.values().cloned().collect();
            let fresh = History::open(live(Tier::from_entries(fresh).unwrap()), 0, None).unwrap();
            prop_assert_eq!(fresh.snapshot().content_digest(), snapshot.content_digest());
        }
    }

    #[test]
    fn the_order_of_entries_makes_no_difference(seed in any::<u64>(), count in 1_usize..60) {
        let make = |n: usize| entry(PACKAGES[n % 5], &format!("{}.{}.0", n % 7, n), "core *, web ^2");
        let sorted: Vec<Entry> = (0..count).map(make).collect();
        let mut mixed = sorted.clone();
        let mut state = seed | 1;
        for i in (1..mixed.len()).rev() {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            mixed.swap(i, usize::try_from(state % (i as u64 + 1)).unwrap());
        }
        prop_assert_eq!(tier(&sorted).root(), tier(&mixed).root());
    }
}

#[test]
fn trees_stay_low() {
    let entries: Vec<Entry> = (0..5000)
        .map(|n| entry("p", &format!("0.{n}.0"), ""))
        .collect();
    let tier = tier(&entries);
    let bound = 1.4405 * f64::from(5000 + 2).log2();
    assert!(
        f64::from(tier.height()) <= bound,
        "{} > {bound}",
        tier.height()
    );
}
