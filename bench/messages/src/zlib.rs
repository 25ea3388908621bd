//! zlib -9, raw deflate, with a preset dictionary, which it reads anew for each message.

use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress};

use crate::coder::Coder;

/// The farthest back zlib looks.
const WINDOW: usize = 32 * 1024 - 262;

/// zlib with one dictionary.
pub(crate) struct Zlib {
    dictionary: Vec<u8>,
    compress: Compress,
    decompress: Decompress,
}

impl Zlib {
    /// With the end of a dictionary.
    pub(crate) fn new(dictionary: &[u8]) -> Zlib {
        Zlib {
            dictionary: dictionary[dictionary.len().saturating_sub(WINDOW)..].to_vec(),
            compress: Compress::new(Compression::new(9), false),
            decompress: Decompress::new(false),
        }
    }
}

impl Coder for Zlib {
    fn pack(&mut self, message: &[u8], out: &mut Vec<u8>) {
        self.compress.reset();
        self.compress
            .set_dictionary(&self.dictionary)
            .expect("a dictionary");
        out.reserve(message.len() * 2 + 64);
        self.compress
            .compress_vec(message, out, FlushCompress::Finish)
            .expect("compression");
    }

    fn unpack(&mut self, packed: &[u8], length: usize, out: &mut Vec<u8>) {
        self.decompress.reset(false);
        self.decompress
            .set_dictionary(&self.dictionary)
            .expect("a dictionary");
        out.reserve(length + 64);
        self.decompress
            .decompress_vec(packed, out, FlushDecompress::Finish)
            .expect("decompression");
    }
}
