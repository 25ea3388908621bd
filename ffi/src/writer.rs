//! Writers: output that the caller's program takes piece by piece.

use std::ffi::c_void;
use std::io::{self, Write};
use std::sync::Mutex;

use diram_host::Code;

use crate::error::diram_error;
use crate::fault::{Fault, Outcome};
use crate::handle::{self, Handle, Poison, assert_send_sync};
use crate::output::Place;
use crate::reader;
use crate::status::diram_status;
use crate::user_data::{UserData, diram_drop_fn};

/// Takes all `len` bytes. Returns 0, or the `errno` of what failed.
pub type diram_write_fn =
    Option<unsafe extern "C" fn(user: *mut c_void, data: *const u8, len: usize) -> i32>;

/// Output by callback. Serves one call, which may make a handle that goes on writing; a second call
/// answers `DIRAM_ERR_STATE`. The caller frees it with `diram_writer_free`, at any time after that
/// call began. Its callback is called on the thread that made the call.
pub struct diram_writer {
    target: Mutex<Option<Target>>,
    poison: Poison,
}

impl Handle for diram_writer {
    const WHAT: &'static str = "writer";

    fn poison(&self) -> &Poison {
        &self.poison
    }
}

const _: () = assert_send_sync::<diram_writer>();

impl diram_writer {
    /// The stream itself, once.
    pub(crate) fn take(&self) -> Outcome<Target> {
        handle::lock(&self.target).take().ok_or_else(|| {
            Fault::new(Code::State, "this writer already serves another call")
                .hinted("make a new writer for each call")
        })
    }
}

/// The callback as a Rust stream.
pub(crate) struct Target {
    write: unsafe extern "C" fn(*mut c_void, *const u8, usize) -> i32,
    user: UserData,
}

impl Write for Target {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        // SAFETY: the caller gave this function for this pointer; the data live for the call.
        let failed = unsafe { (self.write)(self.user.pointer(), data.as_ptr(), data.len()) };
        reader::check(failed, "write")?;
        Ok(data.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Makes a writer from a callback. `drop` (may be NULL) is called with `user` when the last handle
/// that writes is freed. On failure (`write` is NULL) nothing is taken over and `drop` is not
/// called.
///
/// # Safety
/// The callbacks accept `user` from any thread, one at a time, and return normally; `out` is
/// writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_writer_new(
    user: *mut c_void,
    write: diram_write_fn,
    drop: diram_drop_fn,
    out: *mut *mut diram_writer,
) -> diram_status {
    let err: *mut *mut diram_error = std::ptr::null_mut();
    boundary!(err => {
        // SAFETY: the caller's promise.
        let out = unsafe { Place::required(out, "out")? };
        let write = write.ok_or_else(|| Fault::argument("write", "is NULL"))?;
        let target = Target { write, user: UserData::new(user, drop) };
        out.give(diram_writer { target: Mutex::new(Some(target)), poison: Poison::default() });
        Ok(())
    })
}

/// Frees a writer. NULL is allowed.
///
/// # Safety
/// `writer` is NULL, or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_writer_free(writer: *mut diram_writer) {
    // SAFETY: the caller's promise.
    unsafe { handle::free(writer) }
}
