//! imbl's persistent B+ tree. Its nodes copy their keys, so a key is shared, not owned.

use std::sync::Arc;

use imbl::OrdMap;

use crate::index::{Index, run};

pub(crate) fn imbl(size: usize) {
    run::<OrdMap<Arc<[u8]>, u64>>("imbl", size);
}

impl Index for OrdMap<Arc<[u8]>, u64> {
    const SNAPSHOTS: usize = 1000;

    fn empty() -> Self {
        OrdMap::new()
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
