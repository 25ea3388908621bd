//! Faults of a registry's versions.

use std::ffi::c_char;

use crate::error::diram_error;
use crate::fault_level::needed;
use crate::input;
use crate::output::Place;
use crate::registry::diram_registry;
use crate::report::{self, diram_report};
use crate::status::diram_status;

/// Says that a version was found at fault, by level or by `diram_fault_of_cause`, and does what its level
/// asks for. The level only rises (`diram_registry_set_fault` sets any); where it is as high already,
/// nothing changes. A fault of integrity (13, 15, 16, 17) undoes a version that was at fault 6 or more ever
/// since it came; other versions stay what they are.
///
/// The report, which may be NULL: `name`, `version`, `before`, `fault`, `fault_state`, `action`, `frozen`,
/// `rolled_back_to`, `undone`, `snapshot`. `DIRAM_ERR_NOT_FOUND` with near names or versions in the error's
/// details, `DIRAM_ERR_EXISTS` for a version that was undone.
///
/// # Safety
/// `registry` is NULL or live, `name` and `version` readable, `report` and `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_handle_fault(
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
        report::give(report, &registry.registry.handle_fault(name, version, needed(level, "level")?)?)
    })
}

/// The versions that can be had and have at least this fault level, by name and version: a list of
/// `name`, `version`, `fault`, `fault_name`, `fault_state`, `action`, `frozen`. 1 for everything that is
/// known, 6 for what waits for a review.
///
/// # Safety
/// `registry` is NULL or live, `report` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_faults(
    registry: *const diram_registry,
    at_least: u32,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, registry => {
        // SAFETY: the caller's promise.
        let report = unsafe { Place::required(report, "report") }?;
        let at_least = needed(at_least, "at_least")?.get();
        report::give(Some(report), &registry.registry.faults(at_least)?)
    })
}
