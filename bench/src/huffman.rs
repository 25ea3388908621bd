//! Huffman coding of blocks of 64 KiB: ours, and zlib-rs told to do nothing else.

use diram_core::codec::huffman;
use zlib_rs::{
    DeflateConfig, InflateConfig, ReturnCode, Strategy, compress_bound, compress_slice,
    decompress_slice,
};

use crate::measure::{report, seconds};

const BLOCK: usize = 64 * 1024;
/// No zlib header, the largest window.
const RAW: i32 = -15;

pub(crate) fn run(name: &str, data: &[u8]) {
    let blocks: Vec<&[u8]> = data.chunks(BLOCK).collect();
    let config = DeflateConfig {
        window_bits: RAW,
        mem_level: 9,
        strategy: Strategy::HuffmanOnly,
        ..DeflateConfig::default()
    };
    both(name, "diram", &blocks, huffman::encode, |packed| {
        huffman::decode(packed, BLOCK).expect("our own block")
    });
    let mut room = vec![0; compress_bound(BLOCK)];
    let mut back = vec![0; BLOCK];
    both(
        name,
        "zlib-rs",
        &blocks,
        |block| {
            let (packed, code) = compress_slice(&mut room, block, config);
            assert_eq!(code, ReturnCode::Ok);
            packed.to_vec()
        },
        |packed| {
            let config = InflateConfig { window_bits: RAW };
            let (raw, code) = decompress_slice(&mut back, packed, config);
            assert_eq!(code, ReturnCode::Ok);
            raw.to_vec()
        },
    );
}

/// Both directions over all blocks; both coders give an owned vector for a block.
fn both(
    name: &str,
    who: &str,
    blocks: &[&[u8]],
    mut encode: impl FnMut(&[u8]) -> Vec<u8>,
    mut decode: impl FnMut(&[u8]) -> Vec<u8>,
) {
    let packed: Vec<Vec<u8>> = blocks.iter().map(|block| encode(block)).collect();
    for (block, packed) in blocks.iter().zip(&packed) {
        assert!(decode(packed) == *block, "{who} gives back what went in");
    }
    let raw = blocks.iter().map(|block| block.len()).sum();
    let small = packed.iter().map(Vec::len).sum();
    let time = seconds(|| {
        for block in blocks {
            std::hint::black_box(encode(block));
        }
    });
    report(&format!("huffman-encode {name}"), who, time, raw, small);
    let time = seconds(|| {
        for block in &packed {
            std::hint::black_box(decode(block));
        }
    });
    report(&format!("huffman-decode {name}"), who, time, raw, small);
}
