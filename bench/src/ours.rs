//! diram's own parity, as components use it.

use diram_core::recovery::parity;

use crate::measure::{Numbers, report, seconds};
use crate::shape::{DATA, ENCODE, PARITY, RESTORE, SHARD, TOTAL, pattern};

/// A shard is 144 bytes of the header and the payload; header and footer have 384 in all.
const PART: usize = SHARD - 144 + 384;

pub(crate) fn run() {
    let mut numbers = Numbers(1);
    let mut parts = numbers.bytes(TOTAL * PART);
    let encode = seconds(|| parity::encode(&mut parts, PART, DATA));
    report(ENCODE, "diram", encode, DATA * SHARD, PARITY * SHARD);

    let whole = parts.clone();
    let missing = pattern(&mut numbers);
    let lost = missing.iter().enumerate().filter(|(_, lost)| **lost);
    for (part, _) in lost {
        parts[part * PART..][48..192].fill(0);
        parts[part * PART..][256..PART - 128].fill(0);
    }
    assert!(parity::restore(&mut parts, PART, DATA, &missing));
    assert!(parts == whole, "diram restores what was lost");
    let restored = seconds(|| {
        assert!(parity::restore(
            &mut parts,
            PART,
            DATA,
            &pattern(&mut numbers)
        ));
    });
    report(RESTORE, "diram", restored, DATA * SHARD, PARITY * SHARD);
}
