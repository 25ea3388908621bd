//! One member's content as a stream.

use std::io::Read;
use std::ops::Range;
use std::sync::Arc;

use diram::Error;
use diram::packages::EntryReader;
use jni::Env;
use jni::objects::JByteArray;
use jni::sys::{jint, jlong};

use crate::border::{Failure, native};
use crate::bytes::signed;
use crate::caller::Desk;
use crate::handle;
use crate::package::reading;

/// Bytes that cross the border at once.
const CHUNK: usize = 64 * 1024;

/// A reader and what it has read ahead: one crossing to the package serves many small reads.
pub(crate) struct Entry {
    reader: EntryReader,
    desk: Option<Arc<Desk>>,
    chunk: Vec<u8>,
    /// What of `chunk` Java has not got yet.
    waiting: Range<usize>,
}

impl Entry {
    pub(crate) fn new(reader: EntryReader, desk: Option<Arc<Desk>>) -> Entry {
        Entry {
            reader,
            desk,
            chunk: Vec::new(),
            waiting: 0..0,
        }
    }

    /// The bytes that Java has not got yet; empty at the end.
    fn waiting(&mut self, env: &mut Env<'_>) -> Result<&[u8], Failure> {
        if self.waiting.is_empty() {
            self.chunk.resize(CHUNK, 0);
            let Entry {
                reader,
                desk,
                chunk,
                ..
            } = self;
            let read = reading(env, desk.as_ref(), || {
                Ok(reader.read(chunk).map_err(|error| Error::io("", error))?)
            })?;
            self.waiting = 0..read;
        }
        Ok(&self.chunk[self.waiting.clone()])
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
        let entry = unsafe { handle::borrow_mut::<Entry>(entry) };
        let waiting = entry.waiting(env)?;
        if waiting.is_empty() {
            return Ok(-1);
        }
        let given = waiting.len().min(usize::try_from(len).unwrap_or(0));
        buf.set_region(env, offset, signed(&waiting[..given]))?;
        entry.waiting.start += given;
        Ok(given as jint)
    }

    /// Frees it.
    fn entryFree(_env, entry: jlong) -> () {
        // SAFETY: Java frees a handle once, after its last use.
        drop(unsafe { handle::take::<Entry>(entry) });
        Ok(())
    }
}
