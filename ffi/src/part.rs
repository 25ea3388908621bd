//! Lone parts.

use diram_host::packages::{check_part, heal_part};

use crate::buffer::diram_buffer;
use crate::error::diram_error;
use crate::input;
use crate::output::Place;
use crate::report::{self, diram_report};
use crate::status::diram_status;

/// What a lone part says about itself: `recovery_capability` (1 for an intact part, 0 for noise),
/// `intact`, `mendable`, and where it belongs: `part_number`, `total_parts`, `data_parts`, `kind`,
/// `component_id`, `volume`. Noise is no error.
///
/// # Safety
/// `data` is readable, `report` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_part_check(
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
        report::give(Some(report), &check_part(data))
    })
}

/// A lone part mended by its own recovery bytes: any burst of up to 32 damaged bytes.
///
/// # Safety
/// `data` is readable, `out` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_part_heal(
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
        out.give(diram_buffer::new(heal_part(data)?)?);
        Ok(())
    })
}
