//! Version ranges.

use std::ffi::c_char;
use std::sync::OnceLock;

use diram_host::versions::{RangeError, VersionRange};

use crate::error::diram_error;
use crate::fault::Outcome;
use crate::handle::{self, Handle, Poison, assert_send_sync};
use crate::input;
use crate::output::Place;
use crate::report::{self, diram_report};
use crate::semverx_policy::semverx_policy;
use crate::semverx_version::semverx_version;
use crate::status::diram_status;
use crate::text::Text;

/// A set of versions as people write it, for example `^1.2 || 2.*.*.stable`. Owned by the caller, who
/// frees it with `semverx_range_free`. Immutable: any thread may use it. Two ranges are equal when
/// their texts are.
pub struct semverx_range {
    range: VersionRange,
    text: OnceLock<Text>,
    pin: OnceLock<Option<Text>>,
    poison: Poison,
}

impl Handle for semverx_range {
    const WHAT: &'static str = "range";

    fn poison(&self) -> &Poison {
        &self.poison
    }
}

const _: () = assert_send_sync::<semverx_range>();

impl semverx_range {
    fn new(range: VersionRange) -> semverx_range {
        semverx_range {
            range,
            text: OnceLock::new(),
            pin: OnceLock::new(),
            poison: Poison::default(),
        }
    }

    /// The range behind a handle.
    ///
    /// # Safety
    /// `range` is NULL or live, and stays live for `'a`.
    unsafe fn of<'a>(range: *const semverx_range) -> Outcome<&'a VersionRange> {
        // SAFETY: the caller's promise.
        unsafe { handle::borrow(range) }.map(|handle| &handle.range)
    }
}

/// Reads a range. `DIRAM_ERR_RANGE` for what is none, `DIRAM_ERR_LIMIT` for more than 4096 bytes or 64
/// comparators; the error's details have `text`, `column` and `suggestion`.
///
/// # Safety
/// `text` is readable, `out` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_range_parse(
    text: *const c_char,
    text_len: usize,
    out: *mut *mut semverx_range,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err => {
        // SAFETY: the caller's promise.
        let (text, out) = unsafe {
            (input::text(text, text_len, "text")?, Place::required(out, "out")?)
        };
        out.give(semverx_range::new(VersionRange::parse(text)?));
        Ok(())
    })
}

/// The canonical text. NUL-terminated; its length goes to `len` (may be NULL). Lives as long as the
/// range; NULL for NULL.
///
/// # Safety
/// `range` is NULL or live; `len` is NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_range_text(
    range: *const semverx_range,
    len: *mut usize,
) -> *const c_char {
    getter!(std::ptr::null(), range => {
        let text = range.text.get_or_init(|| Text::new(range.range.as_str()));
        // SAFETY: the caller's promise.
        text.give(unsafe { Place::optional(len) })
    })
}

/// The canonical text of the one version that the range is, or NULL when it is not one exact version.
/// Otherwise like `semverx_range_text`.
///
/// # Safety
/// As `semverx_range_text`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_range_exact_pin(
    range: *const semverx_range,
    len: *mut usize,
) -> *const c_char {
    getter!(std::ptr::null(), range => {
        let pin = || range.range.exact_pin().map(|version| Text::new(&version.to_string()));
        // SAFETY: the caller's promise.
        let len = unsafe { Place::optional(len) };
        range.pin.get_or_init(pin).as_ref().map_or(std::ptr::null(), |text| text.give(len))
    })
}

/// Whether a version is in the range under the default policy; 0 if one is NULL.
///
/// # Safety
/// Both are NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_range_contains(
    range: *const semverx_range,
    version: *const semverx_version,
) -> i32 {
    getter!(0, range => {
        // SAFETY: the caller's promise.
        let version = unsafe { semverx_version::of(version) };
        i32::from(version.is_ok_and(|version| range.range.contains(version)))
    })
}

/// Whether a version is in the range under a policy, asked by the root, to `out`. `policy` may be
/// NULL.
///
/// # Safety
/// The handles are NULL or live, `out` is writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_range_contains_with(
    range: *const semverx_range,
    version: *const semverx_version,
    policy: *const semverx_policy,
    out: *mut i32,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, range => {
        // SAFETY: the caller's promise.
        let admitted = unsafe {
            let version = semverx_version::of(version)?;
            semverx_policy::apply(policy, |policy| range.range.admits(version, policy))
        }?;
        // SAFETY: the caller's promise.
        unsafe { Place::required(out, "out") }?.put(i32::from(admitted));
        Ok(())
    })
}

/// Why a version is in the range or not: `admitted`, `reason` (`admitted`, `outside`,
/// `state_not_named`, `state_refused`, `prerelease`), `message`, and `hint`, a change that admits it.
/// `policy` may be NULL.
///
/// # Safety
/// The handles are NULL or live, `report` is writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_range_explain(
    range: *const semverx_range,
    version: *const semverx_version,
    policy: *const semverx_policy,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, range => {
        // SAFETY: the caller's promise.
        let (verdict, report) = unsafe {
            let version = semverx_version::of(version)?;
            let verdict = semverx_policy::apply(policy, |p| range.range.explain(version, p))?;
            (verdict, Place::required(report, "report")?)
        };
        report::give(Some(report), &verdict)
    })
}

/// The versions in both ranges. `DIRAM_ERR_LIMIT` when the result would be too long for a range.
///
/// # Safety
/// The handles are NULL or live, `out` is writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_range_intersect(
    a: *const semverx_range,
    b: *const semverx_range,
    out: *mut *mut semverx_range,
    err: *mut *mut diram_error,
) -> diram_status {
    // SAFETY: the caller's promise.
    boundary!(err => { unsafe { combined(a, b, out, VersionRange::intersect) } })
}

/// The versions in either range. Otherwise like `semverx_range_intersect`.
///
/// # Safety
/// As `semverx_range_intersect`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_range_union(
    a: *const semverx_range,
    b: *const semverx_range,
    out: *mut *mut semverx_range,
    err: *mut *mut diram_error,
) -> diram_status {
    // SAFETY: the caller's promise.
    boundary!(err => { unsafe { combined(a, b, out, VersionRange::union) } })
}

/// # Safety
/// As [`semverx_range_intersect`].
unsafe fn combined(
    a: *const semverx_range,
    b: *const semverx_range,
    out: *mut *mut semverx_range,
    how: impl Fn(&VersionRange, &VersionRange) -> Result<VersionRange, RangeError>,
) -> Outcome<()> {
    // SAFETY: the caller's promise.
    let (a, b, out) = unsafe {
        (
            semverx_range::of(a)?,
            semverx_range::of(b)?,
            Place::required(out, "out")?,
        )
    };
    out.give(semverx_range::new(how(a, b)?));
    Ok(())
}

/// Whether every version in `a` is in `b`, over all possible versions and under the default policy, to
/// `out`. `DIRAM_ERR_LIMIT` when that would take too many steps.
///
/// # Safety
/// The handles are NULL or live, `out` is writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_range_is_subset(
    a: *const semverx_range,
    b: *const semverx_range,
    out: *mut i32,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err => {
        // SAFETY: the caller's promise.
        let (a, b, out) = unsafe {
            (semverx_range::of(a)?, semverx_range::of(b)?, Place::required(out, "out")?)
        };
        out.put(i32::from(a.is_subset(b)?));
        Ok(())
    })
}

/// Whether no version at all is in the range, under the default policy, to `out`. `DIRAM_ERR_LIMIT`
/// when that would take too many steps.
///
/// # Safety
/// `range` is NULL or live, `out` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_range_is_empty(
    range: *const semverx_range,
    out: *mut i32,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, range => {
        // SAFETY: the caller's promise.
        let out = unsafe { Place::required(out, "out") }?;
        out.put(i32::from(range.range.is_empty()?));
        Ok(())
    })
}

/// Frees a range. NULL is allowed.
///
/// # Safety
/// `range` is NULL, or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_range_free(range: *mut semverx_range) {
    // SAFETY: the caller's promise.
    unsafe { handle::free(range) }
}
