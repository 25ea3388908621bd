//! Looking at a registry.

use std::ffi::c_char;

use crate::error::diram_error;
use crate::input;
use crate::output::Place;
use crate::registry::diram_registry;
use crate::report::{self, diram_report};
use crate::status::diram_status;

/// The names of all packages of which a version can be had: a list of texts, ascending.
///
/// # Safety
/// `registry` is NULL or live, `report` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_names(
    registry: *const diram_registry,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, registry => {
        // SAFETY: the caller's promise.
        let report = unsafe { Place::required(report, "report") }?;
        report::give(Some(report), &registry.registry.names()?)
    })
}

/// The versions of a package that can be had: a list, ascending, of `version`, `compact`, `stable`,
/// `yanked`, `fault`, `fault_state`, `published`. `DIRAM_ERR_NOT_FOUND` if there are none, with near
/// names in the error's details.
///
/// # Safety
/// `registry` is NULL or live, `name` readable, `report` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_versions(
    registry: *const diram_registry,
    name: *const c_char,
    name_len: usize,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, registry => {
        // SAFETY: the caller's promise.
        let (name, report) = unsafe {
            (input::text(name, name_len, "name")?, Place::required(report, "report")?)
        };
        report::give(Some(report), &registry.registry.versions(name)?)
    })
}

/// All about one version: `source`, `name`, `version`, `compact`, `deps`, `yanked`, `fault`,
/// `fault_name`, `fault_state`, `sha256`, `published`, `hash`. `DIRAM_ERR_NOT_FOUND` as
/// `diram_registry_versions`.
///
/// # Safety
/// `registry` is NULL or live, `name` and `version` readable, `report` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_info(
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
                Place::required(report, "report")?,
            )
        };
        report::give(Some(report), &registry.registry.info(name, version)?)
    })
}

/// The version's node in the registry's tree: `package_id`, `version`, `left`, `right`, `height`,
/// `dependencies`, `dependents`, `access_tier`, `access_level`, `observers`, `last_update`,
/// `update_count`, `fault_state`, `checksum`. `DIRAM_ERR_NOT_FOUND` as `diram_registry_versions`.
///
/// # Safety
/// `registry` is NULL or live, `name` and `version` readable, `report` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_node(
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
                Place::required(report, "report")?,
            )
        };
        report::give(Some(report), &registry.registry.node(name, version)?)
    })
}

/// Names that hold `text`, ascending, else names near it, at most 100: a list of `name` and `best`, the
/// highest stable version.
///
/// # Safety
/// `registry` is NULL or live, `text` readable, `report` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_search(
    registry: *const diram_registry,
    text: *const c_char,
    text_len: usize,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, registry => {
        // SAFETY: the caller's promise.
        let (text, report) = unsafe {
            (input::text(text, text_len, "text")?, Place::required(report, "report")?)
        };
        report::give(Some(report), &registry.registry.search(text)?)
    })
}

/// What a package needs, directly and further on, whichever of its versions: `nodes`, a list of `name`
/// and `versions`, and `edges`, a list of `from`, `version`, `to` and `range`. `DIRAM_ERR_NOT_FOUND` as
/// `diram_registry_versions`.
///
/// # Safety
/// `registry` is NULL or live, `name` readable, `report` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_graph(
    registry: *const diram_registry,
    name: *const c_char,
    name_len: usize,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, registry => {
        // SAFETY: the caller's promise.
        let (name, report) = unsafe {
            (input::text(name, name_len, "name")?, Place::required(report, "report")?)
        };
        report::give(Some(report), &registry.registry.graph(name)?)
    })
}

/// Every version of every package that needs this one: a list of `name`, `version` and `range`.
///
/// # Safety
/// `registry` is NULL or live, `name` readable, `report` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_dependents(
    registry: *const diram_registry,
    name: *const c_char,
    name_len: usize,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, registry => {
        // SAFETY: the caller's promise.
        let (name, report) = unsafe {
            (input::text(name, name_len, "name")?, Place::required(report, "report")?)
        };
        report::give(Some(report), &registry.registry.dependents(name)?)
    })
}

/// What changed from snapshot `a` to snapshot `b`: a list of `source`, `name`, `version`, `kind`, `old`
/// and `new`. `DIRAM_ERR_SNAPSHOT` for a number that never was.
///
/// # Safety
/// `registry` is NULL or live, `report` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_diff(
    registry: *const diram_registry,
    a: u64,
    b: u64,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, registry => {
        // SAFETY: the caller's promise.
        let report = unsafe { Place::required(report, "report") }?;
        report::give(Some(report), &registry.registry.diff(a, b)?)
    })
}

/// The proof that a version is there or is not, or with `version` NULL, that any version of the name
/// is: `source`, `name`, `version`, `present`, `near`, `head`, `tree`.
///
/// # Safety
/// `registry` is NULL or live, `name` readable, `version` NULL or readable, `report` writable, `err`
/// NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_prove(
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
                input::optional_text(version, version_len, "version")?,
                Place::required(report, "report")?,
            )
        };
        report::give(Some(report), &registry.registry.prove(name, version)?)
    })
}
