//! One subscription: an observer with somebody behind it.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use diram_core::observe::{ObserverId, Update};
use diram_core::registry::Name;

use super::replay::Replay;
use super::signal::Signal;
use crate::registry::Shared;
use crate::{Op, Result};

/// How long a wait goes on before it looks whether it was cancelled.
const SLICE: Duration = Duration::from_millis(50);

/// An open subscription to one package. Any number of threads may ask it; each update goes to one of
/// them. Dropping it ends it, and a registry lives as long as its subscriptions do.
#[derive(Debug)]
pub struct Subscription {
    shared: Arc<Shared>,
    package: Name,
    id: ObserverId,
    signal: Arc<Signal>,
    replay: Mutex<Replay>,
}

impl Subscription {
    pub(super) fn new(
        shared: Arc<Shared>,
        package: Name,
        id: ObserverId,
        signal: Arc<Signal>,
        replay: Replay,
    ) -> Subscription {
        Subscription {
            shared,
            package,
            id,
            signal,
            replay: Mutex::new(replay),
        }
    }

    /// The package.
    pub fn package(&self) -> &str {
        self.package.as_str()
    }

    /// Its id, as in [`Registry::node`](crate::registry::Registry::node).
    pub fn id(&self) -> ObserverId {
        self.id
    }

    /// The next update, if there is one now.
    pub fn try_next(&self) -> Option<Update> {
        if let Some(update) = self.replay().next() {
            return Some(update);
        }
        let now = self.shared.clock.millis();
        let (update, wake) = self.shared.observers.next(self.id, now);
        wake.fire();
        update
    }

    /// The next update; waits for it no longer than `timeout`, [`Duration::MAX`] for as long as it
    /// takes. `None` when none came.
    ///
    /// With a [fixed clock](crate::registry::RegistryOptions::clock) `timeout` is still real time,
    /// and what is pending waits for [`advance_clock`](crate::registry::Registry::advance_clock).
    ///
    /// # Errors
    /// `CANCELLED` and `DEADLINE`, as `op` says, within a tenth of a second.
    pub fn next(&self, timeout: Duration, op: &Op) -> Result<Option<Update>> {
        let end = Instant::now().checked_add(timeout);
        loop {
            op.check()?;
            // Before looking, so that what comes meanwhile ends the wait at once.
            let rung = self.signal.rung();
            if let Some(update) = self.try_next() {
                return Ok(Some(update));
            }
            let left = end.map_or(SLICE, |end| end.saturating_duration_since(Instant::now()));
            if left.is_zero() {
                return Ok(None);
            }
            self.signal.wait(rung, self.pause().min(left));
        }
    }

    /// Milliseconds until [`try_next`](Subscription::try_next) is worth asking again: 0 for now, `None`
    /// if nothing is pending. With a fixed clock they are that clock's.
    pub fn wait_ms(&self) -> Option<u64> {
        if !self.replay().is_done() {
            return Some(0);
        }
        let now = self.shared.clock.millis();
        let (wait, wake) = self.shared.observers.wait(self.id, now);
        wake.fire();
        wait
    }

    /// Has `waker` called, in place of one set before, whenever something new may be ready, and at
    /// once if something is; then ask [`try_next`](Subscription::try_next) until there is none,
    /// and again after [`wait_ms`](Subscription::wait_ms).
    ///
    /// It is called on the thread that made the change, without any lock, so it may use the registry;
    /// it should only pass the word on. It need not hold the subscription: one that does keeps it open.
    pub fn set_waker(&self, waker: impl Fn() + Send + Sync + 'static) {
        self.signal.set_waker(Arc::new(waker));
        if self.wait_ms().is_some() {
            self.signal.ring();
        }
    }

    fn pause(&self) -> Duration {
        match self.wait_ms() {
            Some(ms) if self.shared.clock.runs() => SLICE.min(Duration::from_millis(ms)),
            _ => SLICE,
        }
    }

    fn replay(&self) -> std::sync::MutexGuard<'_, Replay> {
        self.replay.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.shared.observers.unregister(self.id);
    }
}
