//! Readers: input that the caller's program gives piece by piece.

use std::ffi::c_void;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Mutex;

use diram_host::Code;

use crate::error::diram_error;
use crate::fault::{Fault, Outcome};
use crate::handle::{self, Handle, Poison, assert_send_sync};
use crate::output::Place;
use crate::status::diram_status;
use crate::user_data::{UserData, diram_drop_fn};

/// Fills `buffer` with up to `capacity` bytes and sets `*count` to how many it wrote; 0 is the end.
/// Returns 0, or the `errno` of what failed.
pub type diram_read_fn = Option<
    unsafe extern "C" fn(
        user: *mut c_void,
        buffer: *mut u8,
        capacity: usize,
        count: *mut usize,
    ) -> i32,
>;

/// Moves to `offset` from `origin` (0 the beginning, 1 the present place, 2 the end) and sets
/// `*position` to the new place from the beginning. Returns 0, or the `errno` of what failed.
pub type diram_seek_fn = Option<
    unsafe extern "C" fn(user: *mut c_void, offset: i64, origin: i32, position: *mut u64) -> i32,
>;

/// Input by callback. Serves one call, which may make a handle that goes on reading; a second call
/// answers `DIRAM_ERR_STATE`. The caller frees it with `diram_reader_free`, at any time after that
/// call began. Its callbacks may be called on a thread of the library's, one at a time.
pub struct diram_reader {
    source: Mutex<Option<Source>>,
    poison: Poison,
}

impl Handle for diram_reader {
    const WHAT: &'static str = "reader";

    fn poison(&self) -> &Poison {
        &self.poison
    }
}

const _: () = assert_send_sync::<diram_reader>();

impl diram_reader {
    /// The stream itself, once.
    pub(crate) fn take(&self) -> Outcome<Source> {
        handle::lock(&self.source).take().ok_or_else(|| {
            Fault::new(Code::State, "this reader already serves another call")
                .hinted("make a new reader for each call")
        })
    }

    /// The same when it can seek.
    pub(crate) fn take_seekable(&self) -> Outcome<Source> {
        let seekable = handle::lock(&self.source)
            .as_ref()
            .is_none_or(|s| s.seek.is_some());
        if !seekable {
            return Err(Fault::argument(
                "reader",
                "has no seek callback, which this call needs",
            ));
        }
        self.take()
    }
}

/// The callbacks as a Rust stream.
pub(crate) struct Source {
    read: unsafe extern "C" fn(*mut c_void, *mut u8, usize, *mut usize) -> i32,
    seek: diram_seek_fn,
    user: UserData,
}

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut count = 0;
        // SAFETY: the caller gave this function for this pointer; the buffer is ours for the call.
        let failed = unsafe {
            (self.read)(
                self.user.pointer(),
                buffer.as_mut_ptr(),
                buffer.len(),
                &mut count,
            )
        };
        check(failed, "read")?;
        if count > buffer.len() {
            return Err(io::Error::other(
                "the read callback claims more bytes than fit",
            ));
        }
        Ok(count)
    }
}

impl Seek for Source {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let (offset, origin) = match to {
            SeekFrom::Start(offset) => (
                i64::try_from(offset).map_err(|_| io::ErrorKind::InvalidInput)?,
                0,
            ),
            SeekFrom::Current(offset) => (offset, 1),
            SeekFrom::End(offset) => (offset, 2),
        };
        let seek = self.seek.ok_or(io::ErrorKind::Unsupported)?;
        let mut position = 0;
        // SAFETY: the caller gave this function for this pointer.
        let failed = unsafe { seek(self.user.pointer(), offset, origin, &mut position) };
        check(failed, "seek")?;
        Ok(position)
    }
}

/// What a callback returned as a Rust result.
pub(crate) fn check(failed: i32, what: &str) -> io::Result<()> {
    match failed {
        0 => Ok(()),
        errno if errno > 0 => Err(io::Error::from_raw_os_error(errno)),
        other => Err(io::Error::other(format!(
            "the {what} callback returned {other}"
        ))),
    }
}

/// Makes a reader from callbacks. `seek` may be NULL where only a stream is needed. `drop` (may be
/// NULL) is called with `user` when the last handle that reads is freed. On failure (`read` is NULL)
/// nothing is taken over and `drop` is not called.
///
/// # Safety
/// The callbacks accept `user` from any thread, one at a time, and return normally; `out` is
/// writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_reader_new(
    user: *mut c_void,
    read: diram_read_fn,
    seek: diram_seek_fn,
    drop: diram_drop_fn,
    out: *mut *mut diram_reader,
) -> diram_status {
    let err: *mut *mut diram_error = std::ptr::null_mut();
    boundary!(err => {
        // SAFETY: the caller's promise.
        let out = unsafe { Place::required(out, "out")? };
        let read = read.ok_or_else(|| Fault::argument("read", "is NULL"))?;
        let source = Source { read, seek, user: UserData::new(user, drop) };
        out.give(diram_reader { source: Mutex::new(Some(source)), poison: Poison::default() });
        Ok(())
    })
}

/// Frees a reader. NULL is allowed.
///
/// # Safety
/// `reader` is NULL, or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_reader_free(reader: *mut diram_reader) {
    // SAFETY: the caller's promise.
    unsafe { handle::free(reader) }
}
