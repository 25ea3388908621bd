//! Questions asked with texts: one, or many in one call.

use std::ffi::c_char;

use diram_host::versions::{
    Policy, Version, VersionRange, max_satisfying, satisfies, satisfies_many,
};

use crate::error::diram_error;
use crate::fault::{Fault, Outcome};
use crate::input;
use crate::output::Place;
use crate::semverx_policy::semverx_policy;
use crate::status::diram_status;

/// The place in a list that is none: `SEMVERX_NONE`.
const NONE: usize = usize::MAX;

/// Whether a version is in a range, to `out`. `DIRAM_ERR_VERSION` or `DIRAM_ERR_RANGE` for texts that
/// are none, with what to write instead.
///
/// # Safety
/// The texts are readable, `out` is writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_satisfies(
    version: *const c_char,
    version_len: usize,
    range: *const c_char,
    range_len: usize,
    out: *mut i32,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err => {
        // SAFETY: the caller's promise.
        let (version, range, out) = unsafe {
            (
                input::text(version, version_len, "version")?,
                input::text(range, range_len, "range")?,
                Place::required(out, "out")?,
            )
        };
        out.put(i32::from(satisfies(version, range, &Policy::new())?));
        Ok(())
    })
}

/// `semverx_satisfies` under a policy, which may be NULL.
///
/// # Safety
/// As `semverx_satisfies`; `policy` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_satisfies_with(
    version: *const c_char,
    version_len: usize,
    range: *const c_char,
    range_len: usize,
    policy: *const semverx_policy,
    out: *mut i32,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err => {
        // SAFETY: the caller's promise.
        let (version, range, out) = unsafe {
            (
                input::text(version, version_len, "version")?,
                input::text(range, range_len, "range")?,
                Place::required(out, "out")?,
            )
        };
        // SAFETY: the caller's promise.
        let admitted = unsafe { semverx_policy::apply(policy, |p| satisfies(version, range, p)) }?;
        out.put(i32::from(admitted?));
        Ok(())
    })
}

/// Versions and a range, read from texts.
///
/// # Safety
/// `versions` and, unless NULL, `lens` have `count` items; the texts are readable.
unsafe fn parsed(
    versions: *const *const c_char,
    lens: *const usize,
    count: usize,
    range: *const c_char,
    range_len: usize,
) -> Outcome<(Vec<Version>, VersionRange)> {
    // SAFETY: the caller's promise.
    let (versions, range) = unsafe {
        (
            self::versions(versions, lens, count, "versions")?,
            input::text(range, range_len, "range")?,
        )
    };
    Ok((versions, VersionRange::parse(range)?))
}

/// # Safety
/// As [`parsed`].
unsafe fn versions(
    texts: *const *const c_char,
    lens: *const usize,
    count: usize,
    what: &str,
) -> Outcome<Vec<Version>> {
    // SAFETY: the caller's promise.
    let texts = unsafe { input::texts(texts, lens, count, what) }?;
    let read = |(at, text)| Version::parse(text).map_err(|e| Fault::from(e).of_item(what, at));
    texts.into_iter().enumerate().map(read).collect()
}

/// `semverx_satisfies` for a list: `out[i]` is 1 if `versions[i]`, `lens[i]` bytes long, is in the
/// range, else 0. `lens` NULL means that all texts end in a NUL. A text that is no version fails the
/// whole call, and the error's details have its `index`. `policy` may be NULL.
///
/// # Safety
/// `versions`, `out` and, unless NULL, `lens` have `count` items, the texts are readable, `policy` is
/// NULL or live, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_satisfies_many(
    versions: *const *const c_char,
    lens: *const usize,
    count: usize,
    range: *const c_char,
    range_len: usize,
    policy: *const semverx_policy,
    out: *mut i32,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err => {
        // SAFETY: the caller's promise.
        let (versions, range) = unsafe { parsed(versions, lens, count, range, range_len) }?;
        // SAFETY: the caller's promise.
        let (admitted, out) = unsafe {
            (
                semverx_policy::apply(policy, |p| satisfies_many(&versions, &range, p))?,
                input::places(out, count, "out")?,
            )
        };
        for (out, admitted) in out.iter_mut().zip(admitted) {
            *out = i32::from(admitted);
        }
        Ok(())
    })
}

/// The places of the versions that are in the range, in the order given, to `out`, which has room for
/// `count`; and to `found` how many they are. Otherwise like `semverx_satisfies_many`.
///
/// # Safety
/// As `semverx_satisfies_many`; `found` is writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_filter(
    versions: *const *const c_char,
    lens: *const usize,
    count: usize,
    range: *const c_char,
    range_len: usize,
    policy: *const semverx_policy,
    out: *mut usize,
    found: *mut usize,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err => {
        // SAFETY: the caller's promise.
        let (versions, range) = unsafe { parsed(versions, lens, count, range, range_len) }?;
        // SAFETY: the caller's promise.
        let (admitted, out, found) = unsafe {
            (
                semverx_policy::apply(policy, |p| satisfies_many(&versions, &range, p))?,
                input::places(out, count, "out")?,
                Place::required(found, "found")?,
            )
        };
        let places = (0..).zip(admitted).filter_map(|(place, yes)| yes.then_some(place));
        found.put(out.iter_mut().zip(places).map(|(out, place)| *out = place).count());
        Ok(())
    })
}

/// The place of the version to take, to `out`; `SEMVERX_NONE` when none is in the range. The more
/// settled overall state is taken first, then the version without a tail, then the highest, then the
/// first given. Otherwise like `semverx_satisfies_many`.
///
/// # Safety
/// `versions` and, unless NULL, `lens` have `count` items, the texts are readable, `policy` is NULL or
/// live, `out` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_max_satisfying(
    versions: *const *const c_char,
    lens: *const usize,
    count: usize,
    range: *const c_char,
    range_len: usize,
    policy: *const semverx_policy,
    out: *mut usize,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err => {
        // SAFETY: the caller's promise.
        let (versions, range) = unsafe { parsed(versions, lens, count, range, range_len) }?;
        let place = |policy: &Policy| {
            let best = max_satisfying(&versions, &range, policy)?;
            versions.iter().position(|version| std::ptr::eq(version, best))
        };
        // SAFETY: the caller's promise.
        let (best, out) = unsafe {
            (semverx_policy::apply(policy, place)?, Place::required(out, "out")?)
        };
        out.put(best.unwrap_or(NONE));
        Ok(())
    })
}

/// The places of the versions in ascending order, to `out`; equal versions keep their order. Otherwise
/// like `semverx_satisfies_many`.
///
/// # Safety
/// `versions`, `out` and, unless NULL, `lens` have `count` items, the texts are readable, `err` is NULL
/// or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_sort(
    versions: *const *const c_char,
    lens: *const usize,
    count: usize,
    out: *mut usize,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err => {
        // SAFETY: the caller's promise.
        let (versions, out) = unsafe {
            (
                self::versions(versions, lens, count, "versions")?,
                input::places(out, count, "out")?,
            )
        };
        let mut order: Vec<(&Version, usize)> = versions.iter().zip(0..).collect();
        order.sort();
        for (out, (_, place)) in out.iter_mut().zip(order) {
            *out = place;
        }
        Ok(())
    })
}

/// The order of `a[i]` and `b[i]`, to `out[i]`: −1, 0 or 1; builds do not count. Otherwise like
/// `semverx_satisfies_many`.
///
/// # Safety
/// `a`, `b`, `out` and, unless NULL, `a_lens` and `b_lens` have `count` items, the texts are readable,
/// `err` is NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_compare_many(
    a: *const *const c_char,
    a_lens: *const usize,
    b: *const *const c_char,
    b_lens: *const usize,
    count: usize,
    out: *mut i32,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err => {
        // SAFETY: the caller's promise.
        let (a, b, out) = unsafe {
            (
                versions(a, a_lens, count, "a")?,
                versions(b, b_lens, count, "b")?,
                input::places(out, count, "out")?,
            )
        };
        for (out, (a, b)) in out.iter_mut().zip(a.iter().zip(&b)) {
            *out = a.cmp(b) as i32;
        }
        Ok(())
    })
}
