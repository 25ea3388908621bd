//! One member's content as a stream.

use std::io::Read;
use std::sync::Arc;

use diram::Error;
use diram::packages::EntryReader;
use jni::objects::JByteArray;
use jni::sys::{jint, jlong};

use crate::border::native;
use crate::bytes::signed;
use crate::caller::Desk;
use crate::handle;
use crate::package::reading;

/// Bytes that cross the border at once.
const CHUNK: usize = 64 * 1024;

/// A reader with its buffer.
pub(crate) struct Entry {
    reader: EntryReader,
    desk: Option<Arc<Desk>>,
    chunk: Vec<u8>,
}

impl Entry {
    pub(crate) fn new(reader: EntryReader, desk: Option<Arc<Desk>>) -> Entry {
        Entry {
            reader,
            desk,
            chunk: Vec::new(),
        }
    }
}

native! {
    /// Up to `len` > 0 bytes into `buf` from `offset`; -1 at the end.
    fn entryRead(
        env,
        entry: jlong,
        buf: JByteArray<'local>,
        offset: jint,
        len: jint,
    ) -> jint {
        // SAFETY: Java frees the handle after its last use and lets in one thread at a time.
        let Entry { reader, desk, chunk } = unsafe { handle::borrow_mut::<Entry>(entry) };
        let want = usize::try_from(len).unwrap_or(0).min(CHUNK);
        if chunk.len() < want {
            chunk.resize(want, 0);
        }
        let into = &mut chunk[..want];
        let read = reading(env, desk.as_ref(), || {
            Ok(reader.read(into).map_err(|error| Error::io("", error))?)
        })?;
        if read == 0 {
            return Ok(-1);
        }
        buf.set_region(env, offset, signed(&chunk[..read]))?;
        Ok(read as jint)
    }

    /// Frees it.
    fn entryFree(_env, entry: jlong) -> () {
        // SAFETY: Java frees a handle once, after its last use.
        drop(unsafe { handle::take::<Entry>(entry) });
        Ok(())
    }
}
