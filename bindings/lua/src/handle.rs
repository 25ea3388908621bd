//! What a userdata owns, and what state it is in.

use std::cell::RefCell;

use diram::Error;
use mlua::prelude::*;

use crate::boundary::{Answer, guarded};
use crate::failure::Refusal;

enum State<T> {
    Open(T),
    Busy,
    Closed,
    Poisoned,
}

/// A value of diram's inside a userdata. Lua's collector drops it; `close` does so early.
pub(crate) struct Handle<T> {
    what: &'static str,
    state: RefCell<State<T>>,
}

impl<T: 'static> LuaUserData for Handle<T> {}

impl<T> Handle<T> {
    pub(crate) fn new(what: &'static str, value: T) -> Handle<T> {
        Handle {
            what,
            state: RefCell::new(State::Open(value)),
        }
    }

    /// Drops the value; closing twice is fine.
    pub(crate) fn close(&self) {
        self.state.replace(State::Closed);
    }

    /// Takes the value out for good.
    pub(crate) fn take(&self) -> Result<T, Refusal> {
        self.leave(State::Closed)
    }

    /// Works on the value while nobody else can. Closed meanwhile, it is dropped afterwards.
    pub(crate) fn with<R>(&self, work: impl FnOnce(&mut T) -> Result<R, Refusal>) -> Answer<R> {
        let mut value = match self.leave(State::Busy) {
            Ok(value) => value,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let answer = guarded(|| work(&mut value))?;
        let next = if matches!(answer, Err(Refusal::Panic(_))) {
            State::Poisoned
        } else {
            State::Open(value)
        };
        let mut state = self.state.borrow_mut();
        if matches!(*state, State::Busy) {
            *state = next;
        }
        Ok(answer)
    }

    /// Moves an open handle on to `next`.
    fn leave(&self, next: State<T>) -> Result<T, Refusal> {
        let mut state = self.state.borrow_mut();
        match &*state {
            State::Open(_) => match std::mem::replace(&mut *state, next) {
                State::Open(value) => Ok(value),
                _ => unreachable!("the state was just seen to be open"),
            },
            State::Busy => Err(Refusal::Busy(self.what)),
            State::Closed => Err(Error::Closed { what: self.what }.into()),
            State::Poisoned => Err(Refusal::Poisoned(self.what)),
        }
    }
}

impl<T: Clone> Handle<T> {
    /// Works on a clone, so that the same handle may be used again from a progress function.
    pub(crate) fn shared<R>(&self, work: impl FnOnce(&T) -> Result<R, Refusal>) -> Answer<R> {
        let value = match &*self.state.borrow() {
            State::Open(value) => value.clone(),
            State::Busy => return Ok(Err(Refusal::Busy(self.what))),
            State::Closed => return Ok(Err(Error::Closed { what: self.what }.into())),
            State::Poisoned => return Ok(Err(Refusal::Poisoned(self.what))),
        };
        let answer = guarded(|| work(&value))?;
        if matches!(answer, Err(Refusal::Panic(_))) {
            self.state.replace(State::Poisoned);
        }
        Ok(answer)
    }
}
