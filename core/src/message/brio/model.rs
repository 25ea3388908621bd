//! A primed model, and what a thread needs beside it.

use sha2::{Digest, Sha256};

use super::code::Primed;
use super::contexts;
use super::learn::Learner;
use super::matches::Pointers;
use super::range::{Coder, Meter, Writer};
use super::tables::Size;
use super::{BrioError, Level, MAX_MESSAGE, MAX_SAMPLE, Profile};

const FAST: Size<6> = Size {
    contexts: contexts::FAST,
    slots: 40_960,
    singles: 1 << 16,
    vote_bits: 14,
    threshold: 40_000,
};
const MAX: Size<12> = Size {
    contexts: contexts::MAX,
    slots: 81_920,
    singles: 1 << 17,
    vote_bits: 14,
    threshold: 60_000,
};

/// A primed model: immutable, shared by any number of threads, 2 MB ([`Level::Fast`]) or 4 MB.
pub struct Model {
    kind: Kind,
}

enum Kind {
    Fast(Box<Primed<6>>),
    Max(Box<Primed<12>>),
}

/// Working memory, 4 KB: one for each thread, used again for every message.
pub struct Scratch {
    pointers: Pointers,
}

impl Default for Scratch {
    fn default() -> Scratch {
        Scratch {
            pointers: Pointers::new(),
        }
    }
}

impl Model {
    /// Learns a sample: messages, oldest first, each ended by a [`super::SEPARATOR`].
    ///
    /// The same sample gives the same model everywhere. Of a sample above [`MAX_SAMPLE`] only the
    /// last bytes count. Takes about 1 µs for a byte.
    pub fn prime(sample: &[u8], profile: Profile, level: Level) -> Model {
        let sample = &sample[sample.len().saturating_sub(MAX_SAMPLE)..];
        let kind = match level {
            Level::Fast => Kind::Fast(Box::new(Learner::prime(sample, profile, &FAST))),
            Level::Max => Kind::Max(Box::new(Learner::prime(sample, profile, &MAX))),
        };
        Model { kind }
    }

    /// Appends the code of `text` to `out`.
    ///
    /// Any bytes have a code; that of what is unlike the sample may be longer than they are. The code of a text longer than [`MAX_MESSAGE`] is one that [`Model::decode`] refuses.
    pub fn encode(&self, text: &[u8], scratch: &mut Scratch, out: &mut Vec<u8>) {
        let mut writer = Writer::new(out);
        self.message(&mut writer, scratch, text);
        writer.finish();
    }

    /// About how many bits `text` takes, in 1/65536 bit.
    pub fn cost(&self, text: &[u8], scratch: &mut Scratch) -> u64 {
        let mut meter = Meter::default();
        self.message(&mut meter, scratch, text);
        meter.cost
    }

    fn message(&self, coder: &mut impl Coder, scratch: &mut Scratch, text: &[u8]) {
        let text = text.get(..=MAX_MESSAGE).unwrap_or(text);
        match &self.kind {
            Kind::Fast(primed) => primed.message(coder, &mut scratch.pointers, text),
            Kind::Max(primed) => primed.message(coder, &mut scratch.pointers, text),
        }
    }

    /// Appends the message that `bytes` are the code of to `out`, at most [`MAX_MESSAGE`] bytes.
    ///
    /// A message has exactly one code, and only that is accepted. Bytes made with another model may
    /// still be the code of some message: only a check of the message can tell.
    ///
    /// # Errors
    /// [`BrioError`]; `out` is then as it was.
    pub fn decode(
        &self,
        bytes: &[u8],
        scratch: &mut Scratch,
        out: &mut Vec<u8>,
    ) -> Result<(), BrioError> {
        let before = out.len();
        let read = match &self.kind {
            Kind::Fast(primed) => primed.read(bytes, &mut scratch.pointers, out),
            Kind::Max(primed) => primed.read(bytes, &mut scratch.pointers, out),
        };
        read.inspect_err(|_| out.truncate(before))
    }

    /// The SHA-256 of the tables, which is the same on every machine (format, "Digest").
    pub fn digest(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        let mut take = |bytes: &[u8]| hash.update(bytes);
        match &self.kind {
            Kind::Fast(primed) => primed.tables(&mut take),
            Kind::Max(primed) => primed.tables(&mut take),
        }
        hash.finalize().into()
    }

    /// Bytes of memory that the tables take, about.
    pub fn memory(&self) -> usize {
        let mut total = 0;
        let mut take = |bytes: &[u8]| total += bytes.len();
        match &self.kind {
            Kind::Fast(primed) => primed.tables(&mut take),
            Kind::Max(primed) => primed.tables(&mut take),
        }
        total
    }
}

impl std::fmt::Debug for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let level = match self.kind {
            Kind::Fast(_) => Level::Fast,
            Kind::Max(_) => Level::Max,
        };
        f.debug_struct("Model")
            .field("level", &level)
            .finish_non_exhaustive()
    }
}
