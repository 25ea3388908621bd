//! Weighing inputs: weights chosen by small numbers, learned on the sample, frozen as i16.

use super::logistic::squash;

/// Inputs of every mixer.
pub(super) const INPUTS: usize = 16;
/// Bits of a weight that is learned, and of one that is used.
const FINE: u32 = 16;
const COARSE: u32 = 12;
/// The largest weight is just below 4: so 64 products with inputs of at most 2047 fit an i32.
const LARGEST: i32 = (4 << FINE) - 1;

/// The weights in use, in 1/4096: `S` families, each of which gives one set for each situation.
pub(super) struct Mixer<const S: usize> {
    weights: [Vec<[i16; INPUTS]>; S],
}

impl<const S: usize> Mixer<S> {
    /// The mean of the logits that the chosen sets make of the inputs.
    #[inline]
    pub(super) fn logit(&self, sets: &[usize; S], inputs: &[i16; INPUTS]) -> i32 {
        let mut sum = 0i32;
        for (family, set) in self.weights.iter().zip(sets) {
            if let Some(weights) = family.get(*set) {
                sum += dot(weights, inputs);
            }
        }
        sum >> (COARSE + S.ilog2())
    }

    pub(super) fn weights(&self) -> impl Iterator<Item = i16> {
        self.weights.iter().flatten().flatten().copied()
    }
}

#[inline]
fn dot(weights: &[i16; INPUTS], inputs: &[i16; INPUTS]) -> i32 {
    let mut sum = 0;
    for (weight, input) in weights.iter().zip(inputs) {
        sum += i32::from(*weight) * i32::from(*input);
    }
    sum
}

/// How fast weights learn: from `fast` to `slow` in `STEPS` steps of `STEP` lessons.
#[derive(Clone, Copy)]
pub(super) struct Pace {
    pub(super) fast: u32,
    pub(super) slow: u32,
    /// Each family learns from its own error instead of the common one.
    pub(super) apart: bool,
}

const STEP: u32 = 16;
const STEPS: u32 = 32;

impl Pace {
    fn after(self, lessons: u32) -> i64 {
        let step = (lessons / STEP).min(STEPS);
        i64::from(self.fast - step * (self.fast - self.slow) / STEPS)
    }
}

/// Weights while they learn, in 1/65536.
pub(super) struct Trainer<const S: usize> {
    families: [Vec<([i32; INPUTS], u32)>; S],
    pace: Pace,
}

impl<const S: usize> Trainer<S> {
    /// Families of so many sets; the first `used` inputs begin with weight 1/4, the others with 0.
    pub(super) fn new(sets: [usize; S], used: usize, pace: Pace) -> (Trainer<S>, Mixer<S>) {
        let first: [i32; INPUTS] =
            std::array::from_fn(|input| if input < used { 1 << (FINE - 2) } else { 0 });
        let families = sets.map(|count| vec![(first, 0); count]);
        let weights = sets.map(|count| vec![first.map(coarse); count]);
        (Trainer { families, pace }, Mixer { weights })
    }

    /// Moves the weights of the chosen sets towards `goal`, where the mixer said `p`: both of 65536.
    pub(super) fn learn(
        &mut self,
        mixer: &mut Mixer<S>,
        sets: &[usize; S],
        inputs: &[i16; INPUTS],
        goal: u32,
        p: u32,
    ) {
        for ((family, frozen), set) in self.families.iter_mut().zip(&mut mixer.weights).zip(sets) {
            let (weights, lessons) = &mut family[*set];
            *lessons += 1;
            let p = if self.pace.apart {
                squash(dot(&frozen[*set], inputs) >> COARSE)
            } else {
                p
            };
            let factor = (i64::from(goal) - i64::from(p)) * self.pace.after(*lessons);
            for ((weight, coarsened), input) in
                weights.iter_mut().zip(&mut frozen[*set]).zip(inputs)
            {
                let step = (i64::from(*input) * factor + (1 << 19)) >> 20;
                *weight = (*weight + step as i32).clamp(-LARGEST, LARGEST);
                *coarsened = coarse(*weight);
            }
        }
    }
}

fn coarse(weight: i32) -> i16 {
    (weight >> (FINE - COARSE)) as i16
}
