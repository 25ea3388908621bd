//! Bytes that the library made.

use crate::fault::{Fault, Outcome};
use crate::handle::{self, Handle, Poison, assert_send_sync};
use crate::output::Place;

/// Bytes that the library made. Owned by the caller, who frees them with `diram_buffer_free`, never
/// with `free`. Immutable: any thread may read it.
pub struct diram_buffer {
    /// The bytes and one NUL.
    bytes: Vec<u8>,
    poison: Poison,
}

impl Handle for diram_buffer {
    const WHAT: &'static str = "buffer";

    fn poison(&self) -> &Poison {
        &self.poison
    }
}

const _: () = assert_send_sync::<diram_buffer>();

impl diram_buffer {
    pub(crate) fn new(mut bytes: Vec<u8>) -> Outcome<diram_buffer> {
        bytes
            .try_reserve_exact(1)
            .map_err(|_| Fault::memory(bytes.len() + 1))?;
        bytes.push(0);
        Ok(diram_buffer {
            bytes,
            poison: Poison::default(),
        })
    }
}

/// The bytes; their number goes to `len` (may be NULL). One NUL follows them and is not counted, so
/// text can be printed at once. The pointer lives as long as the buffer; NULL for NULL.
///
/// # Safety
/// `buffer` is NULL or live; `len` is NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_buffer_data(
    buffer: *const diram_buffer,
    len: *mut usize,
) -> *const u8 {
    getter!(std::ptr::null(), buffer => {
        // SAFETY: the caller's promise.
        if let Some(len) = unsafe { Place::optional(len) } {
            len.put(buffer.bytes.len() - 1);
        }
        buffer.bytes.as_ptr()
    })
}

/// Frees a buffer. NULL is allowed.
///
/// # Safety
/// `buffer` is NULL, or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_buffer_free(buffer: *mut diram_buffer) {
    // SAFETY: the caller's promise.
    unsafe { handle::free(buffer) }
}
