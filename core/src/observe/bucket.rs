//! A bucket of tokens, in thousandths.

/// What one update costs.
const TOKEN: u64 = 1000;

/// Seconds' worth of tokens that it holds.
const BURST: u64 = 2;

/// The tokens of one package: `rate` a second, at most twice that many at once.
#[derive(Clone, Debug)]
pub(super) struct Bucket {
    /// Tokens a second, which is thousandths a millisecond.
    rate: u64,
    /// Thousandths of tokens.
    level: u64,
    /// The latest time given, in milliseconds.
    at: u64,
}

impl Bucket {
    /// A full one.
    pub(super) fn new(rate: u32) -> Bucket {
        let rate = u64::from(rate);
        Bucket {
            rate,
            level: rate * BURST * TOKEN,
            at: 0,
        }
    }

    /// Lets time pass until `now`, in milliseconds; a time before the latest one changes nothing.
    pub(super) fn refill(&mut self, now: u64) {
        let gained = now.saturating_sub(self.at).saturating_mul(self.rate);
        let full = self.rate * BURST * TOKEN;
        self.level = self.level.saturating_add(gained).min(full);
        self.at = self.at.max(now);
    }

    /// Whether there is a token.
    pub(super) fn has_token(&self) -> bool {
        self.level >= TOKEN
    }

    /// Takes a token if there is one.
    pub(super) fn take(&mut self) -> bool {
        let taken = self.has_token();
        if taken {
            self.level -= TOKEN;
        }
        taken
    }

    /// Milliseconds from `now` until there are so many tokens, or until it is full if it does not
    /// hold that many; `None` for never.
    pub(super) fn wait(&self, tokens: u64, now: u64) -> Option<u64> {
        let wanted = tokens.min(self.rate.max(1) * BURST).saturating_mul(TOKEN);
        let missing = wanted.saturating_sub(self.level);
        if missing == 0 {
            return Some(0);
        }
        // A clock that went back has to reach its latest time again first.
        let behind = self.at.saturating_sub(now);
        let pause = (self.rate > 0).then(|| missing.div_ceil(self.rate))?;
        Some(pause.saturating_add(behind))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_holds_twice_the_rate_and_fills_without_losing_a_thousandth() {
        let mut bucket = Bucket::new(3);
        bucket.refill(10);
        assert_eq!((0..10).filter(|_| bucket.take()).count(), 6);
        assert_eq!(bucket.wait(1, 10), Some(334));
        // 333 steps of one millisecond are as one of 333.
        for now in 11..=343 {
            bucket.refill(now);
        }
        assert!(!bucket.take());
        assert_eq!(bucket.wait(1, 343), Some(1));
        bucket.refill(344);
        assert!(bucket.take());
        assert_eq!(bucket.wait(2, 344), Some(666));
        assert_eq!(bucket.wait(6, 344), Some(2000));
        assert_eq!(bucket.wait(7, 344), Some(2000));
    }

    #[test]
    fn a_clock_that_goes_back_stands_still() {
        let mut bucket = Bucket::new(1);
        bucket.refill(5000);
        assert!(bucket.take() && bucket.take() && !bucket.take());
        bucket.refill(0);
        bucket.refill(5000);
        assert!(!bucket.take());
        assert_eq!(bucket.wait(1, 4000), Some(2000));
    }

    #[test]
    fn extremes_neither_overflow_nor_give_what_is_not_there() {
        let mut none = Bucket::new(0);
        none.refill(u64::MAX);
        assert!(!none.take());
        assert_eq!(none.wait(1, u64::MAX), None);
        let mut most = Bucket::new(u32::MAX);
        most.refill(u64::MAX);
        assert!(most.take());
        assert_eq!(most.wait(1, 0), Some(0));
    }
}
