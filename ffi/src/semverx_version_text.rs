//! Texts of a version.

use std::ffi::c_char;

use crate::output::Place;
use crate::semverx_version::{Shown, semverx_version};

/// The field of a version whose state is asked for: major.
pub const SEMVERX_MAJOR: i32 = 0;
/// The field of a version whose state is asked for: minor.
pub const SEMVERX_MINOR: i32 = 1;
/// The field of a version whose state is asked for: patch.
pub const SEMVERX_PATCH: i32 = 2;

/// The canonical text, `2.stable.1.stable.0.stable`. NUL-terminated; its length goes to `len` (may be
/// NULL). Lives as long as the version; NULL for NULL.
///
/// # Safety
/// `version` is NULL or live; `len` is NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_version_text(
    version: *const semverx_version,
    len: *mut usize,
) -> *const c_char {
    getter!(std::ptr::null(), version => {
        // SAFETY: the caller's promise.
        version.give(Shown::Canonical, unsafe { Place::optional(len) })
    })
}

/// The shortest text that reads back as the identical version: plain, short or canonical. Otherwise
/// like `semverx_version_text`.
///
/// # Safety
/// As `semverx_version_text`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_version_compact(
    version: *const semverx_version,
    len: *mut usize,
) -> *const c_char {
    getter!(std::ptr::null(), version => {
        // SAFETY: the caller's promise.
        version.give(Shown::Compact, unsafe { Place::optional(len) })
    })
}

/// The SemVer text that means the same, or NULL unless all three states are stable. Otherwise like
/// `semverx_version_text`.
///
/// # Safety
/// As `semverx_version_text`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_version_plain(
    version: *const semverx_version,
    len: *mut usize,
) -> *const c_char {
    getter!(std::ptr::null(), version => {
        // SAFETY: the caller's promise.
        version.give(Shown::Plain, unsafe { Place::optional(len) })
    })
}

/// A text for tools that know only SemVer: keeps the order, and no two versions share one. It does
/// not read back; `semverx_version_plain` is the text that does. Otherwise like
/// `semverx_version_text`.
///
/// # Safety
/// As `semverx_version_text`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_version_semver(
    version: *const semverx_version,
    len: *mut usize,
) -> *const c_char {
    getter!(std::ptr::null(), version => {
        // SAFETY: the caller's promise.
        version.give(Shown::SemVer, unsafe { Place::optional(len) })
    })
}

/// ASCII text that `strcmp` sorts as the versions are, the same for versions that differ only in
/// build: a key for databases and hash tables. Otherwise like `semverx_version_text`.
///
/// # Safety
/// As `semverx_version_text`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_version_sort_key(
    version: *const semverx_version,
    len: *mut usize,
) -> *const c_char {
    getter!(std::ptr::null(), version => {
        // SAFETY: the caller's promise.
        version.give(Shown::SortKey, unsafe { Place::optional(len) })
    })
}

/// The overall state, which is the lowest of the three: `stable`, `experimental`, `legacy` or a name of
/// the publisher's own. Otherwise like `semverx_version_text`.
///
/// # Safety
/// As `semverx_version_text`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_version_state(
    version: *const semverx_version,
    len: *mut usize,
) -> *const c_char {
    getter!(std::ptr::null(), version => {
        // SAFETY: the caller's promise.
        version.give(Shown::State, unsafe { Place::optional(len) })
    })
}

/// The state of one number: `field` is `SEMVERX_MAJOR`, `SEMVERX_MINOR` or `SEMVERX_PATCH`, and NULL
/// comes for any other. Otherwise like `semverx_version_text`.
///
/// # Safety
/// As `semverx_version_text`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_version_state_of(
    version: *const semverx_version,
    field: i32,
    len: *mut usize,
) -> *const c_char {
    getter!(std::ptr::null(), version => {
        let state = match field {
            SEMVERX_MAJOR => Shown::Major,
            SEMVERX_MINOR => Shown::Minor,
            SEMVERX_PATCH => Shown::Patch,
            _ => return std::ptr::null(),
        };
        // SAFETY: the caller's promise.
        version.give(state, unsafe { Place::optional(len) })
    })
}

/// The pre-release tail without its `-`, or NULL without one. Otherwise like `semverx_version_text`.
///
/// # Safety
/// As `semverx_version_text`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_version_pre(
    version: *const semverx_version,
    len: *mut usize,
) -> *const c_char {
    getter!(std::ptr::null(), version => {
        // SAFETY: the caller's promise.
        version.give(Shown::Pre, unsafe { Place::optional(len) })
    })
}

/// The build without its `+`, or NULL without one. Otherwise like `semverx_version_text`.
///
/// # Safety
/// As `semverx_version_text`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn semverx_version_build(
    version: *const semverx_version,
    len: *mut usize,
) -> *const c_char {
    getter!(std::ptr::null(), version => {
        // SAFETY: the caller's promise.
        version.give(Shown::Build, unsafe { Place::optional(len) })
    })
}
