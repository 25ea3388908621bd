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

/// [`text`], where NULL stands for "none given".
///
/// # Safety
/// As [`text`].
pub(crate) unsafe fn optional_text<'a>(
    text: *const c_char,
    len: usize,
    what: &str,
) -> Outcome<Option<&'a str>> {
    if text.is_null() && matches!(len, 0 | Z) {
        return Ok(None);
    }
    // SAFETY: the caller's promise.
    unsafe { self::text(text, len, what) }.map(Some)
}

/// A list lent for one call; NULL is allowed for an empty one.
///
/// # Safety
/// `items` points to `count` items that nobody changes during `'a`, or is NULL.
pub(crate) unsafe fn list<'a, T>(items: *const T, count: usize, what: &str) -> Outcome<&'a [T]> {
    if count == 0 {
        return Ok(&[]);
    }
    if items.is_null() {
        let why = format!("is NULL but has {count} items");
        return Err(Fault::argument(what, why));
    }
    if count > isize::MAX as usize / size_of::<T>().max(1) {
        return Err(Fault::limit(what, "what memory can hold, in items", count));
    }
    // SAFETY: not NULL, not longer than an object can be; the rest is the caller's promise.
    Ok(unsafe { std::slice::from_raw_parts(items, count) })
}

/// A list of texts lent for one call. Each length may be [`Z`]; `lens` NULL means that all are.
///
/// # Safety
/// `texts` and, unless NULL, `lens` are as for [`list`], each text as for [`text`].
pub(crate) unsafe fn texts<'a>(
    texts: *const *const c_char,
    lens: *const usize,
    count: usize,
    what: &str,
) -> Outcome<Vec<&'a str>> {
    // SAFETY: the caller's promise.
    let (texts, lens) = unsafe {
        let all = list(texts, count, what)?;
        let given = if lens.is_null() { 0 } else { count };
        (all, list(lens, given, what)?)
    };
    let items = texts.iter().enumerate().map(|(at, &start)| {
        let len = lens.get(at).copied().unwrap_or(Z);
        // SAFETY: the caller's promise.
        unsafe { text(start, len, "text") }.map_err(|fault| fault.of_item(what, at))
    });
    items.collect()
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

/// The caller's list for `count` results.
///
/// # Safety
/// `items` points to `count` initialised items that are the callee's alone during `'a`, or is NULL.
pub(crate) unsafe fn places<'a, T>(
    items: *mut T,
    count: usize,
    what: &str,
) -> Outcome<&'a mut [T]> {
    // SAFETY: the caller's promise; `list` looks at nothing but pointer and length.
    let checked: &[T] = unsafe { list(items.cast_const(), count, what) }?;
    match checked.len() {
        0 => Ok(&mut []),
        // SAFETY: not NULL and not too long, as `list` found; the rest is the caller's promise.
        len => Ok(unsafe { std::slice::from_raw_parts_mut(items, len) }),
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
    fn lists_name_the_wrong_item() {
        // SAFETY: live literals, and NULL where it is allowed or tested.
        unsafe {
            let good = [c"a".as_ptr(), c"bcd".as_ptr()];
            let lens = [Z, 2];
            assert_eq!(
                texts(good.as_ptr(), lens.as_ptr(), 2, "versions").unwrap(),
                ["a", "bc"]
            );
            let all = texts(good.as_ptr(), std::ptr::null(), 2, "versions").unwrap();
            assert_eq!(all, ["a", "bcd"]);
            assert!(
                texts(std::ptr::null(), std::ptr::null(), 0, "versions")
                    .unwrap()
                    .is_empty()
            );
            let bad = [c"a".as_ptr(), std::ptr::null(), c"\xff".as_ptr()];
            let fault = texts(bad.as_ptr(), std::ptr::null(), 3, "versions").unwrap_err();
            assert!(fault.message().starts_with("versions[1]: "), "{fault:?}");
            assert_eq!(fault.json()["details"]["index"], 1);
            let missing = texts(std::ptr::null(), std::ptr::null(), 3, "versions");
            assert_eq!(code_of(missing), Code::Argument);
            let endless = list(bad.as_ptr(), usize::MAX / 4, "versions");
            assert_eq!(code_of(endless), Code::Limit);
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
