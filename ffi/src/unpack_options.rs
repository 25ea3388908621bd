//! Options of unpacking.

use std::ffi::c_char;
use std::sync::Mutex;

use diram_host::packages::UnpackOptions;

use crate::error::diram_error;
use crate::fault::Outcome;
use crate::handle::{self, Handle, Poison, assert_send_sync};
use crate::input;
use crate::status::diram_status;

/// Options of unpacking. Made with the defaults by `diram_unpack_options_new`, freed by the caller with
/// `diram_unpack_options_free`; a call copies what it needs. Any thread may use it, one after the
/// other.
pub struct diram_unpack_options {
    options: Mutex<UnpackOptions>,
    poison: Poison,
}

impl Handle for diram_unpack_options {
    const WHAT: &'static str = "options";

    fn poison(&self) -> &Poison {
        &self.poison
    }
}

const _: () = assert_send_sync::<diram_unpack_options>();

impl diram_unpack_options {
    /// The options behind an optional handle.
    ///
    /// # Safety
    /// `options` is NULL or live.
    pub(crate) unsafe fn or_default(
        options: *const diram_unpack_options,
    ) -> Outcome<UnpackOptions> {
        // SAFETY: the caller's promise.
        let options = unsafe { handle::borrow_optional(options) }?;
        Ok(options.map_or_else(UnpackOptions::new, |o| handle::lock(&o.options).clone()))
    }

    fn set(&self, change: impl FnOnce(&mut UnpackOptions)) -> Outcome<()> {
        change(&mut handle::lock(&self.options));
        Ok(())
    }
}

/// The default options. NULL only after a panic.
#[unsafe(no_mangle)]
pub extern "C" fn diram_unpack_options_new() -> *mut diram_unpack_options {
    getter!(std::ptr::null_mut() => {
        handle::into_c(diram_unpack_options {
            options: Mutex::new(UnpackOptions::new()),
            poison: Poison::default(),
        })
    })
}

/// Restricts unpacking to this member, or everything below it when it is a folder. May be called
/// again; without any, everything is unpacked.
///
/// # Safety
/// `options` is NULL or live, `path` readable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_unpack_options_add_path(
    options: *mut diram_unpack_options,
    path: *const c_char,
    path_len: usize,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, options => {
        // SAFETY: the caller's promise.
        let path = unsafe { input::text(path, path_len, "path") }?;
        options.set(|o| o.paths.push(path.to_owned()))
    })
}

/// Goes below the coherence threshold, to the mathematical limit (1), or not (0, the default).
///
/// # Safety
/// `options` is NULL or live, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_unpack_options_set_salvage(
    options: *mut diram_unpack_options,
    salvage: i32,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, options => { options.set(|o| o.salvage = salvage != 0) })
}

/// Writes every file that no lost range touches, and the damaged ones as `NAME.damaged` (1), or
/// fails when anything is lost (0, the default).
///
/// # Safety
/// `options` is NULL or live, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_unpack_options_set_best_effort(
    options: *mut diram_unpack_options,
    best_effort: i32,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, options => { options.set(|o| o.best_effort = best_effort != 0) })
}

/// Replaces files in an existing target that is not empty (1), or refuses it (0, the default).
///
/// # Safety
/// `options` is NULL or live, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_unpack_options_set_force(
    options: *mut diram_unpack_options,
    force: i32,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, options => { options.set(|o| o.force = force != 0) })
}

/// Sets the number of worker threads; 0 (the default) is one per core. None outlives the call.
///
/// # Safety
/// `options` is NULL or live, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_unpack_options_set_threads(
    options: *mut diram_unpack_options,
    threads: usize,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, options => { options.set(|o| o.threads = threads) })
}

/// Frees options. NULL is allowed.
///
/// # Safety
/// `options` is NULL, or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_unpack_options_free(options: *mut diram_unpack_options) {
    // SAFETY: the caller's promise.
    unsafe { handle::free(options) }
}
