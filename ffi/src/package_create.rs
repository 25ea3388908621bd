//! Making packages.

use std::ffi::c_char;

use diram_host::Op;
use diram_host::packages::{self, PackOptions};

use crate::buffer::diram_buffer;
use crate::error::diram_error;
use crate::fault::Outcome;
use crate::input;
use crate::op::diram_op;
use crate::output::Place;
use crate::pack_options::diram_pack_options;
use crate::read_options::{diram_read_options, read_options_of};
use crate::reader::diram_reader;
use crate::report::{self, diram_report};
use crate::status::diram_status;
use crate::writer::diram_writer;

/// Options with the operation of the call.
///
/// # Safety
/// Both are NULL or live.
pub(crate) unsafe fn options_of(
    options: *const diram_pack_options,
    op: *const diram_op,
) -> Outcome<PackOptions> {
    // SAFETY: the caller's promise.
    let (options, op): (PackOptions, Op) = unsafe {
        (
            diram_pack_options::or_default(options)?,
            diram_op::or_none(op)?,
        )
    };
    Ok(options.op(&op))
}

/// Packs the file or folder `src` into the package file `dst`, which appears only when it is whole.
/// The report says `name`, `version`, `tag`, `input_bytes`, `output_bytes`, `overhead`,
/// `components`, `parts`, `parity_parts`, `volumes`, `files`, `warnings`, `seconds`.
/// `options` (NULL: the defaults), `op` and `report` may be NULL.
///
/// # Safety
/// `src` and `dst` are readable, the handles NULL or live, `report` and `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_package_pack(
    src: *const c_char,
    src_len: usize,
    dst: *const c_char,
    dst_len: usize,
    options: *const diram_pack_options,
    op: *mut diram_op,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err => {
        // SAFETY: the caller's promise.
        let (src, dst, options, report) = unsafe {
            (
                input::path(src, src_len, "src")?,
                input::path(dst, dst_len, "dst")?,
                options_of(options, op)?,
                Place::optional(report),
            )
        };
        report::give(report, &packages::pack(src, dst, &options)?)
    })
}

/// Packs bytes into a package in memory. `options` and `op` may be NULL.
///
/// # Safety
/// `data` is readable, the handles NULL or live, `out` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_package_pack_bytes(
    data: *const u8,
    len: usize,
    options: *const diram_pack_options,
    op: *mut diram_op,
    out: *mut *mut diram_buffer,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err => {
        // SAFETY: the caller's promise.
        let (data, options, out) = unsafe {
            (
                input::bytes(data, len, "data")?,
                options_of(options, op)?,
                Place::required(out, "out")?,
            )
        };
        out.give(diram_buffer::new(packages::pack_bytes(data, &options)?)?);
        Ok(())
    })
}

/// Packs everything that a reader gives, up to its end, into a writer. Neither needs to seek.
/// `options`, `op` and `report` may be NULL.
///
/// # Safety
/// `reader` and `writer` are live, the other handles NULL or live, `report` and `err` NULL or
/// writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_package_pack_stream(
    reader: *mut diram_reader,
    writer: *mut diram_writer,
    options: *const diram_pack_options,
    op: *mut diram_op,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, reader => {
        // SAFETY: the caller's promise.
        let (writer, options, report) = unsafe {
            (
                crate::handle::borrow(writer)?,
                options_of(options, op)?,
                Place::optional(report),
            )
        };
        let (_, done) = packages::pack_stream(reader.take()?, writer.take()?, &options)?;
        report::give(report, &done)
    })
}

/// Heals and unpacks a package in memory; gives the packed bytes, or the tar stream of a packed
/// folder. `DIRAM_ERR_OUTPUT_LIMIT` when they are more than the option `max_output`. `options` and
/// `op` may be NULL.
///
/// # Safety
/// `data` is readable, the handles NULL or live, `out` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_package_unpack_bytes(
    data: *const u8,
    len: usize,
    options: *const diram_read_options,
    op: *mut diram_op,
    out: *mut *mut diram_buffer,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err => {
        // SAFETY: the caller's promise.
        let (data, options, out) = unsafe {
            (
                input::bytes(data, len, "data")?,
                read_options_of(options, op)?,
                Place::required(out, "out")?,
            )
        };
        out.give(diram_buffer::new(packages::unpack_bytes_with(data, &options)?)?);
        Ok(())
    })
}
