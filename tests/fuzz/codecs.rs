//! Huffman and brotli.

use diram_core::codec::{CodecError, brotli, huffman};

use crate::craft::{noise, text};
use crate::{Outcome, fuzz, kind_of};

/// Bytes of output allowed.
const MOST: usize = 1 << 20;

fn outcome(result: Result<Vec<u8>, CodecError>) -> Outcome {
    match result {
        Ok(_) => "fine".into(),
        Err(e) => kind_of(&e),
    }
}

#[test]
fn huffman_container() {
    let good = [text(5000), text(100), noise(300), vec![7; 900], vec![]];
    let good = good.iter().map(|raw| huffman::encode(raw)).collect();
    fuzz("huffman_container", 60_000, good, |input| {
        let result = huffman::decode(input, MOST);
        if let Ok(raw) = &result {
            assert!(raw.len() <= MOST);
            // What was read can be written, and read again.
            assert_eq!(
                huffman::decode(&huffman::encode(raw), MOST).as_ref(),
                Ok(raw)
            );
        }
        outcome(result)
    });
}

/// Table, number of streams, raw length (3 bytes), payload.
#[test]
fn huffman_block() {
    let good = [text(5000), text(600), noise(2000)].map(|raw| {
        let block = huffman::encode_block(&raw, 15).unwrap();
        let len = block.raw_len.to_le_bytes();
        [
            &block.table[..],
            &[block.streams],
            &len[..3],
            &block.payload,
        ]
        .concat()
    });
    fuzz("huffman_block", 60_000, good.to_vec(), |input| {
        let Some((table, rest)) = input.split_first_chunk() else {
            return "short".into();
        };
        let [streams, a, b, c, payload @ ..] = rest else {
            return "short".into();
        };
        let raw_len = u32::from_le_bytes([*a, *b, *c, 0]) as usize;
        let result = huffman::decode_block(payload, table, *streams, raw_len);
        if let Ok(raw) = &result {
            assert_eq!(raw.len(), raw_len);
        }
        outcome(result)
    });
}

/// The length that is expected (3 bytes), then the stream.
#[test]
fn brotli_stream() {
    let good = [text(5000), text(90_000), noise(300), vec![7; 100_000]].map(|raw| {
        let (used, stream) = brotli::compress_prefix(&raw, 1 << 20, 5).unwrap();
        [&used.to_le_bytes()[..3], &stream].concat()
    });
    fuzz("brotli_stream", 3_000, good.to_vec(), |input| {
        let [a, b, c, stream @ ..] = input else {
            return "short".into();
        };
        let len = u32::from_le_bytes([*a, *b, *c, 0]) as usize;
        let result = brotli::decompress(stream, len);
        if let Ok(raw) = &result {
            assert_eq!(raw.len(), len);
            assert_eq!(&brotli::decompress_prefix(stream, len), raw);
        }
        assert!(brotli::decompress_prefix(stream, 1000).len() <= 1000);
        outcome(result)
    });
}
