//! The crate reed-solomon-erasure. Both programs compile this file: one plainly, one with the
//! crate's `simd-accel`.

use reed_solomon_erasure::galois_8::ReedSolomon;

use crate::measure::{Numbers, report, seconds};
use crate::shape::{DATA, ENCODE, PARITY, RESTORE, SHARD, TOTAL, pattern};

pub(crate) fn run(who: &str) {
    let code = ReedSolomon::new(DATA, PARITY).expect("240 + 16 shards are within the field");
    let mut numbers = Numbers(1);
    let mut shards: Vec<Vec<u8>> = (0..TOTAL).map(|_| numbers.bytes(SHARD)).collect();
    let encode = seconds(|| code.encode(&mut shards).expect("equal shards"));
    report(ENCODE, who, encode, DATA * SHARD, PARITY * SHARD);

    let whole = shards.clone();
    let restore = |shards: &mut [Vec<u8>], missing: &[bool]| {
        let mut slots: Vec<(&mut [u8], bool)> = shards
            .iter_mut()
            .zip(missing)
            .map(|(shard, lost)| (&mut shard[..], !lost))
            .collect();
        code.reconstruct(&mut slots).expect("16 losses are allowed");
    };
    let missing = pattern(&mut numbers);
    for (shard, _) in shards.iter_mut().zip(&missing).filter(|(_, lost)| **lost) {
        shard.fill(0);
    }
    restore(&mut shards, &missing);
    assert!(shards == whole, "{who} restores what was lost");
    let restored = seconds(|| restore(&mut shards, &pattern(&mut numbers)));
    report(RESTORE, who, restored, DATA * SHARD, PARITY * SHARD);
}
