//! One member of a package as a stream.

use std::io::{Read, Seek};
use std::sync::Mutex;

use diram_host::packages::EntryReader;

use crate::error::diram_error;
use crate::handle::{self, Handle, Poison, assert_send_sync};
use crate::input;
use crate::output::Place;
use crate::status::diram_status;

/// One member's content as a stream. Owned by the caller, who frees it with `diram_entry_free`; the
/// package may be freed before. One thread at a time: a second one gets `DIRAM_ERR_BUSY`.
pub struct diram_entry {
    size: u64,
    reader: Mutex<EntryReader>,
    poison: Poison,
}

impl Handle for diram_entry {
    const WHAT: &'static str = "entry";

    fn poison(&self) -> &Poison {
        &self.poison
    }
}

const _: () = assert_send_sync::<diram_entry>();

impl diram_entry {
    pub(crate) fn new(reader: EntryReader) -> diram_entry {
        let size = reader.size();
        diram_entry {
            size,
            reader: Mutex::new(reader),
            poison: Poison::default(),
        }
    }
}

/// The member's bytes in all; 0 for NULL.
///
/// # Safety
/// `entry` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_entry_size(entry: *const diram_entry) -> u64 {
    getter!(0, entry => { entry.size })
}

/// Reads up to `capacity` bytes into `buffer` and sets `*count` to how many; 0 is the end.
///
/// # Safety
/// `entry` is NULL or live, `buffer` and `count` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_entry_read(
    entry: *mut diram_entry,
    buffer: *mut u8,
    capacity: usize,
    count: *mut usize,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, entry => {
        // SAFETY: the caller's promise.
        let (buffer, count) = unsafe {
            (input::buffer(buffer, capacity, "buffer")?, Place::required(count, "count")?)
        };
        count.put(handle::try_lock(&entry.reader, diram_entry::WHAT)?.read(buffer)?);
        Ok(())
    })
}

/// Moves to `offset` from `origin` (0 the beginning, 1 the present place, 2 the end) and, when
/// `position` is not NULL, sets it to the new place from the beginning. Beyond the end is allowed;
/// nothing is read there.
///
/// # Safety
/// `entry` is NULL or live, `position` and `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_entry_seek(
    entry: *mut diram_entry,
    offset: i64,
    origin: i32,
    position: *mut u64,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, entry => {
        // SAFETY: the caller's promise.
        let position = unsafe { Place::optional(position) };
        let to = input::seek_from(offset, origin)?;
        let at = handle::try_lock(&entry.reader, diram_entry::WHAT)?.seek(to)?;
        if let Some(position) = position {
            position.put(at);
        }
        Ok(())
    })
}

/// Frees an entry. NULL is allowed.
///
/// # Safety
/// `entry` is NULL, or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_entry_free(entry: *mut diram_entry) {
    // SAFETY: the caller's promise.
    unsafe { handle::free(entry) }
}
