//! The panic boundary inside every exported function.
//!
//! A panic becomes `DIRAM_ERR_PANIC` and poisons the handle the function was called on; from then
//! on that handle answers `DIRAM_ERR_POISONED`, and only its `_free` works.

use std::panic::{AssertUnwindSafe, catch_unwind};

use diram_host::Code;

use crate::error::diram_error;
use crate::fault::{Fault, Outcome};
use crate::handle::{self, Handle};
use crate::output::Place;
use crate::status::diram_status;

/// The body of a function that returns a status: `boundary!(err => { .. })`, or on a handle
/// `boundary!(err, package => { .. })`, which refuses NULL and poisoned handles first.
/// The block gives `Outcome<()>`.
macro_rules! boundary {
    ($err:ident => $body:block) => {
        // SAFETY: `err` is NULL or writable, as every exported function demands.
        unsafe { $crate::boundary::Call::new($err) }.run(|| $body)
    };
    ($err:ident, $receiver:ident => $body:block) => {
        // SAFETY: `err` is NULL or writable and the receiver NULL or live, as every exported
        // function demands.
        unsafe { $crate::boundary::CallOn::new($err, $receiver) }.run(|$receiver| $body)
    };
}

/// The body of a function that cannot fail: `getter!(0, report => { .. })` gives 0 for a NULL or
/// poisoned handle and after a panic.
macro_rules! getter {
    ($neutral:expr => $body:block) => {
        $crate::boundary::value($neutral, || $body)
    };
    ($neutral:expr, $receiver:ident => $body:block) => {
        // SAFETY: the receiver is NULL or live, as every exported function demands.
        $crate::boundary::value_on($neutral, unsafe { $receiver.as_ref() }, |$receiver| $body)
    };
}

/// A call that is not on a handle.
pub(crate) struct Call {
    err: Option<Place<*mut diram_error>>,
}

impl Call {
    /// # Safety
    /// `err` is NULL, or writable until the call has run.
    pub(crate) unsafe fn new(err: *mut *mut diram_error) -> Call {
        // SAFETY: the caller's promise.
        let err = unsafe { Place::optional(err) };
        Call { err }
    }

    /// Runs the body; its failure or panic goes to the caller's error.
    pub(crate) fn run(self, body: impl FnOnce() -> Outcome<()>) -> diram_status {
        // Unwind safe: what a body could leave half-changed is a handle, and `CallOn` poisons it.
        let outcome = catch_unwind(AssertUnwindSafe(body))
            .unwrap_or_else(|payload| Err(Fault::panicked(payload.as_ref())));
        match outcome {
            Ok(()) => diram_status::DIRAM_OK,
            Err(fault) => {
                let code = fault.code();
                if let Some(err) = self.err {
                    err.give(diram_error::from(fault));
                }
                code.into()
            }
        }
    }
}

/// A call on a handle.
pub(crate) struct CallOn<'a, H: Handle> {
    call: Call,
    receiver: Option<&'a H>,
}

impl<H: Handle> CallOn<'_, H> {
    /// # Safety
    /// `err` is NULL or writable, `receiver` NULL or live, both until the call has run.
    pub(crate) unsafe fn new(err: *mut *mut diram_error, receiver: *const H) -> Self {
        // SAFETY: the caller's promises.
        unsafe {
            CallOn {
                call: Call::new(err),
                receiver: receiver.as_ref(),
            }
        }
    }

    /// Runs the body on the handle, and poisons the handle when the body panics.
    pub(crate) fn run(self, body: impl FnOnce(&H) -> Outcome<()>) -> diram_status {
        let receiver = self.receiver;
        let status = self.call.run(|| body(handle::usable(receiver)?));
        if let (diram_status::DIRAM_ERR_PANIC, Some(receiver)) = (status, receiver) {
            receiver.poison().set();
        }
        status
    }
}

/// Runs `body`; `neutral` after a panic.
pub(crate) fn value<T>(neutral: T, body: impl FnOnce() -> T) -> T {
    catch_unwind(AssertUnwindSafe(body)).unwrap_or(neutral)
}

/// [`value`] on a handle; also `neutral` for a NULL or poisoned one.
pub(crate) fn value_on<H: Handle, T>(
    neutral: T,
    receiver: Option<&H>,
    body: impl FnOnce(&H) -> T,
) -> T {
    let Ok(handle) = handle::usable(receiver) else {
        return neutral;
    };
    catch_unwind(AssertUnwindSafe(|| body(handle))).unwrap_or_else(|_| {
        handle.poison().set();
        neutral
    })
}

impl Fault {
    fn panicked(payload: &(dyn std::any::Any + Send)) -> Fault {
        let text = match (
            payload.downcast_ref::<&str>(),
            payload.downcast_ref::<String>(),
        ) {
            (Some(text), _) => text,
            (None, Some(text)) => text.as_str(),
            (None, None) => "no message",
        };
        Fault::new(
            Code::Panic,
            format!("a bug in diram stopped this call: {text}"),
        )
        .hinted("report it with this message; free the handle and open it anew")
    }
}
