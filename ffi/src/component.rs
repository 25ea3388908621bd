//! Components put together from their parts.

use diram_host::packages::{COHERENCE_THRESHOLD, reconstruct_component};
use serde_json::json;

use crate::buffer::diram_buffer;
use crate::error::diram_error;
use crate::fault::{Fault, Outcome};
use crate::input;
use crate::output::Place;
use crate::report::{self, diram_report};
use crate::status::diram_status;

/// The share of a component's parts that must be intact: 0.954.
#[unsafe(no_mangle)]
pub extern "C" fn diram_coherence_threshold() -> f64 {
    getter!(0.0 => { COHERENCE_THRESHOLD })
}

/// Puts a component together from `count` parts: `parts[i]` is `lens[i]` bytes long, or NULL when
/// it is missing. The order does not matter, each part says which one it is. `salvage` 1 goes below
/// the coherence threshold, 0 does not. `out` is the component's bytes; the report (may be NULL)
/// says `coherence` and `recovered`, the numbers of the parts that had to be rebuilt.
///
/// # Safety
/// `parts` and `lens` have `count` items, each part is readable; `out` is writable, `report` and
/// `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_component_reconstruct(
    parts: *const *const u8,
    lens: *const usize,
    count: usize,
    salvage: i32,
    out: *mut *mut diram_buffer,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err => {
        // SAFETY: the caller's promise.
        let (parts, out, report) = unsafe {
            (parts_of(parts, lens, count)?, Place::required(out, "out")?, Place::optional(report))
        };
        let done = reconstruct_component(&parts, salvage != 0)?;
        let data = diram_buffer::new(done.data)?;
        let said = json!({"coherence": done.coherence, "recovered": done.recovered});
        report::give(report, &said)?;
        out.give(data);
        Ok(())
    })
}

/// The caller's parts as slices.
///
/// # Safety
/// `parts` and `lens` have `count` items, each part is readable for `'a`.
unsafe fn parts_of<'a>(
    parts: *const *const u8,
    lens: *const usize,
    count: usize,
) -> Outcome<Vec<Option<&'a [u8]>>> {
    if count == 0 {
        return Ok(Vec::new());
    }
    if parts.is_null() || lens.is_null() {
        return Err(Fault::argument("parts", "parts or lens is NULL"));
    }
    if count > MAX_PARTS {
        return Err(Fault::limit("count", "0..=65536", count));
    }
    // SAFETY: not NULL and not too long; the caller's promise.
    let (parts, lens) = unsafe {
        (
            std::slice::from_raw_parts(parts, count),
            std::slice::from_raw_parts(lens, count),
        )
    };
    parts
        .iter()
        .zip(lens)
        .map(|(&part, &len)| {
            if part.is_null() {
                return Ok(None);
            }
            // SAFETY: the caller's promise.
            unsafe { input::bytes(part, len, "part") }.map(Some)
        })
        .collect()
}

/// Far more than the 256 parts of a component, copies included.
const MAX_PARTS: usize = 65_536;
