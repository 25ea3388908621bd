//! Options of opening a registry.

use std::ffi::c_char;
use std::sync::Mutex;

use diram_host::registry::RegistryOptions;

use crate::error::diram_error;
use crate::fault::{Fault, Outcome};
use crate::handle::{self, Handle, Poison, assert_send_sync};
use crate::input;
use crate::op::diram_op;
use crate::semverx_policy::semverx_policy;
use crate::status::diram_status;

/// Options of opening a registry. Made with the defaults by `diram_registry_options_new`, freed by the
/// caller with `diram_registry_options_free`; a call copies what it needs. Any thread may use it, one
/// after the other.
pub struct diram_registry_options {
    options: Mutex<RegistryOptions>,
    poison: Poison,
}

impl Handle for diram_registry_options {
    const WHAT: &'static str = "options";

    fn poison(&self) -> &Poison {
        &self.poison
    }
}

const _: () = assert_send_sync::<diram_registry_options>();

impl diram_registry_options {
    /// The options behind an optional handle.
    ///
    /// # Safety
    /// `options` is NULL or live.
    pub(crate) unsafe fn or_default(
        options: *const diram_registry_options,
    ) -> Outcome<RegistryOptions> {
        // SAFETY: the caller's promise.
        let options = unsafe { handle::borrow_optional(options) }?;
        Ok(options.map_or_else(RegistryOptions::new, |o| handle::lock(&o.options).clone()))
    }

    fn set(&self, change: impl FnOnce(RegistryOptions) -> RegistryOptions) -> Outcome<()> {
        let mut options = handle::lock(&self.options);
        let changed = change(options.clone());
        *options = changed;
        Ok(())
    }
}

/// The default options. NULL only after a panic.
#[unsafe(no_mangle)]
pub extern "C" fn diram_registry_options_new() -> *mut diram_registry_options {
    getter!(std::ptr::null_mut() => {
        handle::into_c(diram_registry_options {
            options: Mutex::new(RegistryOptions::new()),
            poison: Poison::default(),
        })
    })
}

/// Sets the source that names are looked up in. Default: `live`, or the only one of a folder.
///
/// # Safety
/// `options` is NULL or live, `tier` readable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_options_set_tier(
    options: *mut diram_registry_options,
    tier: *const c_char,
    tier_len: usize,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, options => {
        // SAFETY: the caller's promise.
        let tier = unsafe { input::text(tier, tier_len, "tier") }?;
        options.set(|o| o.tier(tier))
    })
}

/// Sets the Ed25519 key that snapshots are signed with, by the 32 bytes of its secret. Default: none.
///
/// # Safety
/// `options` is NULL or live, `secret` readable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_options_set_signing_key(
    options: *mut diram_registry_options,
    secret: *const u8,
    secret_len: usize,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, options => {
        // SAFETY: the caller's promise.
        let secret = unsafe { input::bytes(secret, secret_len, "secret") }?;
        let seed: [u8; 32] = secret
            .try_into()
            .map_err(|_| Fault::argument("secret", format!("has {secret_len} bytes, not 32")))?;
        options.set(|o| o.signing_key(seed))
    })
}

/// Sets the policy of resolvers over the registry. Default: the default policy.
///
/// # Safety
/// `options` and `policy` are NULL or live, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_options_set_policy(
    options: *mut diram_registry_options,
    policy: *const semverx_policy,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, options => {
        // SAFETY: the caller's promise.
        unsafe { semverx_policy::apply(policy, |policy| options.set(|o| o.policy(policy))) }?
    })
}

/// Fixes the time of all changes, in seconds since 1970; then only `diram_registry_advance_clock` moves
/// it. Default: the clock.
///
/// # Safety
/// `options` is NULL or live, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_options_set_clock(
    options: *mut diram_registry_options,
    seconds: u64,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, options => { options.set(|o| o.clock(seconds)) })
}

/// Whether a publish that the gates of `diram_registry_gate_publish` find `INCOHERENT` is refused with
/// `DIRAM_ERR_GATE`, and with a strict policy one that they find `INSUFFICIENT` too. Default: 0, and what
/// they say is in the report of the publish only.
///
/// # Safety
/// `options` is NULL or live, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_options_set_gated(
    options: *mut diram_registry_options,
    gated: i32,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, options => { options.set(|o| o.gated(gated != 0)) })
}

/// Sets what ends the wait for a pipe that is opened as a registry; NULL for nothing, as by default.
///
/// # Safety
/// `options` and `op` are NULL or live, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_options_set_op(
    options: *mut diram_registry_options,
    op: *const diram_op,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, options => {
        // SAFETY: the caller's promise.
        let op = unsafe { diram_op::or_none(op) }?;
        options.set(|o| o.op(&op))
    })
}

/// Sets the most bytes that are read, all files together. Default: 1 GiB.
///
/// # Safety
/// `options` is NULL or live, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_options_set_max_bytes(
    options: *mut diram_registry_options,
    bytes: u64,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, options => { options.set(|o| o.max_bytes(bytes)) })
}

/// Frees options. NULL is allowed.
///
/// # Safety
/// `options` is NULL, or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_options_free(options: *mut diram_registry_options) {
    // SAFETY: the caller's promise.
    unsafe { handle::free(options) }
}
