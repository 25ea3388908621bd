//! Where a handle keeps its value: open, busy, closed or poisoned.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::fault::Fault;

enum State<T> {
    Idle(T),
    Busy,
    Closed,
    Poisoned,
}

/// A value that can be closed from JavaScript while a job on the pool uses it: the job then ends in
/// peace, and its value goes with it. The lock is never held during work.
pub(crate) struct Slot<T> {
    what: &'static str,
    state: Mutex<State<T>>,
}

impl<T> Slot<T> {
    /// A slot holding `value`; `what` names it in errors.
    pub(crate) fn new(what: &'static str, value: T) -> Arc<Slot<T>> {
        Arc::new(Slot {
            what,
            state: Mutex::new(State::Idle(value)),
        })
    }

    /// Lets go of the value. Closing twice is fine.
    pub(crate) fn close(&self) {
        let before = std::mem::replace(&mut *self.lock(), State::Closed);
        drop(before);
    }

    /// Works on the value alone. A second call meanwhile is refused as busy.
    pub(crate) fn exclusive<R>(
        &self,
        work: impl FnOnce(&mut T) -> Result<R, Fault>,
    ) -> Result<R, Fault> {
        let mut value = self.take()?;
        let result = self.guarded(|| work(&mut value));
        let mut state = self.lock();
        if matches!(*state, State::Busy) {
            *state = State::Idle(value);
        }
        result
    }

    /// Uses the value up. The slot is closed then, also when the work fails.
    pub(crate) fn consume<R>(&self, work: impl FnOnce(T) -> Result<R, Fault>) -> Result<R, Fault> {
        let value = self.take()?;
        let result = self.guarded(|| work(value));
        let mut state = self.lock();
        if matches!(*state, State::Busy) {
            *state = State::Closed;
        }
        result
    }

    fn take(&self) -> Result<T, Fault> {
        let mut state = self.lock();
        match std::mem::replace(&mut *state, State::Busy) {
            State::Idle(value) => Ok(value),
            State::Busy => Err(Fault::Busy { what: self.what }),
            other => {
                let fault = self.refusal(&other);
                *state = other;
                Err(fault)
            }
        }
    }

    fn refusal(&self, state: &State<T>) -> Fault {
        match state {
            State::Poisoned => Fault::Poisoned { what: self.what },
            State::Idle(_) | State::Busy => Fault::Busy { what: self.what },
            State::Closed => Fault::Closed { what: self.what },
        }
    }

    /// Runs `work`; a panic in it poisons the slot.
    pub(crate) fn guarded<R>(&self, work: impl FnOnce() -> Result<R, Fault>) -> Result<R, Fault> {
        catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|payload| {
            *self.lock() = State::Poisoned;
            Err(Fault::panic(&*payload))
        })
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        // Nothing that runs under this lock can panic half-way, so a poisoned lock holds good data.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T: Clone> Slot<T> {
    /// A clone of the value, for work that others may do at once; use it under
    /// [`guarded`](Slot::guarded).
    pub(crate) fn share(&self) -> Result<T, Fault> {
        match &*self.lock() {
            State::Idle(value) => Ok(value.clone()),
            other => Err(self.refusal(other)),
        }
    }
}
