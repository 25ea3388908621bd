//! Handles: what C holds. Each is a box that C owns from `_new` or `_open` until `_free`.
//!
//! Every exported function borrows a handle shared, never exclusively, so two threads of a careless
//! program cannot make two exclusive borrows: what changes inside a handle is behind a lock. What a
//! handle needs of another one it holds by its own reference (`Arc`), so free order is free.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};

use diram_host::Code;

use crate::fault::{Fault, Outcome};

/// Marks the types that cross the border as opaque pointers owned by C. `Send + Sync` is what the
/// thread rule in each type's comment rests on.
pub(crate) trait Handle: Send + Sync + Sized + 'static {
    /// The noun, for messages.
    const WHAT: &'static str;

    /// The mark of a panic.
    fn poison(&self) -> &Poison;
}

/// Set by a panic during a call on the handle.
#[derive(Debug, Default)]
pub(crate) struct Poison(AtomicBool);

impl Poison {
    pub(crate) fn set(&self) {
        self.0.store(true, Ordering::Release);
    }

    fn is_set(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

/// The handle, if it is neither NULL nor poisoned.
pub(crate) fn usable<H: Handle>(handle: Option<&H>) -> Outcome<&H> {
    let handle = handle.ok_or_else(|| Fault::argument(H::WHAT, "is NULL"))?;
    if handle.poison().is_set() {
        let message = format!("this {} is unusable since a panic", H::WHAT);
        return Err(Fault::new(Code::Poisoned, message).hinted("free it and make a new one"));
    }
    Ok(handle)
}

/// The handle behind a pointer, if it is neither NULL nor poisoned.
///
/// # Safety
/// `pointer` is NULL or a live handle, and it stays live for `'a`.
pub(crate) unsafe fn borrow<'a, H: Handle>(pointer: *const H) -> Outcome<&'a H> {
    // SAFETY: the caller's promise.
    usable(unsafe { pointer.as_ref() })
}

/// [`borrow`], where NULL stands for "none given".
///
/// # Safety
/// As [`borrow`].
pub(crate) unsafe fn borrow_optional<'a, H: Handle>(pointer: *const H) -> Outcome<Option<&'a H>> {
    if pointer.is_null() {
        return Ok(None);
    }
    // SAFETY: the caller's promise.
    unsafe { borrow(pointer) }.map(Some)
}

/// Gives a handle to C.
pub(crate) fn into_c<H: Handle>(handle: H) -> *mut H {
    Box::into_raw(Box::new(handle))
}

/// Takes a handle back from C and drops it. A panic while dropping ends here.
///
/// # Safety
/// `pointer` is NULL or came from [`into_c`] and was not freed.
pub(crate) unsafe fn free<H: Handle>(pointer: *mut H) {
    if pointer.is_null() {
        return;
    }
    // SAFETY: the caller's promise.
    let handle = unsafe { Box::from_raw(pointer) };
    crate::boundary::value((), || drop(handle));
}

/// The inside of a handle that one thread at a time may use: `BUSY` for a second one.
pub(crate) fn try_lock<'a, T>(inside: &'a Mutex<T>, what: &str) -> Outcome<MutexGuard<'a, T>> {
    match inside.try_lock() {
        Ok(guard) => Ok(guard),
        // A panic has poisoned the handle as well, which is what refuses the next call.
        Err(TryLockError::Poisoned(poisoned)) => Ok(poisoned.into_inner()),
        Err(TryLockError::WouldBlock) => Err(Fault::busy(what)),
    }
}

/// The inside of a handle whose calls are short: a second thread waits.
pub(crate) fn lock<T>(inside: &Mutex<T>) -> MutexGuard<'_, T> {
    inside.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Compiles only for types that any thread may use and free.
pub(crate) const fn assert_send_sync<T: Send + Sync>() {}
