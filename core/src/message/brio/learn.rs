//! Priming: the tables learn a sample, message by message, as if each were coded.

use super::ballot::BoothTrainer;
use super::bits::{BitsTrainer, Hard};
use super::code::Primed;
use super::contexts::VOTERS;
use super::map::{Map, MapTrainer};
use super::matches::{Places, Pointers};
use super::nodes::{self, FRESH, SITUATIONS};
use super::slots::Slots;
use super::tables::{Place, Question, Size, Tables};
use super::votes::Votes;
use super::{Profile, SEPARATOR, bits};

/// Tables that still learn.
pub(super) struct Learner<const N: usize> {
    tables: Tables,
    contexts: [usize; N],
    slots: Slots,
    /// That a bit is 1: context × situation of its node.
    nodes: Map,
    nodes_trainer: MapTrainer,
    booth_trainer: BoothTrainer,
    bits_trainer: BitsTrainer,
}

impl<const N: usize> Learner<N> {
    /// The coder after `sample`, whose messages are each ended by a separator.
    pub(super) fn prime(sample: &[u8], profile: Profile, size: &Size<N>) -> Primed<N> {
        let mut learner = Learner::new(sample, profile, size);
        let mut pointers = Pointers::new();
        let mut start = 0;
        while start < learner.tables.sample.len() {
            start = learner.message(&mut pointers, start);
        }
        Primed {
            slots: learner.slots.freeze(&learner.nodes),
            tables: learner.tables,
            contexts: learner.contexts,
        }
    }

    fn new(sample: &[u8], profile: Profile, size: &Size<N>) -> Learner<N> {
        let mut sample = sample.to_vec();
        if sample.last().is_some_and(|last| *last != SEPARATOR) {
            sample.push(SEPARATOR);
        }
        let (booth_trainer, booth) = BoothTrainer::new();
        let (bits_trainer, bits) = BitsTrainer::new(N);
        let (nodes_trainer, nodes) = MapTrainer::new(N * SITUATIONS, first_logit);
        Learner {
            tables: Tables {
                profile,
                threshold: size.threshold,
                sample,
                votes: Votes::new(VOTERS, size.vote_bits),
                places: Places::new(),
                booth,
                bits,
            },
            contexts: size.contexts,
            slots: Slots::new(size.slots, size.singles),
            nodes,
            nodes_trainer,
            booth_trainer,
            bits_trainer,
        }
    }

    /// Learns the message at `start`; where the next one starts.
    fn message(&mut self, pointers: &mut Pointers, start: usize) -> usize {
        let mut place = Place::new(pointers);
        let mut at = start;
        while let Some(&symbol) = self.tables.sample.get(at) {
            self.byte(&mut place, start, at, symbol);
            at += 1;
            if symbol == SEPARATOR {
                break;
            }
        }
        at
    }

    fn byte(&mut self, place: &mut Place<'_>, start: usize, at: usize, symbol: u8) {
        let question = {
            let seen = &self.tables.sample[start..at];
            self.tables.ask(place, seen)
        };
        if !(question.flagged && question.ballot.symbol == symbol) {
            self.hard(&question, place, symbol);
        }
        self.booth_trainer
            .learn(&mut self.tables.booth, &question.ballot, symbol);
        for (voter, hash) in question.voters.iter().enumerate() {
            self.tables.votes.learn(voter, *hash, symbol);
        }
        self.tables
            .places
            .learn(place.history.last, question.shape, at as u32);
        let seen = &self.tables.sample[start..at];
        self.tables.step(place, seen, symbol);
    }

    fn hard(&mut self, question: &Question, place: &Place<'_>, symbol: u8) {
        let history = &place.history;
        let hard = Hard::new(&question.ballot, question.flagged, history.last as u8);
        let hashes = self.tables.hashes(&self.contexts, question, history);
        let mut old = [false; N];
        for ((context, old), hash) in old.iter_mut().enumerate().zip(&hashes) {
            *old = self.slots.enter(context, *hash, symbol);
        }
        let mut partial = 1u32;
        for half in 0..2 {
            let mut places = [None; N];
            for ((context, place), hash) in places.iter_mut().enumerate().zip(&hashes) {
                *place = old[context].then(|| self.slots.half(context, *hash, half, partial));
            }
            let mut node = 1usize;
            for _ in 0..4 {
                let one = u32::from(symbol >> (7 - partial.ilog2())) & 1;
                if hard.forced(partial).is_none() {
                    self.bit(&hard, &places, (node, partial), one);
                }
                partial = partial * 2 + one;
                node = node * 2 + one as usize;
            }
        }
    }

    fn bit(
        &mut self,
        hard: &Hard,
        places: &[Option<usize>; N],
        (node, partial): (usize, u32),
        one: u32,
    ) {
        let states = places.map(|place| place.map_or(FRESH, |place| self.slots.node(place, node)));
        let mut inputs = [0; N];
        let mut indices = [0; N];
        let mut known = 0;
        for (context, state) in states.iter().enumerate() {
            indices[context] = context * SITUATIONS + nodes::situation(*state);
            inputs[context] = self.nodes.get(indices[context]);
            known += usize::from(nodes::known(*state));
        }
        let bit: bits::Bit = self.tables.bits.predict(hard, &inputs, known, partial);
        self.bits_trainer
            .learn(&mut self.tables.bits, hard, &bit, partial, one);
        for (index, place) in indices.iter().zip(places) {
            self.nodes_trainer.learn(&mut self.nodes, *index, one == 1);
            if let Some(place) = place {
                self.slots.learn(*place, node, one);
            }
        }
    }
}

/// A situation's probability as it stands; less of it without confidence.
fn first_logit(index: i32) -> i32 {
    let confidence = (index % SITUATIONS as i32) >> 5;
    (index % 32 - 16) * (16 + confidence.min(8) * 8)
}
