//! The trie against `BTreeMap`, brute force and its own invariants.

mod cases;

use std::collections::{BTreeMap, VecDeque};
use std::ops::{Bound, RangeBounds};

use proptest::collection::vec;
use proptest::prelude::*;

use super::{Annotation, AvlNode, Change, Trie};

/// Sum of the values and number of entries below: depends on every entry once.
#[derive(Clone, Debug, PartialEq)]
struct Sum {
    total: u64,
    count: usize,
}

impl Annotation<u64> for Sum {
    fn build(left: Option<&Sum>, _key: &[u8], value: &u64, right: Option<&Sum>) -> Sum {
        let below = left.into_iter().chain(right);
        below.fold(
            Sum {
                total: *value,
                count: 1,
            },
            |sum, side| Sum {
                total: sum.total + side.total,
                count: sum.count + side.count,
            },
        )
    }
}

/// The keys from left to right: depends on the order of everything below.
#[derive(Clone, Debug, PartialEq)]
struct Keys(Vec<Vec<u8>>);

impl Annotation<u64> for Keys {
    fn build(left: Option<&Keys>, key: &[u8], _: &u64, right: Option<&Keys>) -> Keys {
        let mut all = left.map_or_else(Vec::new, |keys| keys.0.clone());
        all.push(key.to_vec());
        all.extend(right.into_iter().flat_map(|keys| keys.0.iter().cloned()));
        Keys(all)
    }
}

/// Checks order, balance, heights, sizes and annotations of a whole subtree; returns its height.
fn check<V, A: Annotation<V> + PartialEq + std::fmt::Debug>(
    node: Option<AvlNode<'_, V, A>>,
    above: Bound<&[u8]>,
    below: Bound<&[u8]>,
) -> u32 {
    let Some(node) = node else { return 0 };
    let within = RangeBounds::<[u8]>::contains(&(above, below), node.key());
    assert!(within, "key out of order");
    let left = check(node.left(), above, Bound::Excluded(node.key()));
    let right = check(node.right(), Bound::Excluded(node.key()), below);
    assert!(left.abs_diff(right) <= 1, "unbalanced: {left} and {right}");
    assert_eq!(node.balance_factor(), right as i32 - left as i32);
    assert_eq!(node.height(), 1 + left.max(right));
    let size = |side: Option<AvlNode<'_, V, A>>| side.map_or(0, |n| n.subtree_size());
    assert_eq!(
        node.subtree_size(),
        1 + size(node.left()) + size(node.right())
    );
    let (l, r) = (
        node.left().map(|n| n.annotation()),
        node.right().map(|n| n.annotation()),
    );
    assert_eq!(
        *node.annotation(),
        A::build(l, node.key(), node.value(), r),
        "stale annotation"
    );
    node.height()
}

fn check_all<V, A: Annotation<V> + PartialEq + std::fmt::Debug>(trie: &Trie<V, A>) {
    let height = check(trie.root(), Bound::Unbounded, Bound::Unbounded);
    assert_eq!(trie.height(), height);
    let bound = 1.4405 * ((trie.len() + 2) as f64).log2();
    assert!(
        f64::from(height) <= bound,
        "height {height} of {} entries",
        trie.len()
    );
}

type Model = BTreeMap<Vec<u8>, u64>;

fn same<A>(trie: &Trie<u64, A>, model: &Model) {
    assert!(trie.iter().eq(model.iter().map(|(k, v)| (&k[..], v))));
    assert_eq!(trie.len(), model.len());
}

#[derive(Clone, Debug)]
enum Step {
    Insert(Vec<u8>, u64),
    Remove(Vec<u8>),
    Snapshot,
}

/// Short keys over few bytes, the extreme ones among them, so that they collide, nest and touch.
fn key() -> impl Strategy<Value = Vec<u8>> {
    text(0..5)
}

fn text(lengths: std::ops::Range<usize>) -> impl Strategy<Value = Vec<u8>> {
    vec(
        prop_oneof![Just(0u8), Just(b'a'), Just(b'b'), Just(0xFF)],
        lengths,
    )
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        5 => (key(), 0..5u64).prop_map(|(k, v)| Step::Insert(k, v)),
        4 => key().prop_map(Step::Remove),
        1 => Just(Step::Snapshot),
    ]
}

fn entries() -> impl Strategy<Value = Vec<(Vec<u8>, u64)>> {
    vec((key(), 0..5u64), 0..60)
}

/// Runs random changes against the model, with all invariants checked after each, and at the end
/// every snapshot against the model of its moment.
fn run<A: Annotation<u64> + PartialEq + std::fmt::Debug>(steps: Vec<Step>) {
    let (mut trie, mut model) = (Trie::<u64, A>::new(), Model::new());
    let mut snapshots = Vec::new();
    for step in steps {
        match step {
            Step::Insert(key, value) => {
                assert_eq!(trie.insert(&key, value), model.insert(key, value));
            }
            Step::Remove(key) => assert_eq!(trie.remove(&key), model.remove(&key)),
            Step::Snapshot => snapshots.push((trie.clone(), model.clone())),
        }
        check_all(&trie);
        same(&trie, &model);
    }
    for (snapshot, then) in &snapshots {
        check_all(snapshot);
        same(snapshot, then);
        assert_eq!(changes(&trie, snapshot), brute_changes(&model, then));
        assert_eq!(trie == *snapshot, model == *then);
    }
}

type Changes = Vec<(Vec<u8>, Option<u64>, Option<u64>)>;

fn changes<A>(new: &Trie<u64, A>, old: &Trie<u64, A>) -> Changes {
    let plain = |change| match change {
        Change::Added { key, new } => (<[u8]>::to_vec(key), None, Some(*new)),
        Change::Removed { key, old } => (key.to_vec(), Some(*old), None),
        Change::Changed { key, old, new } => (key.to_vec(), Some(*old), Some(*new)),
    };
    new.diff(old).map(plain).collect()
}

fn brute_changes(new: &Model, old: &Model) -> Changes {
    let mut keys: Vec<_> = new.keys().chain(old.keys()).collect();
    keys.sort();
    keys.dedup();
    let both = keys
        .into_iter()
        .map(|k| (k.clone(), old.get(k).copied(), new.get(k).copied()));
    both.filter(|(_, old, new)| old != new).collect()
}

proptest! {
    #[test]
    fn behaves_like_btreemap(steps in vec(step(), 0..120)) {
        run::<()>(steps);
    }

    #[test]
    fn annotations_follow_every_change(steps in vec(step(), 0..80)) {
        run::<Sum>(steps.clone());
        run::<Keys>(steps);
    }

    #[test]
    fn large_tries_stay_balanced(
        keys in vec(any::<u16>(), 0..2000),
        gone in vec(any::<u16>(), 0..2000),
    ) {
        let mut trie: Trie<u64> = keys.iter().map(|k| (k.to_be_bytes(), 0)).collect();
        check_all(&trie);
        for key in gone.iter().chain(&keys[..keys.len() / 2]) {
            trie.remove(key.to_be_bytes());
        }
        check_all(&trie);
    }

    #[test]
    fn nearest_rank_and_select(entries in entries(), probe in key()) {
        let trie: Trie<u64> = entries.iter().cloned().collect();
        let model: Model = entries.into_iter().collect();
        let plain = |entry: Option<(&Vec<u8>, &u64)>| entry.map(|(k, v)| (k.clone(), *v));
        let ours = |entry: Option<(&[u8], &u64)>| entry.map(|(k, v)| (k.to_vec(), *v));
        assert_eq!(ours(trie.first()), plain(model.iter().next()));
        assert_eq!(ours(trie.last()), plain(model.iter().next_back()));
        assert_eq!(ours(trie.floor(&probe)), plain(model.range(..=probe.clone()).next_back()));
        assert_eq!(ours(trie.ceiling(&probe)), plain(model.range(probe.clone()..).next()));
        assert_eq!(trie.get(&probe), model.get(&probe));
        assert_eq!(trie.rank(&probe), model.range(..probe).count());
        for (rank, (key, value)) in model.iter().enumerate() {
            assert_eq!(trie.select(rank), Some((&key[..], value)));
        }
        assert_eq!(trie.select(model.len()), None);
    }

    #[test]
    fn longest_prefix_equals_brute_force(entries in entries(), text in text(0..9)) {
        let trie: Trie<u64> = entries.iter().cloned().collect();
        let model: Model = entries.into_iter().collect();
        let brute = model.iter().filter(|(k, _)| text.starts_with(k)).max_by_key(|(k, _)| k.len());
        assert_eq!(trie.longest_prefix(&text), brute.map(|(k, v)| (&k[..], v)));
    }

    #[test]
    fn prefix_equals_brute_force(entries in entries(), prefix in key()) {
        let trie: Trie<u64> = entries.iter().cloned().collect();
        let model: Model = entries.into_iter().collect();
        let brute = model.iter().filter(|(k, _)| k.starts_with(&prefix));
        let brute: Vec<_> = brute.map(|(k, v)| (&k[..], v)).collect();
        assert_eq!(trie.prefix(&prefix).len(), brute.len());
        assert_eq!(trie.prefix(&prefix).collect::<Vec<_>>(), brute);
    }

    /// Any bounds, walked from both ends in any interleaving.
    #[test]
    fn ranges_from_both_ends(
        entries in entries(),
        from in bound(),
        to in bound(),
        ends in vec(any::<bool>(), 70),
    ) {
        let trie: Trie<u64> = entries.iter().cloned().collect();
        let model: Model = entries.into_iter().collect();
        let inside = model.iter().filter(|(k, _)| (from.as_ref(), to.as_ref()).contains(*k));
        let mut brute: VecDeque<_> = inside.map(|(k, v)| (&k[..], v)).collect();
        let mut range = trie.range((from.clone(), to.clone()));
        for front in ends {
            assert_eq!(range.len(), brute.len());
            assert!(range.clone().eq(brute.iter().copied()));
            if front {
                assert_eq!(range.next(), brute.pop_front());
            } else {
                assert_eq!(range.next_back(), brute.pop_back());
            }
        }
        assert_eq!(range.next(), None);
    }
}

fn bound() -> impl Strategy<Value = Bound<Vec<u8>>> {
    prop_oneof![
        key().prop_map(Bound::Included),
        key().prop_map(Bound::Excluded),
        Just(Bound::Unbounded)
    ]
}
