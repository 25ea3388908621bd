//! Codecs: how the bytes of a component become smaller, each with a bounded decoder.
//!
//! AuraSeal specification §2. A decoder never allocates by an unchecked length, never panics on input and never
//! gives more than the caller's limit.

pub mod brotli;
mod error;
pub mod huffman;

pub use error::CodecError;

/// How the payload of one part is coded. The numbers are those of the part format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Codec {
    /// The bytes themselves.
    Stored = 0,
    /// Canonical Huffman, each part decodable alone.
    Huffman = 1,
    /// A slice of the component's one brotli stream.
    Brotli = 2,
    /// One byte value, repeated.
    Run = 3,
}

impl Codec {
    /// The codec with this number.
    pub fn from_u8(number: u8) -> Option<Codec> {
        match number {
            0 => Some(Codec::Stored),
            1 => Some(Codec::Huffman),
            2 => Some(Codec::Brotli),
            3 => Some(Codec::Run),
            _ => None,
        }
    }

    /// The codec called `name`.
    pub fn from_name(name: &str) -> Option<Codec> {
        (0..=3)
            .filter_map(Codec::from_u8)
            .find(|codec| codec.name() == name)
    }

    /// The name in manifests, reports and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Codec::Stored => "stored",
            Codec::Huffman => "huffman",
            Codec::Brotli => "brotli",
            Codec::Run => "run",
        }
    }
}
