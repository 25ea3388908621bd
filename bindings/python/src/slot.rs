//! What a handle holds until it is closed.

use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};

use crate::failure::Failed;

enum State<T> {
    Open(T),
    Closed,
    Poisoned,
}

/// A value that can be closed once and is not touched again after a panic.
pub(crate) struct Slot<T> {
    what: &'static str,
    state: Mutex<State<T>>,
}

impl<T> Slot<T> {
    /// An open slot; `what` names the handle in errors.
    pub(crate) fn new(what: &'static str, value: T) -> Slot<T> {
        Slot {
            what,
            state: Mutex::new(State::Open(value)),
        }
    }

    fn try_lock(&self) -> Result<MutexGuard<'_, State<T>>, Failed> {
        match self.state.try_lock() {
            Ok(state) => Ok(state),
            // Calls into diram catch their panics before they reach a guard.
            Err(TryLockError::Poisoned(poisoned)) => Ok(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => Err(Failed::busy(self.what)),
        }
    }

    /// Uses the value alone; a second thread is refused. A panic poisons the slot.
    pub(crate) fn with<R>(
        &self,
        body: impl FnOnce(&mut T) -> Result<R, Failed>,
    ) -> Result<R, Failed> {
        let mut state = self.try_lock()?;
        let outcome = match &mut *state {
            State::Open(value) => body(value),
            State::Closed => return Err(Failed::closed(self.what)),
            State::Poisoned => return Err(Failed::poisoned(self.what)),
        };
        if matches!(outcome, Err(Failed::Panicked(_))) {
            *state = State::Poisoned;
        }
        outcome
    }

    /// Takes the value out for its last call; a second thread is refused.
    pub(crate) fn take(&self) -> Result<T, Failed> {
        let mut state = self.try_lock()?;
        match std::mem::replace(&mut *state, State::Closed) {
            State::Open(value) => Ok(value),
            State::Closed => Err(Failed::closed(self.what)),
            State::Poisoned => {
                *state = State::Poisoned;
                Err(Failed::poisoned(self.what))
            }
        }
    }

    /// Drops the value; dropping it twice is fine, while a second thread uses it is not.
    pub(crate) fn discard(&self) -> Result<(), Failed> {
        // The value goes after the guard: its drop may run other people's code.
        let _last = std::mem::replace(&mut *self.try_lock()?, State::Closed);
        Ok(())
    }
}

impl<T: Clone> Slot<T> {
    fn lock(&self) -> MutexGuard<'_, State<T>> {
        // Held for a clone or a swap at most, so nobody waits and nothing panics under it.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets go of the value; calls that run go on with their clones. Closing twice is fine.
    pub(crate) fn close(&self) {
        let last = std::mem::replace(&mut *self.lock(), State::Closed);
        drop(last);
    }

    /// Uses a clone, together with any number of other threads. A panic poisons the slot.
    pub(crate) fn share<R>(&self, body: impl FnOnce(T) -> Result<R, Failed>) -> Result<R, Failed> {
        let value = match &*self.lock() {
            State::Open(value) => value.clone(),
            State::Closed => return Err(Failed::closed(self.what)),
            State::Poisoned => return Err(Failed::poisoned(self.what)),
        };
        let outcome = body(value);
        if matches!(outcome, Err(Failed::Panicked(_))) {
            let mut state = self.lock();
            if matches!(*state, State::Open(_)) {
                *state = State::Poisoned;
            }
        }
        outcome
    }
}
