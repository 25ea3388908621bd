//! How a subscription hears that there may be something for it.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

type Waker = Arc<dyn Fn() + Send + Sync>;

/// One subscription's bell.
#[derive(Default)]
pub(in crate::registry) struct Signal {
    /// How often it rang.
    rung: Mutex<u64>,
    bell: Condvar,
    waker: Mutex<Option<Waker>>,
}

impl Signal {
    /// How often it rang.
    pub(super) fn rung(&self) -> u64 {
        *lock(&self.rung)
    }

    /// Waits until it has rung more often than this, or the time is over.
    pub(super) fn wait(&self, rung: u64, longest: Duration) {
        let quiet = |now: &mut u64| *now == rung;
        let waited = self
            .bell
            .wait_timeout_while(lock(&self.rung), longest, quiet);
        drop(waited.unwrap_or_else(PoisonError::into_inner));
    }

    pub(super) fn set_waker(&self, waker: Waker) {
        let old = lock(&self.waker).replace(waker);
        drop(old);
    }

    /// Wakes who waits and calls the waker, without a lock. A waker that panics has said so through
    /// the panic hook; it harms neither who made the change nor the others.
    pub(super) fn ring(&self) {
        *lock(&self.rung) += 1;
        self.bell.notify_all();
        let waker = lock(&self.waker).clone();
        if let Some(waker) = waker {
            contain(|| waker());
        }
    }
}

impl fmt::Debug for Signal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signal")
            .field("rung", &self.rung())
            .finish_non_exhaustive()
    }
}

/// Runs it; what a panic leaves behind may panic again when it is dropped.
fn contain(call: impl FnOnce()) {
    let Err(left) = catch_unwind(AssertUnwindSafe(call)) else {
        return;
    };
    if let Err(worse) = catch_unwind(AssertUnwindSafe(|| drop(left))) {
        std::mem::forget(worse);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Bells to ring once every lock is gone.
#[must_use = "whoever waits is to be woken once every lock is gone"]
#[derive(Debug, Default)]
pub(in crate::registry) struct Wake(Vec<Arc<Signal>>);

impl Wake {
    pub(super) fn new(signals: impl Iterator<Item = Arc<Signal>>) -> Wake {
        Wake(signals.collect())
    }

    pub(in crate::registry) fn fire(self) {
        for signal in self.0 {
            signal.ring();
        }
    }
}
