//! Healing and unpacking.

use std::ffi::c_char;

use diram_host::packages::{HealOptions, UnpackOptions};

use crate::buffer::diram_buffer;
use crate::error::diram_error;
use crate::fault::Outcome;
use crate::handle;
use crate::heal_options::diram_heal_options;
use crate::input;
use crate::op::diram_op;
use crate::output::Place;
use crate::package::diram_package;
use crate::report::{self, diram_report};
use crate::status::diram_status;
use crate::unpack_options::diram_unpack_options;
use crate::writer::diram_writer;

/// Options with the operation of the call.
///
/// # Safety
/// Both are NULL or live.
unsafe fn heal_options_of(
    options: *const diram_heal_options,
    op: *const diram_op,
) -> Outcome<HealOptions> {
    // SAFETY: the caller's promise.
    let (options, op) = unsafe {
        (
            diram_heal_options::or_default(options)?,
            diram_op::or_none(op)?,
        )
    };
    Ok(options.op(&op))
}

/// Options with the operation of the call.
///
/// # Safety
/// Both are NULL or live.
unsafe fn unpack_options_of(
    options: *const diram_unpack_options,
    op: *const diram_op,
) -> Outcome<UnpackOptions> {
    // SAFETY: the caller's promise.
    let (options, op) = unsafe {
        (
            diram_unpack_options::or_default(options)?,
            diram_op::or_none(op)?,
        )
    };
    Ok(options.op(&op))
}

/// Writes the original package, byte for byte, to the file `dst`, which may be the package itself
/// and changes only when all is healed. The report says `mended_bytes`, `mended_parts`,
/// `rebuilt_parts`, `coherence_before`, `coherence_after`, `bytes`, `seconds`.
/// `DIRAM_ERR_COHERENCE` below the threshold (then `salvage` may still work), `DIRAM_ERR_LOST`
/// beyond recovery. `options`, `op` and `report` may be NULL.
///
/// # Safety
/// The handles are NULL or live, `dst` readable, `report` and `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_package_heal(
    package: *const diram_package,
    dst: *const c_char,
    dst_len: usize,
    options: *const diram_heal_options,
    op: *mut diram_op,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, package => {
        // SAFETY: the caller's promise.
        let (dst, options, report) = unsafe {
            (
                input::path(dst, dst_len, "dst")?,
                heal_options_of(options, op)?,
                Place::optional(report),
            )
        };
        report::give(report, &package.package.heal(dst, &options)?)
    })
}

/// `diram_package_heal` into a writer. A call that fails may have written a part.
///
/// # Safety
/// `writer` is live, the other handles NULL or live, `report` and `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_package_heal_writer(
    package: *const diram_package,
    writer: *mut diram_writer,
    options: *const diram_heal_options,
    op: *mut diram_op,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, package => {
        // SAFETY: the caller's promise.
        let (writer, options, report) = unsafe {
            (
                handle::borrow(writer)?,
                heal_options_of(options, op)?,
                Place::optional(report),
            )
        };
        report::give(report, &package.package.heal_to(writer.take()?, &options)?)
    })
}

/// `diram_package_heal` into memory.
///
/// # Safety
/// The handles are NULL or live, `out` is writable, `report` and `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_package_heal_bytes(
    package: *const diram_package,
    options: *const diram_heal_options,
    op: *mut diram_op,
    out: *mut *mut diram_buffer,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, package => {
        // SAFETY: the caller's promise.
        let (options, out, report) = unsafe {
            (
                heal_options_of(options, op)?,
                Place::required(out, "out")?,
                Place::optional(report),
            )
        };
        let mut healed = Vec::new();
        let done = package.package.heal_to(&mut healed, &options)?;
        let healed = diram_buffer::new(healed)?;
        report::give(report, &done)?;
        out.give(healed);
        Ok(())
    })
}

/// Unpacks the content into the folder `dir`, healing on the way. The folder appears only when all
/// is whole; one that exists must be empty or the option `force` set. The report says `files`,
/// `directories`, `links`, `bytes`, `mended_parts`, `rebuilt_parts`, `coherence`,
/// `coherence_healed`, `damage`, `warnings`, `seconds`. Errors as `diram_package_heal`.
/// `options`, `op` and `report` may be NULL.
///
/// # Safety
/// The handles are NULL or live, `dir` readable, `report` and `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_package_unpack(
    package: *const diram_package,
    dir: *const c_char,
    dir_len: usize,
    options: *const diram_unpack_options,
    op: *mut diram_op,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, package => {
        // SAFETY: the caller's promise.
        let (dir, options, report) = unsafe {
            (
                input::path(dir, dir_len, "dir")?,
                unpack_options_of(options, op)?,
                Place::optional(report),
            )
        };
        report::give(report, &package.package.unpack(dir, &options)?)
    })
}

/// Writes every component as `diram-KIND-N.bin` into the folder `dir`: the way back for services,
/// operations, divisions and countries. Otherwise like `diram_package_unpack`.
///
/// # Safety
/// As `diram_package_unpack`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_package_unpack_components(
    package: *const diram_package,
    dir: *const c_char,
    dir_len: usize,
    options: *const diram_unpack_options,
    op: *mut diram_op,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, package => {
        // SAFETY: the caller's promise.
        let (dir, options, report) = unsafe {
            (
                input::path(dir, dir_len, "dir")?,
                unpack_options_of(options, op)?,
                Place::optional(report),
            )
        };
        report::give(report, &package.package.unpack_components(dir, &options)?)
    })
}
