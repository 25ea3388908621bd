//! What learning and coding share: all tables but the slots, and the steps around a byte.

use super::ballot::{Ballot, Booth, Words};
use super::contexts::{self, ALL, VOTERS};
use super::history::History;
use super::matches::{Places, Pointers};
use super::votes::Votes;
use super::{Profile, bits::Bits};

/// What a level fixes, for `N` contexts.
pub(super) struct Size<const N: usize> {
    /// Which contexts predict the bits of hard bytes.
    pub(super) contexts: [usize; N],
    /// Slots, a multiple of four.
    pub(super) slots: usize,
    /// Places for contexts seen once.
    pub(super) singles: usize,
    /// log2 of the entries of each voter.
    pub(super) vote_bits: u32,
    /// The elected byte is asked for from this probability on, of 65536.
    pub(super) threshold: u32,
}

/// Everything that both sides have after priming, but the slots.
pub(super) struct Tables {
    pub(super) profile: Profile,
    pub(super) threshold: u32,
    pub(super) sample: Vec<u8>,
    pub(super) votes: Votes,
    pub(super) places: Places,
    pub(super) booth: Booth,
    pub(super) bits: Bits,
}

/// Where in a message somebody is.
pub(super) struct Place<'a> {
    pub(super) history: History,
    pub(super) pointers: &'a mut Pointers,
}

impl<'a> Place<'a> {
    /// The beginning of a message.
    pub(super) fn new(pointers: &'a mut Pointers) -> Place<'a> {
        pointers.begin();
        Place {
            history: History::default(),
            pointers,
        }
    }
}

/// What is asked about the next byte.
pub(super) struct Question {
    pub(super) voters: [u32; VOTERS],
    pub(super) shape: u32,
    pub(super) ballot: Ballot,
    /// The first bit coded is whether the elected byte is next.
    pub(super) flagged: bool,
}

impl Tables {
    /// Lets everybody speak about the byte after `seen`.
    #[inline]
    pub(super) fn ask(&self, place: &mut Place<'_>, seen: &[u8]) -> Question {
        let history = &place.history;
        let shape = contexts::shape(self.profile, history);
        place
            .pointers
            .find(&self.places, &self.sample, history.last, shape, seen);
        let voters = contexts::voters(self.profile, history);
        let mut words = Words::silence();
        for (voter, hash) in voters.iter().enumerate() {
            words.set(voter, self.votes.get(voter, *hash));
        }
        for (pointer, word) in place.pointers.say(&self.sample, seen).iter().enumerate() {
            words.set(VOTERS + pointer, *word);
        }
        let ballot = self.booth.elect(words);
        Question {
            voters,
            shape,
            flagged: ballot.p >= self.threshold,
            ballot,
        }
    }

    /// The hashes of the contexts of a hard byte.
    #[inline]
    pub(super) fn hashes<const N: usize>(
        &self,
        contexts: &[usize; N],
        question: &Question,
        history: &History,
    ) -> [u32; N] {
        let mut all = [0; ALL];
        all[..VOTERS].copy_from_slice(&question.voters);
        all[VOTERS..].copy_from_slice(&contexts::others(self.profile, history));
        contexts.map(|context| all[context])
    }

    /// Goes beyond a byte.
    #[inline]
    pub(super) fn step(&self, place: &mut Place<'_>, seen: &[u8], symbol: u8) {
        place.pointers.step(&self.sample, seen, symbol);
        place.history.push(self.profile, symbol);
    }
}
