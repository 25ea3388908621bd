//! The handle of one member's content as a stream.

use std::io::Read;
use std::sync::Arc;

use diram::packages::EntryReader;
use napi_derive::napi;

use crate::job::{Job, Output};
use crate::slot::Slot;

/// A stream over one member. It does not need the handle of its package.
#[napi]
pub struct EntryHandle {
    slot: Arc<Slot<EntryReader>>,
}

impl EntryHandle {
    /// A handle on `reader`.
    pub(crate) fn new(reader: EntryReader) -> EntryHandle {
        EntryHandle {
            slot: Slot::new("entry", reader),
        }
    }
}

#[napi]
impl EntryHandle {
    /// Gives the next bytes, at most `size`; none at the end.
    #[napi(catch_unwind)]
    pub fn read(&self, size: u32) -> Job {
        let slot = Arc::clone(&self.slot);
        Job::new(move |_| {
            slot.exclusive(|reader| {
                let mut chunk = Vec::new();
                reader.take(u64::from(size)).read_to_end(&mut chunk)?;
                Ok(Output::bytes(chunk))
            })
        })
    }

    /// Lets go of the stream.
    #[napi(catch_unwind)]
    pub fn close(&self) {
        self.slot.close();
    }
}
