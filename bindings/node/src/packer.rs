//! The handle of a package that is being made from streams.

use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

use diram::packages::Packer;
use diram::{Error, Op};
use napi::bindgen_prelude::Uint8Array;
use napi_derive::napi;

use crate::fault::Fault;
use crate::job::{Job, Output};
use crate::options;
use crate::slot::Slot;

/// Package bytes that wait to be taken by JavaScript.
#[derive(Clone, Default)]
struct Sink(Arc<Mutex<Vec<u8>>>);

impl Sink {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Sink {
    fn write(&mut self, buf: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(buf);
        Ok(buf.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Where the package stands: options first, so that wrong ones fail inside a job.
enum Stage {
    New(String),
    Open(Packer<Sink>),
}

/// A package that is being made. One job at a time; each gives the bytes that became ready.
#[napi]
pub struct PackerHandle {
    op: Op,
    sink: Sink,
    slot: Arc<Slot<Stage>>,
}

#[napi]
impl PackerHandle {
    /// A packer with these options (JSON).
    #[napi(constructor, catch_unwind)]
    pub fn new(options: String) -> PackerHandle {
        PackerHandle {
            op: Op::new(),
            sink: Sink::default(),
            slot: Slot::new("packer", Stage::New(options)),
        }
    }

    /// Begins a file of `size` bytes with its first bytes.
    #[napi(catch_unwind)]
    pub fn begin(&self, name: String, size: f64, content: Uint8Array) -> Job {
        let content = content.to_vec();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the package lets only whole numbers from 0 to 2^53 pass"
        )]
        let size = size as u64;
        self.job(move |packer| {
            packer.begin(&name, size)?;
            Ok(packer.write_all(&content)?)
        })
    }

    /// Goes on with the file begun last.
    #[napi(catch_unwind)]
    pub fn write(&self, content: Uint8Array) -> Job {
        let content = content.to_vec();
        self.job(move |packer| Ok(packer.write_all(&content)?))
    }

    /// Writes the rest; gives the last bytes and a pack report.
    #[napi(catch_unwind)]
    pub fn finish(&self) -> Job {
        let (slot, sink, op) = (Arc::clone(&self.slot), self.sink.clone(), self.op.clone());
        Job::new(move |_| {
            slot.consume(|mut stage| {
                open(&mut stage, &sink, &op)?;
                let Stage::Open(packer) = stage else { unreachable!("opened above") };
                let (sink, report) = packer.finish()?;
                Output::bytes(sink.take()).and_report(&report)
            })
        })
    }

    /// Gives the package up, and stops the job under way.
    #[napi(catch_unwind)]
    pub fn close(&self) {
        self.op.cancel();
        self.slot.close();
    }

    fn job(
        &self,
        work: impl FnOnce(&mut Packer<Sink>) -> Result<(), Fault> + Send + 'static,
    ) -> Job {
        let (slot, sink, op) = (Arc::clone(&self.slot), self.sink.clone(), self.op.clone());
        Job::new(move |_| {
            slot.exclusive(|stage| {
                work(open(stage, &sink, &op)?)?;
                Ok(Output::bytes(sink.take()))
            })
        })
    }
}

fn open<'a>(stage: &'a mut Stage, sink: &Sink, op: &Op) -> Result<&'a mut Packer<Sink>, Error> {
    if let Stage::New(json) = stage {
        *stage = Stage::Open(Packer::new(sink.clone(), &options::pack(json, op)?)?);
    }
    match stage {
        Stage::Open(packer) => Ok(packer),
        Stage::New(_) => unreachable!("opened above"),
    }
}
