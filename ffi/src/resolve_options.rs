//! Options of resolving.

use std::ffi::c_char;
use std::sync::Mutex;

use diram_host::resolve::ResolveOptions;

use crate::error::diram_error;
use crate::fault::Outcome;
use crate::handle::{self, Handle, Poison, assert_send_sync};
use crate::input;
use crate::op::diram_op;
use crate::status::diram_status;

/// Options of resolving. Made with the defaults by `semverx_resolve_options_new`, freed by the caller
/// with `semverx_resolve_options_free`; a call copies what it needs. Any thread may use it, one after
/// the other.
pub struct semverx_resolve_options {
    options: Mutex<ResolveOptions>,
    poison: Poison,
}

impl Handle for semverx_resolve_options {
    const WHAT: &'static str = "options";

    fn poison(&self) -> &Poison {
        &self.poison
    }
}

const _: () = assert_send_sync::<semverx_resolve_options>();

impl semverx_resolve_options {
    /// The options behind an optional handle, with the operation of the call.
    ///
    /// # Safety
    /// Both are NULL or live.
    pub(crate) unsafe fn or_default(
        options: *const semverx_resolve_options,
        op: *const diram_op,
    ) -> Outcome<ResolveOptions> {
        // SAFETY: the caller's promise.
        let (options, op) = unsafe { (handle::borrow_optional(options)?, diram_op::or_none(op)?) };
        let options =
            options.map_or_else(ResolveOptions::new, |o| handle::lock(&o.options).clone());
        Ok(options.op(&op))
    }

    fn set(&self, change: impl FnOnce(&mut ResolveOptions)) -> Outcome<()> {
        change(&mut handle::lock(&self.options));
        Ok(())
    }
}

/// The default options. NULL only after a panic.
#[unsafe(no_mangle)]
pub extern "C" fn semverx_resolve_options_new() -> *mut semverx_resolve_options {
    getter!(std::ptr::null_mut() => {
        handle::into_c(semverx_resolve_options {
            options: Mutex::new(ResolveOptions::new()),
            poison: Poison::default(),
        })
    })
}

/// Prefers a version of a package where it fits, as a lock file does; it may be yanked or up to fault
/// level 11.
///
/// # Safety
/// `options` is NULL or live, `name` and `version` readable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_resolve_options_prefer(
    options: *mut semverx_resolve_options,
    name: *const c_char,
    name_len: usize,
    version: *const c_char,
    version_len: usize,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, options => {
        // SAFETY: the caller's promise.
        let (name, version) = unsafe {
            (input::text(name, name_len, "name")?, input::text(version, version_len, "version")?)
        };
        options.set(|o| o.lock.push((name.to_owned(), version.to_owned())))
    })
}

/// The time for a policy's `min_release_age`, in seconds since 1970. Default: the clock.
///
/// # Safety
/// `options` is NULL or live, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_resolve_options_set_now(
    options: *mut semverx_resolve_options,
    seconds: u64,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, options => { options.set(|o| o.now = Some(seconds)) })
}

/// Whether answers carry their proof. Default: 1.
///
/// # Safety
/// As `semverx_resolve_options_set_now`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_resolve_options_set_certificate(
    options: *mut semverx_resolve_options,
    wanted: i32,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, options => { options.set(|o| o.certificate = wanted != 0) })
}

/// Sets the number of worker threads of `semverx_resolve_many`; 0 (the default) is one per core. None
/// outlives the call.
///
/// # Safety
/// As `semverx_resolve_options_set_now`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_resolve_options_set_threads(
    options: *mut semverx_resolve_options,
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
pub unsafe extern "C" fn semverx_resolve_options_free(options: *mut semverx_resolve_options) {
    // SAFETY: the caller's promise.
    unsafe { handle::free(options) }
}
