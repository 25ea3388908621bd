//! Compression with recovery in one call, and the way back.

use diram_host::packages;

use crate::buffer::diram_buffer;
use crate::error::diram_error;
use crate::input;
use crate::op::diram_op;
use crate::output::Place;
use crate::status::diram_status;

/// Compresses bytes and adds recovery data; the result is a package. `threshold` is the coherence
/// that a reader will demand, rounded to millionths, 0.954 to 1: it is checked and does not change
/// the result. `DIRAM_ERR_ARGUMENT` outside. `op` may be NULL.
///
/// # Safety
/// `data` is readable, `op` NULL or live, `out` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_compress_with_recovery(
    data: *const u8,
    len: usize,
    threshold: f64,
    op: *mut diram_op,
    out: *mut *mut diram_buffer,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err => {
        // SAFETY: the caller's promise.
        let (data, op, out) = unsafe {
            (
                input::bytes(data, len, "data")?,
                diram_op::or_none(op)?,
                Place::required(out, "out")?,
            )
        };
        let made = packages::compress_with_recovery_with(data, threshold, &op)?;
        out.give(diram_buffer::new(made)?);
        Ok(())
    })
}

/// The way back from `diram_compress_with_recovery`, healing what is damaged. `level` is the largest
/// lost share of a component's parts that is accepted, 0 to 1; 0.046 is what the coherence threshold
/// allows. `DIRAM_ERR_ARGUMENT` outside 0 to 1, `DIRAM_ERR_COHERENCE` when more is lost,
/// `DIRAM_ERR_OUTPUT_LIMIT` beyond 1 GiB, where `diram_package_unpack_bytes` may be allowed more. `op`
/// may be NULL.
///
/// # Safety
/// `data` is readable, `op` NULL or live, `out` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_decompress_fault_tolerant(
    data: *const u8,
    len: usize,
    level: f64,
    op: *mut diram_op,
    out: *mut *mut diram_buffer,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err => {
        // SAFETY: the caller's promise.
        let (data, op, out) = unsafe {
            (
                input::bytes(data, len, "data")?,
                diram_op::or_none(op)?,
                Place::required(out, "out")?,
            )
        };
        let back = packages::decompress_fault_tolerant_with(data, level, &op)?;
        out.give(diram_buffer::new(back)?);
        Ok(())
    })
}
