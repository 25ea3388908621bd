//! Handles: Rust values that Java owns as a `long`.

use jni::sys::jlong;

/// Gives `value` to Java.
pub(crate) fn into_raw<T>(value: T) -> jlong {
    Box::into_raw(Box::new(value)) as jlong
}

/// The value behind a handle.
///
/// # Safety
/// `handle` came from [`into_raw`] with the same `T`, is not freed while the result lives, and no
/// [`borrow_mut`] of it lives.
pub(crate) unsafe fn borrow<'a, T>(handle: jlong) -> &'a T {
    // SAFETY: by the caller's promise this points to a live T.
    unsafe { &*(handle as *const T) }
}

/// The value behind a stream's handle.
///
/// # Safety
/// As [`borrow`], and no other borrow of it lives: Java refuses a second thread.
pub(crate) unsafe fn borrow_mut<'a, T>(handle: jlong) -> &'a mut T {
    // SAFETY: by the caller's promise this points to a live T that nobody else uses.
    unsafe { &mut *(handle as *mut T) }
}

/// Takes the value back from Java.
///
/// # Safety
/// `handle` came from [`into_raw`] with the same `T`, and is never used again.
pub(crate) unsafe fn take<T>(handle: jlong) -> Box<T> {
    // SAFETY: by the caller's promise this is the one owner of the box.
    unsafe { Box::from_raw(handle as *mut T) }
}
