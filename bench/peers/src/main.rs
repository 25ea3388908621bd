//! Peers of diram that need a build of their own.
//!
//! ```text
//! diram-bench-peers reed-solomon       reed-solomon-erasure with `simd-accel`, and reed-solomon-simd,
//!                                      which is another code over GF(2^16) for the same job
//! diram-bench-peers resolve PACKAGES … pubgrub on made registries
//! diram-bench-peers trie KEYS …        imbl's ordered map
//! ```

#[path = "../../src/erasure.rs"]
mod erasure;
#[path = "../../src/index.rs"]
mod index;
#[path = "../../src/measure.rs"]
mod measure;
mod resolve;
#[path = "../../src/shape.rs"]
mod shape;
mod trie;
#[path = "../../src/universe.rs"]
mod universe;

use measure::{Numbers, report, seconds};
use reed_solomon_simd::{ReedSolomonDecoder, ReedSolomonEncoder};
use shape::{DATA, ENCODE, PARITY, RESTORE, SHARD, pattern};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let run: fn(usize) = match args.first() {
        Some(&"reed-solomon") => {
            erasure::run("reed-solomon-erasure simd-accel");
            return leopard("reed-solomon-simd");
        }
        Some(&"resolve") => resolve::run,
        Some(&"trie") => trie::imbl,
        _ => panic!("usage: reed-solomon | resolve PACKAGES … | trie KEYS …"),
    };
    for size in &args[1..] {
        run(size.parse().expect("a number"));
    }
}

fn leopard(who: &str) {
    const EQUAL: &str = "shards of one even length";
    let mut numbers = Numbers(1);
    let data: Vec<Vec<u8>> = (0..DATA).map(|_| numbers.bytes(SHARD)).collect();
    let mut parity = vec![vec![0; SHARD]; PARITY];
    let mut encoder = ReedSolomonEncoder::new(DATA, PARITY, SHARD).expect(EQUAL);
    let encode = seconds(|| {
        for shard in &data {
            encoder.add_original_shard(shard).expect(EQUAL);
        }
        let made = encoder.encode().expect("all shards are there");
        for (kept, made) in parity.iter_mut().zip(made.recovery_iter()) {
            kept.copy_from_slice(made);
        }
    });
    report(ENCODE, who, encode, DATA * SHARD, PARITY * SHARD);

    let mut decoder = ReedSolomonDecoder::new(DATA, PARITY, SHARD).expect(EQUAL);
    let mut back = vec![vec![0; SHARD]; DATA];
    let mut restore = |back: &mut [Vec<u8>], missing: &[bool]| {
        for (i, shard) in data.iter().enumerate().filter(|(i, _)| !missing[*i]) {
            decoder.add_original_shard(i, shard).expect(EQUAL);
        }
        for (i, shard) in parity.iter().enumerate() {
            decoder.add_recovery_shard(i, shard).expect(EQUAL);
        }
        let made = decoder.decode().expect("16 losses are allowed");
        for (i, shard) in made.restored_original_iter() {
            back[i].copy_from_slice(shard);
        }
    };
    let missing = pattern(&mut numbers);
    restore(&mut back, &missing);
    let lost = (0..DATA).filter(|i| missing[*i]);
    assert!(
        lost.into_iter().all(|i| back[i] == data[i]),
        "{who} restores what was lost"
    );
    let restored = seconds(|| restore(&mut back, &pattern(&mut numbers)));
    report(RESTORE, who, restored, DATA * SHARD, PARITY * SHARD);
}
