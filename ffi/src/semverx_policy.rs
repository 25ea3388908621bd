//! Policies.

use std::ffi::c_char;
use std::sync::{Arc, Mutex};

use diram_host::versions::Policy;
use serde_json::{Value, json};

use crate::buffer::diram_buffer;
use crate::error::diram_error;
use crate::fault::Outcome;
use crate::handle::{self, Handle, Poison, assert_send_sync};
use crate::input;
use crate::output::Place;
use crate::status::diram_status;

/// What is allowed beyond what ranges say. Made with the defaults by `semverx_policy_new`, freed by the
/// caller with `semverx_policy_free`; a call copies what it needs, and NULL stands for the defaults.
/// Any thread may use it at any time.
pub struct semverx_policy {
    policy: Mutex<Arc<Policy>>,
    poison: Poison,
}

impl Handle for semverx_policy {
    const WHAT: &'static str = "policy";

    fn poison(&self) -> &Poison {
        &self.poison
    }
}

const _: () = assert_send_sync::<semverx_policy>();

impl semverx_policy {
    fn new(policy: Policy) -> semverx_policy {
        semverx_policy {
            policy: Mutex::new(Arc::new(policy)),
            poison: Poison::default(),
        }
    }

    /// Calls `ask` with the policy behind an optional handle.
    ///
    /// # Safety
    /// `policy` is NULL or live.
    pub(crate) unsafe fn apply<T>(
        policy: *const semverx_policy,
        ask: impl FnOnce(&Policy) -> T,
    ) -> Outcome<T> {
        // SAFETY: the caller's promise.
        Ok(match unsafe { handle::borrow_optional(policy) }? {
            None => ask(&Policy::new()),
            Some(policy) => {
                let policy = handle::lock(&policy.policy).clone();
                ask(&policy)
            }
        })
    }

    fn set(&self, change: impl FnOnce(&mut Policy)) -> Outcome<()> {
        change(Arc::make_mut(&mut handle::lock(&self.policy)));
        Ok(())
    }
}

/// A policy that says just this; wrong values are refused as in JSON.
fn saying(key: &str, value: Value) -> Outcome<Policy> {
    Ok(Policy::from_json(&json!({ key: value }).to_string())?)
}

/// The default policy. NULL only after a panic.
#[unsafe(no_mangle)]
pub extern "C" fn semverx_policy_new() -> *mut semverx_policy {
    getter!(std::ptr::null_mut() => { handle::into_c(semverx_policy::new(Policy::new())) })
}

/// Reads a policy from a JSON object: `allow_experimental`, `allow_legacy`, `allow_prerelease`,
/// `auto_update`, `max_update_rate`, `min_release_age` (seconds, or text such as `"3d"`), `max_fault`,
/// `lines`, `sources`, `overrides`, `budget`, `strict`. Keys that are missing or null keep their
/// default. `DIRAM_ERR_POLICY` for another key, whose nearest the hint names, or a wrong value.
///
/// # Safety
/// `text` is readable, `out` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_policy_from_json(
    text: *const c_char,
    text_len: usize,
    out: *mut *mut semverx_policy,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err => {
        // SAFETY: the caller's promise.
        let (text, out) = unsafe {
            (input::text(text, text_len, "text")?, Place::required(out, "out")?)
        };
        out.give(semverx_policy::new(Policy::from_json(text)?));
        Ok(())
    })
}

/// The policy as canonical JSON: keys in order, those with default values left out, no blanks.
///
/// # Safety
/// `policy` is NULL or live, `out` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_policy_json(
    policy: *const semverx_policy,
    out: *mut *mut diram_buffer,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, policy => {
        // SAFETY: the caller's promise.
        let out = unsafe { Place::required(out, "out") }?;
        let text = handle::lock(&policy.policy).to_json();
        out.give(diram_buffer::new(text.into_bytes())?);
        Ok(())
    })
}

/// Experimental states: 1 admits them everywhere, 0 nowhere except in an exact pin of the root. Never
/// set (the default): where a range names them.
///
/// # Safety
/// `policy` is NULL or live, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_policy_set_allow_experimental(
    policy: *mut semverx_policy,
    allow: i32,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, policy => { policy.set(|p| p.allow_experimental = Some(allow != 0)) })
}

/// Legacy states; otherwise like `semverx_policy_set_allow_experimental`.
///
/// # Safety
/// As `semverx_policy_set_allow_experimental`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_policy_set_allow_legacy(
    policy: *mut semverx_policy,
    allow: i32,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, policy => { policy.set(|p| p.allow_legacy = Some(allow != 0)) })
}

/// Whether versions with a tail are admitted wherever the bounds admit them; 0 (the default): only
/// where a range names their numbers with a tail.
///
/// # Safety
/// As `semverx_policy_set_allow_experimental`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_policy_set_allow_prerelease(
    policy: *mut semverx_policy,
    allow: i32,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, policy => { policy.set(|p| p.allow_prerelease = allow != 0) })
}

/// What happens when a newer version is published: `off`, `opt-in` (the default) or `mandatory`.
///
/// # Safety
/// `policy` is NULL or live, `when` readable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_policy_set_auto_update(
    policy: *mut semverx_policy,
    when: *const c_char,
    when_len: usize,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, policy => {
        // SAFETY: the caller's promise.
        let when = unsafe { input::text(when, when_len, "when") }?;
        let said = saying("auto_update", json!(when))?;
        policy.set(|p| p.auto_update = said.auto_update)
    })
}

/// The most updates accepted a second. Default: 5.
///
/// # Safety
/// As `semverx_policy_set_allow_experimental`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_policy_set_max_update_rate(
    policy: *mut semverx_policy,
    rate: u32,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, policy => { policy.set(|p| p.max_update_rate = rate) })
}

/// How old a release must be, in seconds, less than 2^53. Default: none is too young.
///
/// # Safety
/// As `semverx_policy_set_allow_experimental`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_policy_set_min_release_age(
    policy: *mut semverx_policy,
    seconds: u64,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, policy => {
        let said = saying("min_release_age", json!(seconds))?;
        policy.set(|p| p.min_release_age = said.min_release_age)
    })
}

/// The worst fault level that a resolution still chooses, 0 to 17. Default: 5.
///
/// # Safety
/// As `semverx_policy_set_allow_experimental`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_policy_set_max_fault(
    policy: *mut semverx_policy,
    level: u32,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, policy => {
        let said = saying("max_fault", json!(level))?;
        policy.set(|p| p.max_fault = said.max_fault)
    })
}

/// Lets versions of one package stand side by side: `major`, one for each major number and its state.
/// Default: one version a package.
///
/// # Safety
/// `policy` is NULL or live, `lines` readable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_policy_set_lines(
    policy: *mut semverx_policy,
    lines: *const c_char,
    lines_len: usize,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, policy => {
        // SAFETY: the caller's promise.
        let lines = unsafe { input::text(lines, lines_len, "lines") }?;
        let said = saying("lines", json!(lines))?;
        policy.set(|p| p.lines = said.lines)
    })
}

/// Says where packages come from: `pattern` is a name, or the beginning of names and `*`.
///
/// # Safety
/// `policy` is NULL or live, `pattern` and `source` readable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_policy_add_source(
    policy: *mut semverx_policy,
    pattern: *const c_char,
    pattern_len: usize,
    source: *const c_char,
    source_len: usize,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, policy => {
        // SAFETY: the caller's promise.
        let (pattern, source) = unsafe {
            (
                input::text(pattern, pattern_len, "pattern")?,
                input::text(source, source_len, "source")?,
            )
        };
        let mut said = saying("sources", json!({ pattern: source }))?;
        policy.set(|p| p.sources.append(&mut said.sources))
    })
}

/// Replaces whatever range is required of the package `name`.
///
/// # Safety
/// `policy` is NULL or live, `name` and `range` readable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_policy_add_override(
    policy: *mut semverx_policy,
    name: *const c_char,
    name_len: usize,
    range: *const c_char,
    range_len: usize,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, policy => {
        // SAFETY: the caller's promise.
        let (name, range) = unsafe {
            (input::text(name, name_len, "name")?, input::text(range, range_len, "range")?)
        };
        let mut said = saying("overrides", json!({ name: range }))?;
        policy.set(|p| p.overrides.append(&mut said.overrides))
    })
}

/// The most steps a resolution may take, less than 2^53. Default: 1000000.
///
/// # Safety
/// As `semverx_policy_set_allow_experimental`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_policy_set_budget(
    policy: *mut semverx_policy,
    steps: u64,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, policy => {
        let said = saying("budget", json!(steps))?;
        policy.set(|p| p.budget = said.budget)
    })
}

/// Whether checks that otherwise report refuse. Default: 0.
///
/// # Safety
/// As `semverx_policy_set_allow_experimental`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_policy_set_strict(
    policy: *mut semverx_policy,
    strict: i32,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, policy => { policy.set(|p| p.strict = strict != 0) })
}

/// Frees a policy. NULL is allowed.
///
/// # Safety
/// `policy` is NULL, or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_policy_free(policy: *mut semverx_policy) {
    // SAFETY: the caller's promise.
    unsafe { handle::free(policy) }
}
