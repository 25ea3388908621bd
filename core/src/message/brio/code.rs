//! One message through frozen tables.

use super::bits::Hard;
use super::frozen::{self, Frozen};
use super::history::History;
use super::matches::Pointers;
use super::range::{Coder, Reader};
use super::tables::{Place, Question, Tables};
use super::{BrioError, MAX_MESSAGE, SEPARATOR};

/// That a separator ends the message and is not a byte of it, of 65536.
const END: u32 = 65_000;

/// A primed coder with `N` contexts.
pub(super) struct Primed<const N: usize> {
    pub(super) tables: Tables,
    pub(super) contexts: [usize; N],
    pub(super) slots: Frozen<N>,
}

impl<const N: usize> Primed<N> {
    /// Codes a whole message.
    pub(super) fn message(&self, coder: &mut impl Coder, pointers: &mut Pointers, text: &[u8]) {
        let mut place = Place::new(pointers);
        for (number, symbol) in text.iter().enumerate() {
            let seen = text.get(..number).unwrap_or_default();
            self.symbol(coder, &mut place, seen, *symbol);
            if *symbol == SEPARATOR {
                coder.code(END, 0);
            }
        }
        self.symbol(coder, &mut place, text, SEPARATOR);
        coder.code(END, 1);
    }

    /// Reads a whole message and appends it to `out`.
    pub(super) fn read(
        &self,
        bytes: &[u8],
        pointers: &mut Pointers,
        out: &mut Vec<u8>,
    ) -> Result<(), BrioError> {
        let start = out.len();
        let mut reader = Reader::new(bytes);
        let mut place = Place::new(pointers);
        loop {
            let seen = out.get(start..).unwrap_or_default();
            let full = seen.len() >= MAX_MESSAGE;
            let symbol = self.symbol(&mut reader, &mut place, seen, 0);
            if reader.overrun() {
                return Err(BrioError::Truncated { have: bytes.len() });
            }
            if symbol == SEPARATOR && reader.code(END, 0) == 1 {
                break;
            }
            if full {
                return Err(BrioError::TooLong { limit: MAX_MESSAGE });
            }
            out.push(symbol);
        }
        if reader.ends_here() {
            Ok(())
        } else {
            Err(BrioError::Unequal { have: bytes.len() })
        }
    }

    /// All tables in the order of the digest.
    pub(super) fn tables(&self, take: &mut impl FnMut(&[u8])) {
        let tables = &self.tables;
        take(&tables.sample);
        tables
            .votes
            .entries()
            .for_each(|entry| take(&entry.to_le_bytes()));
        tables
            .places
            .entries()
            .for_each(|place| take(&place.to_le_bytes()));
        tables
            .booth
            .weights()
            .for_each(|weight| take(&weight.to_le_bytes()));
        tables
            .booth
            .logits()
            .for_each(|logit| take(&logit.to_le_bytes()));
        tables
            .bits
            .logits()
            .for_each(|logit| take(&logit.to_le_bytes()));
        self.slots
            .singles_seen()
            .for_each(|single| take(&single.to_le_bytes()));
        self.slots
            .inputs()
            .for_each(|input| take(&input.to_le_bytes()));
    }

    /// Codes the byte after `seen`; the byte it is. What a reader passes as `symbol` is not used.
    #[inline]
    fn symbol(&self, coder: &mut impl Coder, place: &mut Place<'_>, seen: &[u8], symbol: u8) -> u8 {
        let question = self.tables.ask(place, seen);
        let elected = question.ballot.symbol;
        let asked = question.flagged;
        let symbol = if asked && coder.code(question.ballot.p, u32::from(symbol == elected)) == 1 {
            elected
        } else {
            self.hard(coder, &question, &place.history, symbol)
        };
        self.tables.step(place, seen, symbol);
        symbol
    }

    fn hard(
        &self,
        coder: &mut impl Coder,
        question: &Question,
        history: &History,
        symbol: u8,
    ) -> u8 {
        let hard = Hard::new(&question.ballot, question.flagged, history.last as u8);
        let hashes = self.tables.hashes(&self.contexts, question, history);
        let singles = self.slots.singles(&hashes);
        let mut made = self.slots.made();
        let mut partial = 1u32;
        for half in 0..2 {
            let slots = self
                .slots
                .slots(&hashes, &singles, &mut made, (half, partial));
            let mut node = 1usize;
            for _ in 0..4 {
                let bit = hard.forced(partial).unwrap_or_else(|| {
                    let (inputs, known) = frozen::inputs(&slots, node);
                    let bit = self.tables.bits.predict(&hard, &inputs, known, partial);
                    coder.code(bit.p, u32::from(symbol >> (7 - partial.ilog2())) & 1)
                });
                partial = partial * 2 + bit;
                node = node * 2 + bit as usize;
            }
        }
        partial as u8
    }
}
