//! Why a call failed, in words.

use std::ffi::c_char;

use crate::fault::Fault;
use crate::handle::{self, Handle, Poison, assert_send_sync};
use crate::output::Place;
use crate::status::diram_status;
use crate::text::Text;

/// Why a call failed. Owned by the caller, who frees it with `diram_error_free`. Immutable: any
/// thread may read it. It holds nothing of the handle that failed and may outlive it.
pub struct diram_error {
    status: diram_status,
    message: Text,
    hint: Option<Text>,
    json: Text,
    poison: Poison,
}

impl Handle for diram_error {
    const WHAT: &'static str = "error";

    fn poison(&self) -> &Poison {
        &self.poison
    }
}

const _: () = assert_send_sync::<diram_error>();

impl From<Fault> for diram_error {
    fn from(fault: Fault) -> diram_error {
        diram_error {
            status: fault.code().into(),
            message: Text::new(fault.message()),
            hint: fault.hint().map(Text::new),
            json: Text::new(&fault.json().to_string()),
            poison: Poison::default(),
        }
    }
}

/// The status that the failed call returned; `DIRAM_OK` for NULL.
///
/// # Safety
/// `error` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_error_code(error: *const diram_error) -> diram_status {
    getter!(diram_status::DIRAM_OK, error => { error.status })
}

/// One sentence: what was wrong, where, and what to do next. UTF-8 and NUL-terminated; its length
/// goes to `len` (may be NULL). Lives as long as the error; `""` for NULL.
///
/// # Safety
/// `error` is NULL or live; `len` is NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_error_message(
    error: *const diram_error,
    len: *mut usize,
) -> *const c_char {
    // SAFETY: the caller's promise.
    getter!(c"".as_ptr(), error => { error.message.give(unsafe { Place::optional(len) }) })
}

/// What else could be tried, or NULL when there is nothing. Otherwise like `diram_error_message`.
///
/// # Safety
/// As `diram_error_message`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_error_hint(
    error: *const diram_error,
    len: *mut usize,
) -> *const c_char {
    getter!(std::ptr::null(), error => {
        // SAFETY: the caller's promise.
        let len = unsafe { Place::optional(len) };
        error.hint.as_ref().map_or(std::ptr::null(), |hint| hint.give(len))
    })
}

/// Everything as one JSON object: `code` (the name), `status` (the number), `class` and `parent`
/// (as languages with exceptions call it), `message`, `hint`, `details` (the facts behind the
/// message), `retryable` (true when the same call may succeed later). Otherwise like
/// `diram_error_message`; NULL for NULL.
///
/// # Safety
/// As `diram_error_message`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_error_json(
    error: *const diram_error,
    len: *mut usize,
) -> *const c_char {
    // SAFETY: the caller's promise.
    getter!(std::ptr::null(), error => { error.json.give(unsafe { Place::optional(len) }) })
}

/// Frees an error. NULL is allowed.
///
/// # Safety
/// `error` is NULL, or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_error_free(error: *mut diram_error) {
    // SAFETY: the caller's promise.
    unsafe { handle::free(error) }
}
