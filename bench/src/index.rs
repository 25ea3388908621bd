//! Ordered maps from names to numbers, all asked to do the same. Both programs compile this file.

use std::collections::HashSet;
use std::hint::black_box;

use crate::measure::{Numbers, report, worked};

/// An ordered map from byte strings. A clone is a snapshot.
pub(crate) trait Index: Clone {
    /// How often a clone is made and then changed: fewer when cloning copies all of it.
    const SNAPSHOTS: usize;

    fn empty() -> Self;
    fn put(&mut self, key: &[u8], value: u64);
    fn value(&self, key: &[u8]) -> Option<u64>;
    /// Every entry in order: the bytes of all keys, the sum of all values.
    fn walk(&self) -> (usize, u64);
}

/// Keys that are looked up in a map of a million.
const LOOKUPS: usize = 200_000;
const SYLLABLES: [&str; 16] = [
    "ba", "cor", "di", "en", "fu", "gra", "hel", "in", "jo", "ka", "lum", "mi", "no", "ra", "sto",
    "tex",
];

/// Inserts, looks up, walks through, and changes snapshots; seconds of one key each.
pub(crate) fn run<I: Index>(who: &str, size: usize) {
    let keys = names(size);
    let looked_up = shuffled(&keys, LOOKUPS);
    let repeats = (300_000 / size.max(1)).clamp(1, 25);
    let line = |job: &str, seconds: f64, count: usize, found: usize| {
        report(
            &format!("trie {job} {size}"),
            who,
            seconds / count as f64,
            count,
            found,
        );
    };

    let (seconds, index) = median(repeats, || filled::<I>(&keys));
    line("insert", seconds, size, size);

    let (seconds, sum) = median(repeats, || {
        let values = looked_up
            .iter()
            .map(|key| index.value(key).expect("a key of it"));
        values.fold(0_u64, u64::wrapping_add)
    });
    line("get", seconds, looked_up.len(), sum as usize);

    let (seconds, (bytes, sum)) = median(repeats, || black_box(&index).walk());
    line("iterate", seconds, size, bytes + sum as usize);

    let changed = &looked_up[..I::SNAPSHOTS.min(looked_up.len())];
    let (seconds, last) = median(repeats, || snapshots(&index, changed));
    assert!(
        changed
            .iter()
            .all(|key| last.value(key) == Some(0) && index.value(key) != Some(0)),
        "{who}: a change shows in the clone alone"
    );
    line("snapshot", seconds, changed.len(), size);
}

fn filled<I: Index>(keys: &[Vec<u8>]) -> I {
    let mut index = I::empty();
    for (key, value) in keys.iter().zip(1..) {
        index.put(key, value);
    }
    index
}

/// Keeps a snapshot of every state while the next change is made.
fn snapshots<I: Index>(index: &I, keys: &[&[u8]]) -> I {
    let mut latest = index.clone();
    for key in keys {
        let before = latest.clone();
        latest.put(key, 0);
        black_box(before);
    }
    latest
}

/// Median seconds, and what the last call made. What it makes is dropped off the clock.
fn median<T>(repeats: usize, mut call: impl FnMut() -> T) -> (f64, T) {
    let mut once = || {
        let start = worked();
        let made = call();
        (worked() - start, made)
    };
    let (first, mut made) = once();
    let mut times = vec![first];
    for _ in 1..repeats {
        let (time, next) = once();
        times.push(time);
        made = next;
    }
    times.sort_by(f64::total_cmp);
    (times[times.len() / 2], made)
}

/// Different names of one to three words and often a number, in no order.
fn names(count: usize) -> Vec<Vec<u8>> {
    let mut numbers = Numbers(count as u64);
    let mut known = HashSet::new();
    let mut names = Vec::with_capacity(count);
    while names.len() < count {
        let name = name(&mut numbers);
        if known.insert(name.clone()) {
            names.push(name);
        }
    }
    names
}

fn name(numbers: &mut Numbers) -> Vec<u8> {
    let mut name = String::new();
    for word in 0..1 + numbers.below(3) {
        if word > 0 {
            name.push('-');
        }
        for _ in 0..1 + numbers.below(4) {
            name.push_str(SYLLABLES[numbers.below(SYLLABLES.len())]);
        }
    }
    if numbers.below(2) == 0 {
        name.push_str(&numbers.below(1000).to_string());
    }
    name.into_bytes()
}

/// At most `most` of the keys, in another order.
fn shuffled(keys: &[Vec<u8>], most: usize) -> Vec<&[u8]> {
    let mut numbers = Numbers(7);
    let mut keys: Vec<&[u8]> = keys.iter().map(Vec::as_slice).collect();
    for at in 0..keys.len().min(most) {
        let other = at + numbers.below(keys.len() - at);
        keys.swap(at, other);
    }
    keys.truncate(most);
    keys
}
