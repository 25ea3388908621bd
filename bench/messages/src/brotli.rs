//! brotli 11 with a shared dictionary, by the port in Rust: its times are not those of the original.
//! Only its encoder: the port's decoder refuses some short streams made with a dictionary.

use ::brotli::enc::{BrotliCompressCustomIoCustomDict, BrotliEncoderParams, StandardAlloc};
use ::brotli::{IoReaderWrapper, IoWriterWrapper};

use crate::coder::Coder;

/// The window: the dictionary fits.
const WINDOW_BITS: i32 = 18;

/// brotli with one dictionary.
pub(crate) struct Brotli {
    dictionary: Vec<u8>,
}

impl Brotli {
    /// With a dictionary of raw bytes.
    pub(crate) fn new(dictionary: &[u8]) -> Brotli {
        Brotli {
            dictionary: dictionary.to_vec(),
        }
    }
}

impl Coder for Brotli {
    fn pack(&mut self, message: &[u8], out: &mut Vec<u8>) {
        let params = BrotliEncoderParams {
            quality: 11,
            lgwin: WINDOW_BITS,
            size_hint: message.len(),
            ..Default::default()
        };
        let mut input = message;
        BrotliCompressCustomIoCustomDict(
            &mut IoReaderWrapper(&mut input),
            &mut IoWriterWrapper(out),
            &mut [0; 4096],
            &mut [0; 4096],
            &params,
            StandardAlloc::default(),
            &mut |_, _, _, _| (),
            &self.dictionary,
            std::io::Error::from(std::io::ErrorKind::UnexpectedEof),
        )
        .expect("compression");
    }

    fn unpack(&mut self, _: &[u8], _: usize, _: &mut Vec<u8>) {}

    fn decodes(&self) -> bool {
        false
    }
}
