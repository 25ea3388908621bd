//! zstd -19 without magic number, size, checksum and dictionary id.

use ::zstd::bulk::{Compressor, Decompressor};
use ::zstd::zstd_safe::{CParameter, DParameter, FrameFormat};

use crate::coder::Coder;

/// A compressor and a decompressor with one dictionary.
pub(crate) struct Zstd {
    compressor: Compressor<'static>,
    decompressor: Decompressor<'static>,
}

impl Zstd {
    /// With a dictionary, trained or raw.
    pub(crate) fn new(dictionary: &[u8]) -> Zstd {
        let mut compressor = Compressor::with_dictionary(19, dictionary).expect("a dictionary");
        for parameter in [
            CParameter::Format(FrameFormat::Magicless),
            CParameter::ContentSizeFlag(false),
            CParameter::ChecksumFlag(false),
            CParameter::DictIdFlag(false),
        ] {
            compressor.set_parameter(parameter).expect("a parameter");
        }
        let mut decompressor = Decompressor::with_dictionary(dictionary).expect("a dictionary");
        decompressor
            .set_parameter(DParameter::Format(FrameFormat::Magicless))
            .expect("a parameter");
        Zstd {
            compressor,
            decompressor,
        }
    }
}

impl Coder for Zstd {
    fn pack(&mut self, message: &[u8], out: &mut Vec<u8>) {
        out.extend(self.compressor.compress(message).expect("compression"));
    }

    fn unpack(&mut self, packed: &[u8], length: usize, out: &mut Vec<u8>) {
        let message = self.decompressor.decompress(packed, length + 1);
        out.extend(message.expect("decompression"));
    }
}
