//! The shortcut: contexts and pointers vote for one byte, and a mixer says how likely it is right.

use super::contexts::VOTERS;
use super::logistic::squash;
use super::map::{Map, MapTrainer};
use super::matches::{POINTERS, Said};
use super::mixer::{INPUTS, Mixer, Pace, Trainer};

/// Who speaks: contexts, then pointers.
pub(super) const SPEAKERS: usize = VOTERS + POINTERS;
/// Grades a speaker's word may have.
pub(super) const GRADES: usize = 16;
/// Weight sets: by which contexts agree, by what the pointers say.
const SETS: [usize; 2] = [64, 64];
const PACE: Pace = Pace {
    fast: 30,
    slow: 6,
    apart: true,
};
/// Above this grade a pointer's match is long.
const LONG: u8 = 9;
/// The logit of the last input, which is always the same.
const BIAS: i16 = 256;

/// What is known of the speakers.
pub(super) struct Booth {
    /// What a word weighs in an election: speaker × grade.
    weights: Vec<u32>,
    /// That the elected byte is right: speaker × (against, for) × grade.
    assent: Map,
    mixer: Mixer<2>,
}

/// Room for speakers: a power of two, so that all are compared at once.
const LANES: usize = 16;

/// What all speakers say.
#[derive(Clone, Copy)]
pub(super) struct Words {
    symbols: [u8; LANES],
    grades: [u8; LANES],
}

impl Words {
    pub(super) fn silence() -> Words {
        Words {
            symbols: [0; LANES],
            grades: [0; LANES],
        }
    }

    #[inline]
    pub(super) fn set(&mut self, speaker: usize, word: Said) {
        self.symbols[speaker % LANES] = word.symbol;
        self.grades[speaker % LANES] = word.grade;
    }

    pub(super) fn get(&self, speaker: usize) -> Said {
        Said {
            symbol: self.symbols[speaker % LANES],
            grade: self.grades[speaker % LANES],
        }
    }

    /// The bit of each speaker that is not silent.
    #[inline]
    fn speaking(&self) -> u16 {
        mask(self.grades.map(|grade| grade > 0))
    }

    /// The bit of each speaker, silent or not, whose byte is `symbol`.
    #[inline]
    fn saying(&self, symbol: u8) -> u16 {
        mask(self.symbols.map(|other| other == symbol))
    }
}

#[inline]
fn mask(lanes: [bool; LANES]) -> u16 {
    let mut mask = 0;
    for (lane, set) in lanes.iter().enumerate() {
        mask |= u16::from(*set) << lane;
    }
    mask
}

/// One election.
pub(super) struct Ballot {
    /// What each speaker says.
    pub(super) words: Words,
    /// The byte elected; 0 when nobody speaks.
    pub(super) symbol: u8,
    /// That it is next, of 65536.
    pub(super) p: u32,
    inputs: [i16; INPUTS],
    sets: [usize; 2],
}

impl Booth {
    /// Elects a byte.
    #[inline]
    pub(super) fn elect(&self, words: Words) -> Ballot {
        let speaking = words.speaking();
        let mut symbol = words.symbols[speaking.trailing_zeros() as usize % LANES];
        let mut same = words.saying(symbol);
        if speaking & !same != 0 {
            symbol = self.heaviest(&words);
            same = words.saying(symbol);
        }
        let agreeing = usize::from(speaking & same);
        let mut inputs = [0; INPUTS];
        for (speaker, input) in inputs.iter_mut().take(SPEAKERS).enumerate() {
            let side = usize::from(same >> speaker) & 1;
            let grade = usize::from(words.grades[speaker]);
            *input = self.assent.get((speaker * 2 + side) * GRADES + grade);
        }
        inputs[SPEAKERS] = BIAS;
        let mut stances = 0;
        for speaker in VOTERS..SPEAKERS {
            let speaks = usize::from(speaking >> speaker) & 1;
            let agrees = (agreeing >> speaker) & 1;
            let long = usize::from(words.grades[speaker] > LONG);
            stances = stances * 4 + speaks + agrees + agrees * long;
        }
        let sets = [agreeing & ((1 << VOTERS) - 1), stances];
        Ballot {
            p: squash(self.mixer.logit(&sets, &inputs)),
            words,
            symbol,
            inputs,
            sets,
        }
    }

    /// The byte whose speakers weigh most together; the first of equals.
    fn heaviest(&self, words: &Words) -> u8 {
        let mut weights = [0u32; LANES];
        for (speaker, weight) in weights.iter_mut().take(SPEAKERS).enumerate() {
            let index = speaker * GRADES + usize::from(words.grades[speaker]);
            *weight = self.weights.get(index).copied().unwrap_or(0);
        }
        let mut best = (0, 0);
        for symbol in words.symbols.iter().take(SPEAKERS) {
            let mut total = 0;
            for (other, weight) in words.symbols.iter().zip(&weights) {
                total += if other == symbol { *weight } else { 0 };
            }
            if total > best.0 {
                best = (total, *symbol);
            }
        }
        best.1
    }

    pub(super) fn weights(&self) -> impl Iterator<Item = u32> {
        self.weights.iter().copied()
    }

    pub(super) fn logits(&self) -> impl Iterator<Item = i16> {
        let assents = self.assent.logits().iter().copied();
        assents.chain(self.mixer.weights())
    }
}

/// The weight of a word that is right with the probability of a logit; never 0.
fn weight(logit: i16) -> u32 {
    let p = squash(i32::from(logit));
    1 + ((p * (p >> 1)) >> 15)
}

/// What learns about the speakers.
pub(super) struct BoothTrainer {
    /// That a word is right: speaker × grade.
    worth: MapTrainer,
    worth_map: Map,
    assent: MapTrainer,
    mixer: Trainer<2>,
}

impl BoothTrainer {
    pub(super) fn new() -> (BoothTrainer, Booth) {
        let grade = |index: i32| index % GRADES as i32;
        let (worth, worth_map) = MapTrainer::new(SPEAKERS * GRADES, |index| grade(index) * 80);
        let (assent_trainer, assent) = MapTrainer::new(SPEAKERS * 2 * GRADES, |index| {
            let side = if (index / GRADES as i32) % 2 == 1 {
                100
            } else {
                -100
            };
            grade(index) * side
        });
        let weights = worth_map.logits().iter().enumerate();
        let weights = weights.map(|(index, logit)| {
            if index % GRADES == 0 {
                0
            } else {
                weight(*logit)
            }
        });
        let weights = weights.collect();
        let (mixer_trainer, mixer) = Trainer::new(SETS, SPEAKERS, PACE);
        (
            BoothTrainer {
                worth,
                worth_map,
                assent: assent_trainer,
                mixer: mixer_trainer,
            },
            Booth {
                weights,
                assent,
                mixer,
            },
        )
    }

    /// The next byte was `symbol`.
    pub(super) fn learn(&mut self, tables: &mut Booth, ballot: &Ballot, symbol: u8) {
        let right = ballot.symbol == symbol;
        for speaker in 0..SPEAKERS {
            let word = ballot.words.get(speaker);
            if word.grade > 0 {
                let index = speaker * GRADES + usize::from(word.grade);
                self.worth
                    .learn(&mut self.worth_map, index, word.symbol == symbol);
                tables.weights[index] = weight(self.worth_map.get(index));
                let side = usize::from(word.symbol == ballot.symbol);
                let index = (speaker * 2 + side) * GRADES + usize::from(word.grade);
                self.assent.learn(&mut tables.assent, index, right);
            }
        }
        let goal = if right { 65_536 } else { 0 };
        self.mixer.learn(
            &mut tables.mixer,
            &ballot.sets,
            &ballot.inputs,
            goal,
            ballot.p,
        );
    }
}
