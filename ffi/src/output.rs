//! Results to C: places that the caller gave, written only on success.

use std::ptr::NonNull;

use crate::fault::{Fault, Outcome};
use crate::handle::{self, Handle};

/// A place for a result. Filling it is safe, since only a caller who vouches for the pointer can
/// make one.
pub(crate) struct Place<T>(NonNull<T>);

impl<T> Place<T> {
    /// A place that must be there.
    ///
    /// # Safety
    /// `pointer` is NULL, or writable until the place is filled.
    pub(crate) unsafe fn required(pointer: *mut T, what: &str) -> Outcome<Place<T>> {
        NonNull::new(pointer)
            .map(Place)
            .ok_or_else(|| Fault::argument(what, "is NULL, so there is no place for the result"))
    }

    /// A place that may be NULL.
    ///
    /// # Safety
    /// As [`Place::required`].
    pub(crate) unsafe fn optional(pointer: *mut T) -> Option<Place<T>> {
        NonNull::new(pointer).map(Place)
    }

    /// Fills the place.
    pub(crate) fn put(self, value: T) {
        // SAFETY: whoever made this place vouched for the pointer. `write`: what was there before
        // is C's and is not dropped.
        unsafe { self.0.write(value) }
    }
}

impl<H: Handle> Place<*mut H> {
    /// Gives a handle to C here.
    pub(crate) fn give(self, handle: H) {
        self.put(handle::into_c(handle));
    }
}
