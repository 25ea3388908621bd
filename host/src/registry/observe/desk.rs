//! The observers of one registry, behind one lock that nobody holds for long.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use diram_core::observe::{ObserveError, ObserverId, ObserverManager, Update};

use super::signal::{Signal, Wake};

/// The manager, and whom to wake. Its lock is taken after the writer's, never before; while it is
/// held nobody is called.
#[derive(Debug)]
pub(in crate::registry) struct Desk(Mutex<State>);

#[derive(Debug)]
struct State {
    manager: ObserverManager,
    signals: BTreeMap<ObserverId, Arc<Signal>>,
    /// The versions of observed packages of which it was told that they are stale.
    stale: BTreeMap<String, BTreeSet<String>>,
}

impl Desk {
    pub(in crate::registry) fn new(rate: u32) -> Desk {
        Desk(Mutex::new(State {
            manager: ObserverManager::new(rate),
            signals: BTreeMap::new(),
            stale: BTreeMap::new(),
        }))
    }

    /// Whether nobody observes anything.
    pub(in crate::registry) fn is_idle(&self) -> bool {
        self.lock().manager.is_idle()
    }

    /// Whether strict mode lets any update of this package happen.
    pub(in crate::registry) fn is_open(&self, package: &str, now: u64) -> (bool, Wake) {
        self.change(|state| state.manager.is_open(package, now))
    }

    /// Whether strict mode lets these updates happen.
    pub(in crate::registry) fn admit(
        &self,
        updates: &[Update],
        now: u64,
    ) -> (Result<(), ObserveError>, Wake) {
        self.change(|state| state.manager.admit(updates, now))
    }

    /// Tells what has happened.
    pub(in crate::registry) fn publish(&self, updates: Vec<Update>, now: u64) -> Wake {
        if updates.is_empty() {
            return Wake::default();
        }
        self.change(|state| state.manager.publish(updates, now)).1
    }

    /// The ids of a package's observers, as text.
    pub(in crate::registry) fn ids(&self, package: &str) -> Vec<String> {
        let ids = self.lock().manager.observers(package);
        ids.iter().map(ObserverId::to_string).collect()
    }

    /// The packages that are observed.
    pub(super) fn packages(&self) -> Vec<String> {
        let state = self.lock();
        state.manager.packages().map(str::to_owned).collect()
    }

    pub(super) fn register(
        &self,
        package: &str,
    ) -> Result<(ObserverId, Arc<Signal>), ObserveError> {
        let mut state = self.lock();
        let id = state.manager.register(package)?;
        let signal = Arc::new(Signal::default());
        state.signals.insert(id, Arc::clone(&signal));
        Ok((id, signal))
    }

    pub(super) fn unregister(&self, id: ObserverId) {
        let mut state = self.lock();
        let package = state.manager.package_of(id).map(str::to_owned);
        state.manager.unregister(id);
        if let Some(package) = package
            && !state.manager.is_observed(&package)
        {
            state.stale.remove(&package);
        }
        let signal = state.signals.remove(&id);
        drop(state);
        // With it may go what the waker holds, which is the caller's code.
        drop(signal);
    }

    pub(super) fn next(&self, id: ObserverId, now: u64) -> (Option<Update>, Wake) {
        self.change(|state| state.manager.next(id, now))
    }

    pub(super) fn wait(&self, id: ObserverId, now: u64) -> (Option<u64>, Wake) {
        self.change(|state| state.manager.wait(id, now))
    }

    /// Everybody for whom there is something at this time.
    pub(super) fn look_again(&self, now: u64) -> Wake {
        let mut state = self.lock();
        let ids: Vec<ObserverId> = state.signals.keys().copied().collect();
        let ready = |id: &ObserverId| state.manager.wait(*id, now) == Some(0);
        let ready: Vec<ObserverId> = ids.into_iter().filter(ready).collect();
        state.manager.take_touched();
        state.wake(&ready)
    }

    /// Tells that a package is stale, once for each version.
    pub(super) fn tell_stale(&self, updates: &[Update], now: u64) -> Wake {
        let told = self.change(|state| {
            for update in updates {
                // Whoever observed it may have gone since it was looked at.
                if !state.manager.is_observed(&update.package) {
                    continue;
                }
                let told = state.stale.entry(update.package.clone()).or_default();
                if told.insert(update.version.clone()) {
                    state.manager.publish([update.clone()], now);
                }
            }
        });
        told.1
    }

    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> (T, Wake) {
        let mut state = self.lock();
        let done = change(&mut state);
        let touched = state.manager.take_touched();
        (done, state.wake(&touched))
    }

    /// Nothing that runs under this lock is the caller's code, so a poisoned lock holds good data.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn wake(&self, ids: &[ObserverId]) -> Wake {
        let signals = ids.iter().filter_map(|id| self.signals.get(id));
        Wake::new(signals.cloned())
    }
}
