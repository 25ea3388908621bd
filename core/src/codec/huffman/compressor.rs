//! The compressor object of the original specification (000 §2.1).

use super::{DEFAULT_MAX_BITS, container};
use crate::codec::CodecError;

/// Huffman coding with fixed options: the object form of [`encode`](super::encode) and
/// [`decode`](super::decode). It holds options only; trees and codes are results, so one object
/// compresses any number of inputs, each as if it were the first.
///
/// ```
/// use diram_core::codec::huffman::HuffmanAvlCompressor;
/// let compressor = HuffmanAvlCompressor::new().max_bits(9)?.max_output(1 << 20);
/// let packed = compressor.compress(b"she sells sea shells");
/// assert_eq!(compressor.decompress(&packed)?, b"she sells sea shells");
/// # Ok::<(), diram_core::codec::CodecError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HuffmanAvlCompressor {
    max_bits: u8,
    max_output: usize,
}

impl HuffmanAvlCompressor {
    /// Words of at most 11 bits, decompression to at most 1 GiB.
    pub fn new() -> HuffmanAvlCompressor {
        HuffmanAvlCompressor {
            max_bits: DEFAULT_MAX_BITS,
            max_output: 1 << 30,
        }
    }

    /// Bits of the longest word.
    ///
    /// # Errors
    /// [`CodecError::Argument`] outside 8..=15 (256 byte values need 8).
    pub fn max_bits(mut self, bits: u8) -> Result<HuffmanAvlCompressor, CodecError> {
        if !(8..=super::MAX_BITS).contains(&bits) {
            return Err(CodecError::Argument {
                name: "max_bits",
                range: "8..=15",
                got: bits.to_string(),
            });
        }
        self.max_bits = bits;
        Ok(self)
    }

    /// Bytes [`decompress`](Self::decompress) gives at most.
    pub fn max_output(mut self, bytes: usize) -> HuffmanAvlCompressor {
        self.max_output = bytes;
        self
    }

    /// Codes `data` as a container.
    pub fn compress(&self, data: &[u8]) -> Vec<u8> {
        container::encode_limited(data, self.max_bits)
    }

    /// Decodes a container, whatever options it was made with.
    ///
    /// # Errors
    /// As [`decode`](super::decode).
    pub fn decompress(&self, data: &[u8]) -> Result<Vec<u8>, CodecError> {
        container::decode(data, self.max_output)
    }
}

impl Default for HuffmanAvlCompressor {
    fn default() -> HuffmanAvlCompressor {
        HuffmanAvlCompressor::new()
    }
}
