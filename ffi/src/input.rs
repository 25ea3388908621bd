//! Arguments from C: pointers become slices, text and paths here and nowhere else.

use std::ffi::{CStr, c_char};
use std::io::SeekFrom;
use std::path::Path;

use diram_host::Code;
use serde_json::json;

use crate::fault::{Fault, Outcome};

/// The length that means "NUL-terminated": `DIRAM_Z`.
pub(crate) const Z: usize = usize::MAX;

/// Bytes lent for one call.
///
/// # Safety
/// `data` points to `len` readable bytes that nobody changes during `'a`, or is NULL.
pub(crate) unsafe fn bytes<'a>(data: *const u8, len: usize, what: &str) -> Outcome<&'a [u8]> {
    if len == 0 {
        return Ok(&[]);
    }
    if data.is_null() {
        return Err(Fault::argument(
            what,
            format!("is NULL but {len} bytes long"),
        ));
    }
    if len > isize::MAX as usize {
        return Err(Fault::limit(what, "0..=PTRDIFF_MAX bytes", len));
    }
    // SAFETY: not NULL, not longer than an object can be; the rest is the caller's promise.
    Ok(unsafe { std::slice::from_raw_parts(data, len) })
}

/// UTF-8 text lent for one call; `len` may be [`Z`].
///
/// # Safety
/// As [`bytes`]; with [`Z`], `text` ends in a NUL.
pub(crate) unsafe fn text<'a>(text: *const c_char, len: usize, what: &str) -> Outcome<&'a str> {
    let bytes = if len == Z {
        if text.is_null() {
            return Err(Fault::argument(what, "is NULL"));
        }
        // SAFETY: not NULL; the caller's promise of a NUL.
        unsafe { CStr::from_ptr(text) }.to_bytes()
    } else {
        // SAFETY: the caller's promise.
        unsafe { bytes(text.cast(), len, what) }?
    };
    std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        Fault::new(Code::Utf8, format!("{what} is not UTF-8 at byte {at}"))
            .detailed(json!({"argument": what, "offset": at}))
    })
}

/// A path lent for one call: text that is not empty and holds no NUL.
///
/// # Safety
/// As [`text`].
pub(crate) unsafe fn path<'a>(path: *const c_char, len: usize, what: &str) -> Outcome<&'a Path> {
    // SAFETY: the caller's promise.
    let text = unsafe { self::text(path, len, what) }?;
    if text.is_empty() {
        return Err(Fault::argument(what, "is empty"));
    }
    if text.contains('\0') {
        return Err(Fault::argument(what, "holds a NUL, which no path can"));
    }
    Ok(Path::new(text))
}

/// The caller's buffer for `capacity` bytes of output.
///
/// # Safety
/// `buffer` points to `capacity` initialised bytes that are the callee's alone during `'a`, or is
/// NULL.
pub(crate) unsafe fn buffer<'a>(
    buffer: *mut u8,
    capacity: usize,
    what: &str,
) -> Outcome<&'a mut [u8]> {
    if capacity == 0 {
        return Ok(&mut []);
    }
    if buffer.is_null() {
        return Err(Fault::argument(
            what,
            format!("is NULL but {capacity} bytes long"),
        ));
    }
    if capacity > isize::MAX as usize {
        return Err(Fault::limit(what, "0..=PTRDIFF_MAX bytes", capacity));
    }
    // SAFETY: not NULL, not longer than an object can be; the rest is the caller's promise.
    Ok(unsafe { std::slice::from_raw_parts_mut(buffer, capacity) })
}

/// A place in a stream from an offset and an origin as in `fseek`: 0, 1, 2.
pub(crate) fn seek_from(offset: i64, origin: i32) -> Outcome<SeekFrom> {
    match (origin, u64::try_from(offset)) {
        (0, Ok(offset)) => Ok(SeekFrom::Start(offset)),
        (0, Err(_)) => Err(Fault::argument("offset", "is before the beginning")),
        (1, _) => Ok(SeekFrom::Current(offset)),
        (2, _) => Ok(SeekFrom::End(offset)),
        _ => Err(Fault::limit("origin", "0..=2", origin)),
    }
}

/// An own copy of lent bytes; an error, not an abort, when memory is short.
pub(crate) fn own(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let mut copy = Vec::new();
    copy.try_reserve_exact(bytes.len())
        .map_err(|_| Fault::memory(bytes.len()))?;
    copy.extend_from_slice(bytes);
    Ok(copy)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code_of<T: std::fmt::Debug>(outcome: Outcome<T>) -> Code {
        outcome.unwrap_err().code()
    }

    #[test]
    fn null_is_allowed_only_for_nothing() {
        // SAFETY: NULL is what is tested.
        unsafe {
            assert_eq!(bytes(std::ptr::null(), 0, "data").unwrap(), b"");
            assert_eq!(code_of(bytes(std::ptr::null(), 1, "data")), Code::Argument);
            assert_eq!(text(std::ptr::null(), 0, "name").unwrap(), "");
            assert_eq!(code_of(text(std::ptr::null(), Z, "name")), Code::Argument);
            assert_eq!(
                code_of(buffer(std::ptr::null_mut(), 1, "buffer")),
                Code::Argument
            );
        }
    }

    #[test]
    fn text_is_checked_and_may_end_by_nul_or_by_length() {
        // SAFETY: live literals.
        unsafe {
            assert_eq!(text(c"photos".as_ptr(), Z, "name").unwrap(), "photos");
            assert_eq!(text(c"photos".as_ptr(), 5, "name").unwrap(), "photo");
            assert_eq!(code_of(text(c"a\xff".as_ptr(), Z, "name")), Code::Utf8);
        }
    }

    #[test]
    fn lengths_beyond_any_object_are_refused_unread() {
        // SAFETY: refused before it is read.
        unsafe {
            let data = [0u8; 1];
            assert_eq!(
                code_of(bytes(data.as_ptr(), usize::MAX - 1, "data")),
                Code::Limit
            );
        }
    }

    #[test]
    fn paths_hold_no_nul_and_are_not_empty() {
        // SAFETY: live literals.
        unsafe {
            assert_eq!(path(c"a/b".as_ptr(), Z, "src").unwrap(), Path::new("a/b"));
            assert_eq!(code_of(path(c"".as_ptr(), Z, "src")), Code::Argument);
            assert_eq!(
                code_of(path("a\0b".as_ptr().cast(), 3, "src")),
                Code::Argument
            );
        }
    }
}
