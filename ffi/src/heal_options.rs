//! Options of healing.

use std::sync::Mutex;

use diram_host::packages::HealOptions;

use crate::error::diram_error;
use crate::fault::Outcome;
use crate::handle::{self, Handle, Poison, assert_send_sync};
use crate::status::diram_status;

/// Options of healing. Made with the defaults by `diram_heal_options_new`, freed by the caller with
/// `diram_heal_options_free`; a call copies what it needs. Any thread may use it, one after the
/// other.
pub struct diram_heal_options {
    options: Mutex<HealOptions>,
    poison: Poison,
}

impl Handle for diram_heal_options {
    const WHAT: &'static str = "options";

    fn poison(&self) -> &Poison {
        &self.poison
    }
}

const _: () = assert_send_sync::<diram_heal_options>();

impl diram_heal_options {
    /// The options behind an optional handle.
    ///
    /// # Safety
    /// `options` is NULL or live.
    pub(crate) unsafe fn or_default(options: *const diram_heal_options) -> Outcome<HealOptions> {
        // SAFETY: the caller's promise.
        let options = unsafe { handle::borrow_optional(options) }?;
        Ok(options.map_or_else(HealOptions::new, |o| handle::lock(&o.options).clone()))
    }

    fn set(&self, change: impl FnOnce(&mut HealOptions)) -> Outcome<()> {
        change(&mut handle::lock(&self.options));
        Ok(())
    }
}

/// The default options. NULL only after a panic.
#[unsafe(no_mangle)]
pub extern "C" fn diram_heal_options_new() -> *mut diram_heal_options {
    getter!(std::ptr::null_mut() => {
        handle::into_c(diram_heal_options {
            options: Mutex::new(HealOptions::new()),
            poison: Poison::default(),
        })
    })
}

/// Goes below the coherence threshold, to the mathematical limit (1), or not (0, the default).
///
/// # Safety
/// `options` is NULL or live, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_heal_options_set_salvage(
    options: *mut diram_heal_options,
    salvage: i32,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, options => { options.set(|o| o.salvage = salvage != 0) })
}

/// Sets the number of worker threads; 0 (the default) is one per core. None outlives the call.
///
/// # Safety
/// `options` is NULL or live, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_heal_options_set_threads(
    options: *mut diram_heal_options,
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
pub unsafe extern "C" fn diram_heal_options_free(options: *mut diram_heal_options) {
    // SAFETY: the caller's promise.
    unsafe { handle::free(options) }
}
