//! Canonical, length-limited Huffman coding: one block, the largest prefix that fits a part, and a
//! container for whole inputs.
//!
//! Original specification 000 §2.1 (`build_huffman_tree`, `balance_huffman_tree`) and §2.2
//! (`build_canonical_huffman`). "AVL balancing" of a code tree would exchange subtrees and destroy
//! its prefix codes; what balance is for, a bounded depth, is had without loss by length limiting:
//! [`balance_huffman_tree`] gives the best code whose words are no longer than the limit.
//!
//! ```
//! use diram_core::codec::{Codec, huffman};
//!
//! // A whole input.
//! let packed = huffman::encode(b"abracadabra abracadabra");
//! assert_eq!(huffman::decode(&packed, 1 << 20)?, b"abracadabra abracadabra");
//!
//! // One part: as many bytes as fit 100.
//! let text = b"in the beginning was the word, and the word was short. ".repeat(40);
//! let block = huffman::encode_prefix(&text, 100);
//! assert_eq!(block.codec, Codec::Huffman);
//! assert!(block.payload.len() <= 100 && block.raw_len > 150);
//! let raw = huffman::decode_block(&block.payload, &block.table, block.streams, block.raw_len)?;
//! assert_eq!(raw, text[..block.raw_len]);
//! # Ok::<(), diram_core::codec::CodecError>(())
//! ```
//!
//! Limits: codes of at most [`MAX_BITS`] bits (the encoder takes [`DEFAULT_MAX_BITS`]), a block of
//! at most [`MAX_BLOCK_RAW`] raw bytes; a container has no limit but the caller's.
#![doc = include_str!("FORMAT.md")]

mod block;
mod canonical;
mod compressor;
mod container;
mod histogram;
mod lengths;
mod prefix;
mod reader;
mod streams;
#[cfg(test)]
mod tests;
mod tree;
mod writer;

pub use block::{Block, decode_block, decode_block_into, encode_block};
pub use canonical::{CanonicalCodes, Code, HuffmanCodes, build_canonical_huffman};
pub use compressor::HuffmanAvlCompressor;
pub use container::{bound, decode, encode, encode_into, encoded_size};
pub use prefix::encode_prefix;
pub use tree::{Node, Tree, balance_huffman_tree, build_huffman_tree, codes, huffman_codes};

/// Bytes of a code length table: 256 lengths as nibbles, low nibble first.
pub const TABLE_LEN: usize = 128;
/// Bits of the longest code word the format allows.
pub const MAX_BITS: u8 = 15;
/// Bits of the longest code word the encoder makes unless told otherwise.
pub const DEFAULT_MAX_BITS: u8 = 11;
/// Raw bytes of the largest block: at 15 bits a symbol each of its four streams stays below 64 KiB.
pub const MAX_BLOCK_RAW: usize = 128 * 1024;
/// Raw bytes from which a block or container has four streams instead of one.
pub const FOUR_STREAMS_FROM: usize = 1024;
