//! The components inside a package.

use std::ffi::c_char;

use crate::buffer::diram_buffer;
use crate::error::diram_error;
use crate::input;
use crate::output::Place;
use crate::package::diram_package;
use crate::report::{self, diram_report};
use crate::status::diram_status;

/// The components of a package, as a list: each with `name` (`diram-component-0.bin`), `kind`,
/// `volume`, `component_id`, `total_size`, `num_parts`, `sha256`, `parts` and `recovery`.
///
/// # Safety
/// `package` is NULL or live, `report` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_package_components(
    package: *const diram_package,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, package => {
        // SAFETY: the caller's promise.
        let report = unsafe { Place::required(report, "report") }?;
        report::give(Some(report), &package.package.components()?)
    })
}

/// 1 when the package has this component, else 0. Both `diram-component-N.bin` and
/// `diram-component-N.part.M` name it, with or without folder.
///
/// # Safety
/// `package` is NULL or live, `name` readable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_package_has_component(
    package: *const diram_package,
    name: *const c_char,
    name_len: usize,
) -> i32 {
    getter!(0, package => {
        // SAFETY: the caller's promise.
        let name = unsafe { input::text(name, name_len, "name") };
        i32::from(name.is_ok_and(|name| package.package.has_component(name)))
    })
}

/// The share of a component's parts that arrived intact, 0 to 1.
///
/// # Safety
/// `package` is NULL or live, `name` readable, `out` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_package_verify_coherence(
    package: *const diram_package,
    name: *const c_char,
    name_len: usize,
    out: *mut f64,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, package => {
        // SAFETY: the caller's promise.
        let (name, out) = unsafe {
            (input::text(name, name_len, "name")?, Place::required(out, "out")?)
        };
        out.put(package.package.verify_coherence(name)?);
        Ok(())
    })
}

/// One component's bytes, healed within the coherence threshold.
///
/// # Safety
/// `package` is NULL or live, `name` readable, `out` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_package_recover_component(
    package: *const diram_package,
    name: *const c_char,
    name_len: usize,
    out: *mut *mut diram_buffer,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, package => {
        // SAFETY: the caller's promise.
        let (name, out) = unsafe {
            (input::text(name, name_len, "name")?, Place::required(out, "out")?)
        };
        out.give(diram_buffer::new(package.package.recover_component(name)?)?);
        Ok(())
    })
}

/// The share of all parts of the package that arrived intact, 0 to 1. Looks at every byte on first
/// use.
///
/// # Safety
/// `package` is NULL or live, `out` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_package_overall_coherence(
    package: *const diram_package,
    out: *mut f64,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, package => {
        // SAFETY: the caller's promise.
        let out = unsafe { Place::required(out, "out") }?;
        out.put(package.package.overall_coherence()?);
        Ok(())
    })
}
