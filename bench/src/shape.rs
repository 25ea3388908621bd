//! The Reed–Solomon job: 240 data shards and 16 parity shards of 5120 bytes, 16 of 240 lost.

use crate::measure::Numbers;

pub(crate) const DATA: usize = 240;
pub(crate) const PARITY: usize = 16;
pub(crate) const TOTAL: usize = DATA + PARITY;
pub(crate) const SHARD: usize = 5120;

pub(crate) const ENCODE: &str = "rs-encode";
pub(crate) const RESTORE: &str = "rs-restore";

/// Sixteen data shards, another choice each time: no engine can remember its matrix.
pub(crate) fn pattern(numbers: &mut Numbers) -> Vec<bool> {
    let mut missing = vec![false; TOTAL];
    let mut left = PARITY;
    while left > 0 {
        let shard = numbers.below(DATA);
        left -= usize::from(!missing[shard]);
        missing[shard] = true;
    }
    missing
}
