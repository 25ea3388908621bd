//! The registry's clock: the system's, or one that stands still until it is moved.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

#[derive(Debug)]
pub(super) enum Clock {
    /// Changes have the system's time; what only counts time that passes is never set back.
    System { since: Instant },
    /// Seconds since 1970, and the milliseconds it was moved on by.
    Fixed { seconds: u64, moved: AtomicU64 },
}

impl Clock {
    pub(super) fn new(fixed: Option<u64>) -> Clock {
        match fixed {
            None => Clock::System {
                since: Instant::now(),
            },
            Some(seconds) => Clock::Fixed {
                seconds,
                moved: AtomicU64::new(0),
            },
        }
    }

    /// Seconds since 1970.
    pub(super) fn seconds(&self) -> u64 {
        match self {
            Clock::System { .. } => {
                let since = SystemTime::now().duration_since(UNIX_EPOCH);
                since.map_or(0, |since| since.as_secs())
            }
            Clock::Fixed { seconds, moved } => {
                seconds.saturating_add(moved.load(Ordering::Relaxed) / 1000)
            }
        }
    }

    /// Milliseconds since some moment; they never go back.
    pub(super) fn millis(&self) -> u64 {
        match self {
            Clock::System { since } => {
                u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX)
            }
            Clock::Fixed { moved, .. } => moved.load(Ordering::Relaxed),
        }
    }

    /// Moves it on; says whether it can be moved.
    pub(super) fn advance(&self, milliseconds: u64) -> bool {
        let Clock::Fixed { moved, .. } = self else {
            return false;
        };
        let add = |at: u64| Some(at.saturating_add(milliseconds));
        // The closure always gives a value, so this always succeeds.
        moved
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, add)
            .is_ok()
    }

    /// Whether it goes on by itself.
    pub(super) fn runs(&self) -> bool {
        matches!(self, Clock::System { .. })
    }
}
