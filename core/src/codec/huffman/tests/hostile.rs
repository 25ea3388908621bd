//! Damaged input: a typed error, or bytes of exactly the announced length; never a panic.

use super::samples::{noise, skewed, text};
use crate::codec::CodecError;
use crate::codec::huffman::{
    TABLE_LEN, build_canonical_huffman, decode, decode_block, encode, encode_block,
};

fn flips(data: &[u8]) -> impl Iterator<Item = Vec<u8>> + '_ {
    (0..data.len() * 8).map(|bit| {
        let mut damaged = data.to_vec();
        damaged[bit / 8] ^= 1 << (bit % 8);
        damaged
    })
}

#[test]
fn every_flip_and_cut_of_a_block() {
    for raw in [
        b"ab".to_vec(),
        text(40),
        text(1023),
        text(1024),
        skewed(1500),
        noise(1100),
    ] {
        let block = encode_block(&raw, 15).expect("codable");
        let read = |payload: &[u8]| decode_block(payload, &block.table, block.streams, raw.len());
        assert_eq!(read(&block.payload).as_deref(), Ok(&raw[..]));
        for damaged in flips(&block.payload) {
            if let Ok(out) = read(&damaged) {
                assert_eq!(out.len(), raw.len());
                assert_ne!(out, raw, "two payloads mean the same bytes");
            }
        }
        for cut in 0..block.payload.len() {
            read(&block.payload[..cut]).expect_err("a cut payload");
        }
        let mut longer = block.payload.clone();
        longer.push(0);
        assert_eq!(
            read(&longer),
            Err(CodecError::Trailing {
                what: "huffman block",
                extra: 1
            }),
        );
        for table in flips(&block.table) {
            let table: &[u8; TABLE_LEN] = table.as_slice().try_into().expect("as long");
            // One changed length alone is never a complete code.
            decode_block(&block.payload, table, block.streams, raw.len()).expect_err("a bad table");
        }
        for streams in (0..=255).filter(|&streams| streams != block.streams) {
            decode_block(&block.payload, &block.table, streams, raw.len())
                .expect_err("bad streams");
        }
        for raw_len in (0..raw.len() * 2).filter(|&len| len != raw.len()) {
            // The zero padding of each stream can be read as symbols: up to 7, and no more.
            if let Ok(out) = decode_block(&block.payload, &block.table, block.streams, raw_len) {
                assert_eq!(out.len(), raw_len);
                assert!(
                    raw_len.abs_diff(raw.len()) <= 7 * usize::from(block.streams),
                    "{raw_len} for {}",
                    raw.len()
                );
            }
        }
        decode_block(&block.payload, &block.table, block.streams, usize::MAX)
            .expect_err("too long");
    }
}

#[test]
fn every_flip_and_cut_of_a_container() {
    for raw in [
        Vec::new(),
        vec![7],
        vec![7; 3000],
        text(200),
        text(1100),
        noise(150),
    ] {
        let packed = encode(&raw);
        for damaged in flips(&packed) {
            let announced = u64::from_le_bytes(damaged[..8].try_into().expect("8 bytes"));
            if let Ok(out) = decode(&damaged, 1 << 20) {
                assert_eq!(out.len() as u64, announced);
                assert_ne!(out, raw);
            }
        }
        for cut in 0..packed.len() {
            decode(&packed[..cut], 1 << 20).expect_err("a cut container");
        }
        let mut longer = packed.clone();
        longer.extend([0, 0]);
        assert_eq!(
            decode(&longer, 1 << 20),
            Err(CodecError::Trailing {
                what: "huffman container",
                extra: 2
            })
        );
    }
}

#[test]
fn padding_must_be_zero() {
    let block = encode_block(b"aab", 11).expect("codable");
    assert_eq!(block.payload.len(), 1);
    for bit in 3..8 {
        let payload = [block.payload[0] | 1 << bit];
        assert_eq!(
            decode_block(&payload, &block.table, 1, 3),
            Err(CodecError::Corrupt {
                what: "huffman block",
                why: "the unused bits of a stream are not zero"
            })
        );
    }
}

#[test]
fn only_complete_codes_are_codes() {
    let why = |pairs: &[(usize, u8)]| {
        let mut lengths = [0; 256];
        pairs
            .iter()
            .for_each(|&(symbol, length)| lengths[symbol] = length);
        match build_canonical_huffman(&lengths) {
            Ok(_) => "complete",
            Err(CodecError::Corrupt { why, .. }) => why,
            Err(other) => panic!("{other}"),
        }
    };
    assert_eq!(why(&[]), "the code is incomplete");
    assert_eq!(why(&[(65, 1)]), "the code is incomplete");
    assert_eq!(why(&[(65, 1), (66, 2)]), "the code is incomplete");
    assert_eq!(why(&[(65, 1), (66, 1)]), "complete");
    assert_eq!(
        why(&[(65, 1), (66, 1), (67, 15)]),
        "the code is over-subscribed"
    );
    assert_eq!(why(&[(65, 16), (66, 1)]), "a code length exceeds 15");
    assert_eq!(why(&[(65, 255)]), "a code length exceeds 15");
}

#[test]
fn announced_lengths_take_no_memory() {
    let mut packed = encode(&text(2000));
    packed[..8].copy_from_slice(&u64::MAX.to_le_bytes());
    assert!(matches!(
        decode(&packed, 1 << 20),
        Err(CodecError::OutputLimit { .. })
    ));
    // Within the limit, but more symbols than the payload has bits.
    assert!(matches!(
        decode(&packed, usize::MAX),
        Err(CodecError::Truncated { .. })
    ));
    let mut run = encode(&[1; 10]);
    run[..8].copy_from_slice(&(u64::MAX >> 1).to_le_bytes());
    assert_eq!(
        decode(&run, usize::MAX),
        Err(CodecError::Memory {
            bytes: (u64::MAX >> 1) as usize
        })
    );
}
