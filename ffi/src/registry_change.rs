//! Changing a registry, in memory.

use std::ffi::c_char;

use crate::error::diram_error;
use crate::fault_level::needed;
use crate::input;
use crate::output::Place;
use crate::registry::diram_registry;
use crate::report::{self, diram_report};
use crate::status::diram_status;

/// Publishes a version into the registry's source: one line of a registry file, a JSON object of `name`,
/// `version`, `deps` and, if wanted, `yanked`, `fault`, `sha256`, `published` (default: now).
/// `DIRAM_ERR_EXISTS` for a version that is there, whatever its build, or was undone; `DIRAM_ERR_PLUGIN` if a
/// plugin refuses, `DIRAM_ERR_GATE` if a gated registry does. The report says what every change does:
/// `snapshot`, as `diram_registry_snapshot`, `proof`, as `diram_registry_prove`, and `gates`, as
/// `diram_registry_gate`, which is null but for a publish. It may be NULL.
///
/// # Safety
/// `registry` is NULL or live, `line` readable, `report` and `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_publish(
    registry: *const diram_registry,
    line: *const c_char,
    line_len: usize,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, registry => {
        // SAFETY: the caller's promise.
        let (line, report) = unsafe {
            (input::text(line, line_len, "line")?, Place::optional(report))
        };
        report::give(report, &registry.registry.publish(line)?)
    })
}

/// Withdraws a version: only a lock or an exact pin of the root chooses it from now on.
/// `DIRAM_ERR_NOT_FOUND` with near names or versions in the error's details. The report is
/// `diram_registry_publish`'s.
///
/// # Safety
/// `registry` is NULL or live, `name` and `version` readable, `report` and `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_yank(
    registry: *const diram_registry,
    name: *const c_char,
    name_len: usize,
    version: *const c_char,
    version_len: usize,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, registry => {
        // SAFETY: the caller's promise.
        let (name, version, report) = unsafe {
            (
                input::text(name, name_len, "name")?,
                input::text(version, version_len, "version")?,
                Place::optional(report),
            )
        };
        report::give(report, &registry.registry.yank(name, version)?)
    })
}

/// Takes the withdrawal back. Otherwise like `diram_registry_yank`.
///
/// # Safety
/// `registry` is NULL or live, `name` and `version` readable, `report` and `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_unyank(
    registry: *const diram_registry,
    name: *const c_char,
    name_len: usize,
    version: *const c_char,
    version_len: usize,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, registry => {
        // SAFETY: the caller's promise.
        let (name, version, report) = unsafe {
            (
                input::text(name, name_len, "name")?,
                input::text(version, version_len, "version")?,
                Place::optional(report),
            )
        };
        report::give(report, &registry.registry.unyank(name, version)?)
    })
}

/// Sets a version's fault level, 0 to 17. Otherwise like `diram_registry_yank`.
///
/// # Safety
/// As `diram_registry_yank`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_set_fault(
    registry: *const diram_registry,
    name: *const c_char,
    name_len: usize,
    version: *const c_char,
    version_len: usize,
    level: u32,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, registry => {
        // SAFETY: the caller's promise.
        let (name, version, report) = unsafe {
            (
                input::text(name, name_len, "name")?,
                input::text(version, version_len, "version")?,
                Place::optional(report),
            )
        };
        let level = needed(level, "level")?.get();
        report::give(report, &registry.registry.set_fault(name, version, level)?)
    })
}

/// Brings everything about one package back to the snapshot `*to`, in a new snapshot; with `to` NULL it
/// undoes the package's latest change, and called again the one before. Versions that were not there
/// then are gone, and their numbers are never free again. `DIRAM_ERR_NOT_FOUND` with near names in the
/// error's details; `DIRAM_ERR_SNAPSHOT` for a number that never was or is no longer kept, or when there
/// is nothing to undo. The report is `diram_registry_publish`'s.
///
/// # Safety
/// `registry` is NULL or live, `name` readable, `to` NULL or readable, `report` and `err` NULL or
/// writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_rollback(
    registry: *const diram_registry,
    name: *const c_char,
    name_len: usize,
    to: *const u64,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, registry => {
        // SAFETY: the caller's promise.
        let (name, to, report) = unsafe {
            (input::text(name, name_len, "name")?, to.as_ref().copied(), Place::optional(report))
        };
        report::give(report, &registry.registry.rollback(name, to)?)
    })
}
