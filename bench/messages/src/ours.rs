//! BRIO.

use diram_core::message::brio::{Level, Model, Profile, Scratch, select};

use crate::coder::{Coder, Figures, measure, worked};
use crate::peers::MODEL;
use crate::sets::Set;

struct Brio {
    model: Model,
    scratch: Scratch,
}

impl Coder for Brio {
    fn pack(&mut self, message: &[u8], out: &mut Vec<u8>) {
        self.model.encode(message, &mut self.scratch, out);
    }

    fn unpack(&mut self, packed: &[u8], _: usize, out: &mut Vec<u8>) {
        self.model
            .decode(packed, &mut self.scratch, out)
            .expect("our own code");
    }
}

/// What a level costs beside its codes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    /// Milliseconds to prime.
    pub(crate) prime: f64,
    /// Bytes of memory.
    pub(crate) memory: usize,
}

/// The sample for a set.
pub(crate) fn sample(set: &Set) -> Vec<u8> {
    select(&set.train, profile(set), MODEL)
}

/// Codes the test messages at a level.
pub(crate) fn run(set: &Set, sample: &[u8], level: Level) -> (Figures, Cost) {
    let start = worked();
    let model = Model::prime(sample, profile(set), level);
    let prime = (worked() - start) * 1e3;
    let memory = model.memory();
    let mut brio = Brio {
        model,
        scratch: Scratch::default(),
    };
    (measure(&mut brio, &set.test), Cost { prime, memory })
}

fn profile(set: &Set) -> Profile {
    if set.group == "json" {
        Profile::Json
    } else {
        Profile::Text
    }
}
