//! The Huffman codec by itself.

use diram_host::codec::huffman;
use serde_json::{Value, json};

use crate::buffer::diram_buffer;
use crate::error::diram_error;
use crate::input;
use crate::output::Place;
use crate::report::{self, diram_report};
use crate::status::diram_status;

/// The usual limit for what `diram_huffman_decode` may give: 1 GiB.
pub const DIRAM_HUFFMAN_MAX_OUTPUT: usize = 1073741824;

/// Codes bytes. The result is at most `diram_huffman_bound(len)` bytes long.
///
/// # Safety
/// `data` is readable, `out` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_huffman_encode(
    data: *const u8,
    len: usize,
    out: *mut *mut diram_buffer,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err => {
        // SAFETY: the caller's promise.
        let (data, out) = unsafe {
            (input::bytes(data, len, "data")?, Place::required(out, "out")?)
        };
        out.give(diram_buffer::new(huffman::encode(data))?);
        Ok(())
    })
}

/// The way back. `DIRAM_ERR_OUTPUT_LIMIT`, before any memory is taken, when the result would be
/// longer than `max_output` bytes (`DIRAM_HUFFMAN_MAX_OUTPUT` unless there is reason for another).
///
/// # Safety
/// `data` is readable, `out` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_huffman_decode(
    data: *const u8,
    len: usize,
    max_output: usize,
    out: *mut *mut diram_buffer,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err => {
        // SAFETY: the caller's promise.
        let (data, out) = unsafe {
            (input::bytes(data, len, "data")?, Place::required(out, "out")?)
        };
        out.give(diram_buffer::new(huffman::decode(data, max_output)?)?);
        Ok(())
    })
}

/// The largest result of coding `len` bytes; `SIZE_MAX` when no object could hold it.
#[unsafe(no_mangle)]
pub extern "C" fn diram_huffman_bound(len: usize) -> usize {
    getter!(usize::MAX => { huffman::bound(len) })
}

/// `diram_huffman_encode` into the caller's memory; sets `*written` to how many bytes. When
/// `capacity` is too small, `DIRAM_ERR_SHORT_BUFFER`, and the error says how many are needed.
///
/// # Safety
/// `data` is readable, `dst` writable and apart from `data`, `written` writable, `err` NULL or
/// writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_huffman_encode_into(
    data: *const u8,
    len: usize,
    dst: *mut u8,
    capacity: usize,
    written: *mut usize,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err => {
        // SAFETY: the caller's promise.
        let (data, dst, written) = unsafe {
            (
                input::bytes(data, len, "data")?,
                input::buffer(dst, capacity, "dst")?,
                Place::required(written, "written")?,
            )
        };
        written.put(huffman::encode_into(data, dst)?);
        Ok(())
    })
}

/// The code words for the byte counts of `data`, as a list by byte value: each with `symbol`,
/// `length` in bits, `code`. Empty when there are fewer than two different bytes.
///
/// # Safety
/// `data` is readable, `report` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_huffman_codes(
    data: *const u8,
    len: usize,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err => {
        // SAFETY: the caller's promise.
        let (data, report) = unsafe {
            (input::bytes(data, len, "data")?, Place::required(report, "report")?)
        };
        let codes: Vec<Value> = huffman::codes(data)
            .iter()
            .map(|c| json!({"symbol": c.symbol, "length": c.length, "code": c.code}))
            .collect();
        report::give(Some(report), &codes)
    })
}
