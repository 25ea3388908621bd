//! The hard path: a byte that no vote is sure of, bit by bit.

use super::ballot::{Ballot, GRADES};
use super::contexts::VOTERS;
use super::history::class;
use super::logistic::squash;
use super::map::{Map, MapTrainer};
use super::matches::{POINTERS, Said};
use super::mixer::{INPUTS, Mixer, Pace, Trainer};

/// Who hints at the byte: the pointers, and what was elected.
const HINTS: usize = POINTERS + 1;
/// Weight sets: by pointers, by the bits so far, by the byte before, by how many contexts know.
const SETS: [usize; 4] = [128, 512, 64, 16];
const PACE: Pace = Pace {
    fast: 60,
    slow: 10,
    apart: false,
};
/// The input against a byte that is excluded.
const EXCLUDED: i16 = 512;

/// What is known of hints and contexts.
pub(super) struct Bits {
    /// That a hint's bit is right: hint × grade.
    hints: Map,
    mixer: Mixer<4>,
}

/// A hard byte, before its bits.
pub(super) struct Hard {
    hints: [Said; HINTS],
    /// The byte that the flag has excluded.
    excluded: Option<u8>,
    /// What the first two pointers are worth: 0 to 15.
    pointers: usize,
    /// The kind of the byte before.
    before: usize,
}

/// One bit's prediction.
pub(super) struct Bit {
    /// That it is 1, of 65536.
    pub(super) p: u32,
    inputs: [i16; INPUTS],
    sets: [usize; 4],
}

/// Whether the bits so far, behind a 1, are those of `symbol`; if so, its next bit.
#[inline]
fn next_bit(symbol: u8, partial: u32) -> Option<u32> {
    let symbol = u32::from(symbol) | 256;
    let depth = partial.ilog2();
    (symbol >> (8 - depth) == partial).then_some((symbol >> (7 - depth)) & 1)
}

impl Hard {
    /// `flagged`: it was asked whether the elected byte is next, and it is not.
    pub(super) fn new(ballot: &Ballot, flagged: bool, last: u8) -> Hard {
        let excluded = flagged.then_some(ballot.symbol);
        let mut hints = [Said::default(); HINTS];
        for (pointer, hint) in hints.iter_mut().take(POINTERS).enumerate() {
            *hint = ballot.words.get(VOTERS + pointer);
        }
        hints[POINTERS] = Said {
            symbol: ballot.symbol,
            grade: (ballot.p >> 12).max(1) as u8,
        };
        for hint in &mut hints {
            if Some(hint.symbol) == excluded {
                hint.grade = 0;
            }
        }
        let worth = |hint: Said| match hint.grade {
            0 => 0,
            1 => 1,
            2..=8 => 2,
            _ => 3,
        };
        Hard {
            pointers: worth(hints[0]) * 4 + worth(hints[1]),
            hints,
            excluded,
            before: usize::from(class(last)),
        }
    }

    /// The last bit, when its other value would make the byte excluded.
    #[inline]
    pub(super) fn forced(&self, partial: u32) -> Option<u32> {
        if partial < 128 {
            return None;
        }
        next_bit(self.excluded?, partial).map(|bit| bit ^ 1)
    }
}

impl Bits {
    /// Predicts the bit after `partial` (a 1 and the bits so far) from what `N` contexts say, of
    /// which `known` know anything.
    #[inline]
    pub(super) fn predict<const N: usize>(
        &self,
        hard: &Hard,
        contexts: &[i16; N],
        known: usize,
        partial: u32,
    ) -> Bit {
        let mut inputs = [0; INPUTS];
        inputs[..N].copy_from_slice(contexts);
        let mut agreeing = 0;
        for (number, hint) in hard.hints.iter().enumerate() {
            if hint.grade > 0
                && let Some(bit) = next_bit(hint.symbol, partial)
            {
                let logit = self.hints.get(number * GRADES + usize::from(hint.grade));
                inputs[N + number] = if bit == 1 { logit } else { -logit };
                agreeing |= usize::from(number < 2) << number;
            }
        }
        let mut excluding = 0;
        if let Some(bit) = hard.excluded.and_then(|symbol| next_bit(symbol, partial)) {
            inputs[N + POINTERS] = if bit == 1 { -EXCLUDED } else { EXCLUDED };
            excluding = 256;
        }
        let flagged = usize::from(hard.excluded.is_some());
        let sets = [
            hard.pointers * 8 + agreeing * 2 + flagged,
            partial as usize + excluding,
            hard.before * 8 + partial.ilog2() as usize,
            known,
        ];
        Bit {
            p: squash(self.mixer.logit(&sets, &inputs)),
            inputs,
            sets,
        }
    }

    pub(super) fn logits(&self) -> impl Iterator<Item = i16> {
        self.hints
            .logits()
            .iter()
            .copied()
            .chain(self.mixer.weights())
    }
}

/// What learns about hints and contexts.
pub(super) struct BitsTrainer {
    hints: MapTrainer,
    mixer: Trainer<4>,
}

impl BitsTrainer {
    /// For `contexts` contexts.
    pub(super) fn new(contexts: usize) -> (BitsTrainer, Bits) {
        let (hints_trainer, hints) =
            MapTrainer::new(HINTS * GRADES, |index| index % GRADES as i32 * 100);
        let (mixer_trainer, mixer) = Trainer::new(SETS, contexts + HINTS, PACE);
        (
            BitsTrainer {
                hints: hints_trainer,
                mixer: mixer_trainer,
            },
            Bits { hints, mixer },
        )
    }

    /// The bit after `partial` was `one`.
    pub(super) fn learn(
        &mut self,
        tables: &mut Bits,
        hard: &Hard,
        bit: &Bit,
        partial: u32,
        one: u32,
    ) {
        self.mixer
            .learn(&mut tables.mixer, &bit.sets, &bit.inputs, one << 16, bit.p);
        for (number, hint) in hard.hints.iter().enumerate() {
            if hint.grade > 0
                && let Some(said) = next_bit(hint.symbol, partial)
            {
                let index = number * GRADES + usize::from(hint.grade);
                self.hints.learn(&mut tables.hints, index, said == one);
            }
        }
    }
}
