//! The handle of one member's content as a stream.

use std::io::Read;
use std::sync::Arc;

use diram::packages::{EntryReader, Package};
use napi_derive::napi;

use crate::fault::Fault;
use crate::job::{Job, Output};
use crate::slot::Slot;

enum Source {
    Named { package: Arc<Slot<Package>>, name: String },
    Open(EntryReader),
}

/// A stream over one member. It outlives the package it came from once reading began.
#[napi]
pub struct EntryHandle {
    slot: Arc<Slot<Source>>,
}

impl EntryHandle {
    /// A stream that opens `name` at its first read.
    pub(crate) fn new(package: Arc<Slot<Package>>, name: String) -> EntryHandle {
        EntryHandle { slot: Slot::new("entry", Source::Named { package, name }) }
    }
}

#[napi]
impl EntryHandle {
    /// Opens the member, so that a wrong name is known before the first read.
    #[napi(catch_unwind)]
    pub fn open(&self) -> Job {
        let slot = Arc::clone(&self.slot);
        Job::new(move |_| {
            slot.exclusive(|source| open(source).map(|_| Output::none()))
        })
    }

    /// Gives the next bytes, at most `size`; none at the end.
    #[napi(catch_unwind)]
    pub fn read(&self, size: u32) -> Job {
        let slot = Arc::clone(&self.slot);
        Job::new(move |_| {
            slot.exclusive(|source| {
                let mut chunk = Vec::new();
                open(source)?.take(u64::from(size)).read_to_end(&mut chunk)?;
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

fn open(source: &mut Source) -> Result<&mut EntryReader, Fault> {
    if let Source::Named { package, name } = source {
        let reader = package.shared(|package| Ok(package.open_entry(name)?))?;
        *source = Source::Open(reader);
    }
    match source {
        Source::Open(reader) => Ok(reader),
        Source::Named { .. } => unreachable!("opened above"),
    }
}
