//! What goes in comes out, whole and in parts.

use proptest::prelude::*;

use super::reference;
use super::samples::{fibonacci, noise, skewed, text};
use crate::codec::huffman::{
    Block, DEFAULT_MAX_BITS, HuffmanAvlCompressor, MAX_BLOCK_RAW, bound, decode, decode_block,
    encode, encode_block, encode_into, encode_prefix, encoded_size,
};
use crate::codec::{Codec, CodecError};

/// The raw bytes of any block.
fn expand(block: &Block) -> Vec<u8> {
    match block.codec {
        Codec::Stored => block.payload.clone(),
        Codec::Run => vec![block.payload[0]; block.raw_len],
        Codec::Huffman => decode_block(&block.payload, &block.table, block.streams, block.raw_len)
            .expect("decodes"),
        Codec::Brotli => unreachable!("not made here"),
    }
}

/// Cuts `raw` into parts of `capacity` and joins them again; gives the parts.
fn check_parts(raw: &[u8], capacity: usize) -> Vec<Block> {
    let (mut parts, mut at) = (Vec::new(), 0);
    while at < raw.len() {
        let part = encode_prefix(&raw[at..], capacity);
        assert!(part.payload.len() <= capacity);
        assert!(part.raw_len >= capacity.min(raw.len() - at), "a part grew");
        assert_eq!(expand(&part), raw[at..at + part.raw_len]);
        if part.codec == Codec::Huffman {
            assert_eq!(reference::decode(&part), raw[at..at + part.raw_len]);
            assert!(part.raw_len > capacity);
        } else {
            assert_eq!((part.streams, part.table), (0, [0; 128]));
        }
        at += part.raw_len;
        parts.push(part);
    }
    parts
}

fn check_whole(raw: &[u8]) {
    let packed = encode(raw);
    assert!(packed.len() <= bound(raw.len()));
    assert_eq!(packed.len(), 137 + encoded_size(raw));
    assert_eq!(decode(&packed, raw.len()).expect("decodes"), raw);
    let mut room = vec![0xaa; packed.len() + 9];
    assert_eq!(encode_into(raw, &mut room), Ok(packed.len()));
    assert_eq!(room[..packed.len()], packed);
    assert_eq!(room[packed.len()..], [0xaa; 9]);
    let need = packed.len();
    assert_eq!(
        encode_into(raw, &mut room[..need - 1]),
        Err(CodecError::ShortBuffer {
            have: need - 1,
            need
        })
    );
    if !raw.is_empty() {
        assert_eq!(
            decode(&packed, raw.len() - 1),
            Err(CodecError::OutputLimit {
                what: "huffman container",
                limit: raw.len() - 1
            })
        );
    }
    for max_bits in [DEFAULT_MAX_BITS, 15] {
        if let Some(block) = encode_block(raw, max_bits) {
            assert_eq!(expand(&block), raw);
            assert_eq!(reference::decode(&block), raw);
        }
    }
}

fn shapes(len: usize) -> [Vec<u8>; 5] {
    let mut mixed = text(len / 2);
    mixed.resize(len, 0);
    [noise(len), text(len), skewed(len), vec![9; len], mixed]
}

#[test]
fn lengths_around_every_edge() {
    for len in [
        0, 1, 2, 3, 7, 8, 9, 1022, 1023, 1024, 1025, 1026, 1027, 5119, 5120, 5121, 20000,
    ] {
        for raw in shapes(len) {
            check_whole(&raw);
            for capacity in [1, 2, 5, 100, 133, 134, 135, 1000, 5120] {
                check_parts(&raw, capacity);
            }
        }
    }
}

#[test]
fn the_largest_block_and_beyond() {
    let raw = skewed(MAX_BLOCK_RAW + 1);
    assert_eq!(encode_block(&raw, 15), None);
    let block = encode_block(&raw[..MAX_BLOCK_RAW], 15).expect("codable");
    assert_eq!(expand(&block), raw[..MAX_BLOCK_RAW]);
    check_whole(&text(3 * MAX_BLOCK_RAW + 5));
    let all: Vec<u8> = (0..=u8::MAX).cycle().take(5000).collect();
    assert_eq!(encode_block(&all, 7), None);
    assert_eq!(encode_block(&all, 8).expect("codable").payload.len(), 5006);
}

#[test]
fn fibonacci_weights_are_limited() {
    let raw = fibonacci();
    check_whole(&raw);
    check_parts(&raw, 5120);
    for max_bits in [5, 8, 11, 15] {
        let block = encode_block(&raw, max_bits).expect("codable");
        let longest = block
            .table
            .iter()
            .map(|byte| (byte & 15).max(byte >> 4))
            .max();
        assert_eq!(longest, Some(max_bits));
        assert_eq!(expand(&block), raw);
    }
}

#[test]
fn parts_of_text_are_full() {
    for capacity in [512, 1024, 5120] {
        let parts = check_parts(&text(400_000), capacity);
        for part in &parts[..parts.len() - 1] {
            assert_eq!(part.codec, Codec::Huffman);
            assert!(
                part.payload.len() * 100 >= capacity * 98,
                "{} of {capacity}",
                part.payload.len()
            );
        }
    }
}

#[test]
fn the_codec_that_covers_most_wins() {
    let codec = |raw: &[u8], capacity| {
        let block = encode_prefix(raw, capacity);
        (block.codec, block.raw_len)
    };
    assert_eq!(codec(b"", 10), (Codec::Stored, 0));
    assert_eq!(codec(b"abc", 0), (Codec::Stored, 0));
    assert_eq!(codec(b"a", 1), (Codec::Run, 1));
    assert_eq!(codec(&[5; 8 << 20], 5120), (Codec::Run, 8 << 20));
    assert_eq!(codec(b"aab", 2), (Codec::Huffman, 3));
    assert_eq!(codec(b"abcdefgh", 2), (Codec::Huffman, 6));
    assert_eq!(codec(&noise(9000), 5120), (Codec::Stored, 5120));
    assert_eq!(codec(&text(5120), 5120), (Codec::Stored, 5120));
    let mut late = vec![0; 100_000];
    late.extend(noise(6000));
    assert_eq!(codec(&late, 5120), (Codec::Run, 100_000));
    let mut early = vec![0; 6000];
    early.extend(text(10_000));
    let (codec, covered) = codec(&early, 5120);
    assert!(codec == Codec::Huffman && covered > 6000);
}

#[test]
fn one_object_compresses_two_inputs_as_two_objects_would() {
    let one = HuffmanAvlCompressor::new();
    for raw in [text(5000), noise(300), text(5000)] {
        let packed = one.compress(&raw);
        assert_eq!(packed, HuffmanAvlCompressor::new().compress(&raw));
        assert_eq!(packed, encode(&raw));
        assert_eq!(one.decompress(&packed).expect("decodes"), raw);
    }
    assert!(HuffmanAvlCompressor::new().max_bits(7).is_err());
    assert!(HuffmanAvlCompressor::new().max_bits(16).is_err());
    let deep = HuffmanAvlCompressor::new()
        .max_bits(15)
        .expect("in range")
        .max_output(10_000);
    let packed = deep.compress(&fibonacci());
    assert!(packed.len() < encode(&fibonacci()).len());
    assert!(matches!(
        deep.decompress(&packed),
        Err(CodecError::OutputLimit { limit: 10_000, .. })
    ));
}

fn input() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..3000),
        prop::collection::vec(0u8..4, 0..3000),
        prop::collection::vec(
            any::<u8>().prop_map(|byte| byte.leading_zeros() as u8),
            0..3000
        ),
        (any::<u8>(), 0usize..3000).prop_map(|(byte, len)| vec![byte; len]),
        (0usize..3000).prop_map(text),
    ];
    prop::collection::vec(piece, 0..4).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_input_returns(raw in input()) {
        check_whole(&raw);
    }

    #[test]
    fn any_input_returns_from_parts(raw in input(), capacity in 1usize..=5120) {
        check_parts(&raw, capacity);
    }
}
