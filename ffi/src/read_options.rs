//! Options of calls that give content back in memory.

use std::sync::Mutex;

use diram_host::packages::ReadOptions;

use crate::error::diram_error;
use crate::fault::Outcome;
use crate::handle::{self, Handle, Poison, assert_send_sync};
use crate::op::diram_op;
use crate::status::diram_status;

/// Options of calls that give content back in memory. Made with the defaults by
/// `diram_read_options_new`, freed by the caller with `diram_read_options_free`; a call copies what
/// it needs. Any thread may use it, one after the other.
pub struct diram_read_options {
    options: Mutex<ReadOptions>,
    poison: Poison,
}

impl Handle for diram_read_options {
    const WHAT: &'static str = "options";

    fn poison(&self) -> &Poison {
        &self.poison
    }
}

const _: () = assert_send_sync::<diram_read_options>();

impl diram_read_options {
    fn set(&self, change: impl FnOnce(&mut ReadOptions)) -> Outcome<()> {
        change(&mut handle::lock(&self.options));
        Ok(())
    }
}

/// Options with the operation of the call.
///
/// # Safety
/// Both are NULL or live.
pub(crate) unsafe fn read_options_of(
    options: *const diram_read_options,
    op: *const diram_op,
) -> Outcome<ReadOptions> {
    // SAFETY: the caller's promise.
    let (options, op) = unsafe { (handle::borrow_optional(options)?, diram_op::or_none(op)?) };
    let options = options.map_or_else(ReadOptions::new, |o| handle::lock(&o.options).clone());
    Ok(options.op(&op))
}

/// The default options. NULL only after a panic.
#[unsafe(no_mangle)]
pub extern "C" fn diram_read_options_new() -> *mut diram_read_options {
    getter!(std::ptr::null_mut() => {
        handle::into_c(diram_read_options {
            options: Mutex::new(ReadOptions::new()),
            poison: Poison::default(),
        })
    })
}

/// Goes below the coherence threshold, to the mathematical limit (1), or not (0, the default).
///
/// # Safety
/// `options` is NULL or live, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_read_options_set_salvage(
    options: *mut diram_read_options,
    salvage: i32,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, options => { options.set(|o| o.salvage = salvage != 0) })
}

/// Sets the most bytes that a call may give back, instead of 1 GiB. More is
/// `DIRAM_ERR_OUTPUT_LIMIT`.
///
/// # Safety
/// `options` is NULL or live, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_read_options_set_max_output(
    options: *mut diram_read_options,
    max_output: u64,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, options => { options.set(|o| o.max_output = max_output) })
}

/// Frees options. NULL is allowed.
///
/// # Safety
/// `options` is NULL, or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_read_options_free(options: *mut diram_read_options) {
    // SAFETY: the caller's promise.
    unsafe { handle::free(options) }
}
