//! A slow decoder written from the format page: one bit at a time, no tables.

use crate::codec::huffman::{Block, FOUR_STREAMS_FROM};

/// Decodes a huffman block; panics where the real decoder must refuse.
pub(super) fn decode(block: &Block) -> Vec<u8> {
    let lengths: Vec<u32> = block
        .table
        .iter()
        .flat_map(|byte| [u32::from(byte & 15), u32::from(byte >> 4)])
        .collect();
    let mut words = Vec::new();
    let mut word = 0u32;
    for length in 1..=15 {
        for (symbol, _) in lengths.iter().enumerate().filter(|&(_, &l)| l == length) {
            words.push((length, word, symbol as u8));
            word += 1;
        }
        word <<= 1;
    }
    let mut raw = Vec::new();
    if block.raw_len < FOUR_STREAMS_FROM {
        assert_eq!(block.streams, 1);
        read(&block.payload, block.raw_len, &words, &mut raw);
    } else {
        assert_eq!(block.streams, 4);
        let quarter = block.raw_len.div_ceil(4);
        let mut at = 6;
        for stream in 0..4 {
            let jump = &block.payload[2 * stream.min(2)..][..2];
            let end = if stream < 3 {
                at + usize::from(jump[0]) + 256 * usize::from(jump[1])
            } else {
                block.payload.len()
            };
            let count = if stream < 3 {
                quarter
            } else {
                block.raw_len - 3 * quarter
            };
            read(&block.payload[at..end], count, &words, &mut raw);
            at = end;
        }
    }
    raw
}

fn read(stream: &[u8], count: usize, words: &[(u32, u32, u8)], raw: &mut Vec<u8>) {
    let mut bits = stream
        .iter()
        .flat_map(|byte| (0..8).map(move |bit| u32::from(byte >> bit & 1)));
    for _ in 0..count {
        let (mut length, mut word) = (0, 0);
        let symbol = loop {
            word = word << 1 | bits.next().expect("a bit");
            length += 1;
            if let Some(&(_, _, symbol)) = words.iter().find(|w| (w.0, w.1) == (length, word)) {
                break symbol;
            }
            assert!(length < 15, "no word matches");
        };
        raw.push(symbol);
    }
    let left: Vec<u32> = bits.collect();
    assert!(
        left.len() < 8 && left.iter().all(|&bit| bit == 0),
        "padding {left:?}"
    );
}
