//! The components inside a package.

use std::ffi::c_char;

use crate::buffer::diram_buffer;
use crate::error::diram_error;
use crate::input;
use crate::op::diram_op;
use crate::output::Place;
use crate::package::diram_package;
use crate::report::{self, diram_report};
use crate::status::diram_status;

/// The components of a package, as a list: each with `name` (`diram-component-0.bin`), `kind`,
/// `volume`, `component_id`, `total_size`, `num_parts`, `sha256`, `parts` and `recovery`. `op` may
/// be NULL.
///
/// # Safety
/// The handles are NULL or live, `report` is writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_package_components(
    package: *const diram_package,
    op: *mut diram_op,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, package => {
        // SAFETY: the caller's promise.
        let (op, report) = unsafe {
            (diram_op::or_none(op)?, Place::required(report, "report")?)
        };
        report::give(Some(report), &package.package.with_op(&op).components()?)
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

/// The share of a component's parts that arrived intact, 0 to 1. `op` may be NULL.
///
/// # Safety
/// The handles are NULL or live, `name` is readable, `out` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_package_verify_coherence(
    package: *const diram_package,
    name: *const c_char,
    name_len: usize,
    op: *mut diram_op,
    out: *mut f64,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, package => {
        // SAFETY: the caller's promise.
        let (name, op, out) = unsafe {
            (
                input::text(name, name_len, "name")?,
                diram_op::or_none(op)?,
                Place::required(out, "out")?,
            )
        };
        out.put(package.package.with_op(&op).verify_coherence(name)?);
        Ok(())
    })
}

/// One component's bytes, healed to the mathematical limit: asking for recovery is asking for
/// salvage. Its SHA-256 decides whether they are right. `op` may be NULL.
///
/// # Safety
/// The handles are NULL or live, `name` is readable, `out` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_package_recover_component(
    package: *const diram_package,
    name: *const c_char,
    name_len: usize,
    op: *mut diram_op,
    out: *mut *mut diram_buffer,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, package => {
        // SAFETY: the caller's promise.
        let (name, op, out) = unsafe {
            (
                input::text(name, name_len, "name")?,
                diram_op::or_none(op)?,
                Place::required(out, "out")?,
            )
        };
        let data = package.package.with_op(&op).recover_component(name)?;
        out.give(diram_buffer::new(data)?);
        Ok(())
    })
}

/// The share of all parts of the package that arrived intact, 0 to 1. Looks at every byte on first
/// use. `op` may be NULL.
///
/// # Safety
/// The handles are NULL or live, `out` is writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_package_overall_coherence(
    package: *const diram_package,
    op: *mut diram_op,
    out: *mut f64,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, package => {
        // SAFETY: the caller's promise.
        let (op, out) = unsafe { (diram_op::or_none(op)?, Place::required(out, "out")?) };
        out.put(package.package.with_op(&op).overall_coherence()?);
        Ok(())
    })
}
