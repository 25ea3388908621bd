//! diram's trie, and std's map, which has no snapshots but full copies.

use std::collections::BTreeMap;

use diram_core::trie::Trie;

use crate::index::{Index, run};

pub(crate) fn both(size: usize) {
    run::<Trie<u64>>("diram", size);
    run::<BTreeMap<Box<[u8]>, u64>>("BTreeMap", size);
}

impl Index for Trie<u64> {
    const SNAPSHOTS: usize = 1000;

    fn empty() -> Self {
        Trie::new()
    }

    fn put(&mut self, key: &[u8], value: u64) {
        self.insert(key, value);
    }

    fn value(&self, key: &[u8]) -> Option<u64> {
        self.get(key).copied()
    }

    fn walk(&self) -> (usize, u64) {
        self.iter().fold((0, 0), |(bytes, sum), (key, value)| {
            (bytes + key.len(), sum + value)
        })
    }
}

impl Index for BTreeMap<Box<[u8]>, u64> {
    const SNAPSHOTS: usize = 3;

    fn empty() -> Self {
        BTreeMap::new()
    }

    fn put(&mut self, key: &[u8], value: u64) {
        self.insert(key.into(), value);
    }

    fn value(&self, key: &[u8]) -> Option<u64> {
        self.get(key).copied()
    }

    fn walk(&self) -> (usize, u64) {
        self.iter().fold((0, 0), |(bytes, sum), (key, value)| {
            (bytes + key.len(), sum + value)
        })
    }
}
