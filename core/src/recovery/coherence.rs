//! The 95.4 % rule, decided in integers.
//!
//! ```
//! use diram_core::recovery::Coherence;
//! assert!(Coherence::new(21, 22).is_enough());   // 0.9545...
//! assert!(!Coherence::new(19, 20).is_enough());  // 0.95
//! assert_eq!(Coherence::new(477, 500).value(), 0.954);
//! ```

/// The threshold as a fraction's value: 954/1000.
pub const COHERENCE_THRESHOLD: f64 = 0.954;

/// Good things out of all things: parts of a component, or components' parts of a package.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coherence {
    /// How many are good.
    pub intact: u64,
    /// How many there are.
    pub total: u64,
}

impl Coherence {
    /// `intact` of `total`.
    pub const fn new(intact: u64, total: u64) -> Coherence {
        Coherence { intact, total }
    }

    /// Whether at least 95.4 % are good. Exact: no rounding takes part.
    pub fn is_enough(self) -> bool {
        u128::from(self.intact) * 1000 >= 954 * u128::from(self.total)
    }

    /// The quotient, 1.0 of nothing.
    pub fn value(self) -> f64 {
        if self.total == 0 {
            1.0
        } else {
            self.intact as f64 / self.total as f64
        }
    }

    /// How many of `total` may be lost within the rule.
    pub const fn allowed_losses(total: u64) -> u64 {
        46 * total / 1000
    }
}

impl std::ops::Add for Coherence {
    type Output = Coherence;

    fn add(self, other: Coherence) -> Coherence {
        Coherence::new(self.intact + other.intact, self.total + other.total)
    }
}

/// A threshold given as a floating-point number, as the original's functions take it, in
/// millionths: so that `0.954f` and `0.954` are the same. `None` outside 0.954..=1.
///
/// ```
/// use diram_core::recovery::coherence::threshold_millionths;
/// assert_eq!(threshold_millionths(0.954_f32 as f64), Some(954_000));
/// assert_eq!(threshold_millionths(0.953), None);
/// assert_eq!(threshold_millionths(f64::NAN), None);
/// ```
pub fn threshold_millionths(threshold: f64) -> Option<u32> {
    let millionths = (threshold * 1e6).round();
    (954_000.0..=1_000_000.0)
        .contains(&millionths)
        .then_some(millionths as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn allowed_losses_is_the_last_count_that_passes() {
        for total in 1..=256u64 {
            let allowed = Coherence::allowed_losses(total);
            assert!(Coherence::new(total - allowed, total).is_enough());
            assert!(allowed == total || !Coherence::new(total - allowed - 1, total).is_enough());
        }
    }
}
