//! Requirements of one resolution.

use std::ffi::c_char;
use std::sync::Mutex;

use diram_host::resolve::MAX_REQUIREMENTS;

use crate::error::diram_error;
use crate::fault::{Fault, Outcome};
use crate::handle::{self, Handle, Poison, assert_send_sync};
use crate::input;
use crate::status::diram_status;

/// Requirements that one answer has to meet: packages, each with a range. Made empty by
/// `semverx_request_new`, freed by the caller with `semverx_request_free`; a call copies what it needs.
/// Any thread may use it, one after the other.
pub struct semverx_request {
    requirements: Mutex<Vec<(String, String)>>,
    poison: Poison,
}

impl Handle for semverx_request {
    const WHAT: &'static str = "request";

    fn poison(&self) -> &Poison {
        &self.poison
    }
}

const _: () = assert_send_sync::<semverx_request>();

impl semverx_request {
    /// The requirements behind a handle.
    ///
    /// # Safety
    /// `request` is NULL or live.
    pub(crate) unsafe fn of(request: *const semverx_request) -> Outcome<Vec<(String, String)>> {
        // SAFETY: the caller's promise.
        let request = unsafe { handle::borrow(request) }?;
        Ok(handle::lock(&request.requirements).clone())
    }
}

/// A request without requirements. NULL only after a panic.
#[unsafe(no_mangle)]
pub extern "C" fn semverx_request_new() -> *mut semverx_request {
    getter!(std::ptr::null_mut() => {
        handle::into_c(semverx_request {
            requirements: Mutex::default(),
            poison: Poison::default(),
        })
    })
}

/// Requires a version of the package `name` that is in `range`, besides what is required already; at
/// most 1024 times. Both texts are read when the request is answered.
///
/// # Safety
/// `request` is NULL or live, `name` and `range` readable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_request_add(
    request: *mut semverx_request,
    name: *const c_char,
    name_len: usize,
    range: *const c_char,
    range_len: usize,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, request => {
        // SAFETY: the caller's promise.
        let (name, range) = unsafe {
            (input::text(name, name_len, "name")?, input::text(range, range_len, "range")?)
        };
        let mut requirements = handle::lock(&request.requirements);
        if requirements.len() >= MAX_REQUIREMENTS {
            return Err(Fault::limit("requirements", "0..=1024", requirements.len() + 1));
        }
        requirements.push((name.to_owned(), range.to_owned()));
        Ok(())
    })
}

/// Frees a request. NULL is allowed.
///
/// # Safety
/// `request` is NULL, or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_request_free(request: *mut semverx_request) {
    // SAFETY: the caller's promise.
    unsafe { handle::free(request) }
}
