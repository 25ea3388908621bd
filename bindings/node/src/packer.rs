//! The handle of a package that is being made from streams.

use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

use diram::Op;
use diram::packages::Packer;
use napi::bindgen_prelude::Uint8Array;
use napi_derive::napi;

use crate::fault::Fault;
use crate::job::{Job, Opened, Output};
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
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend_from_slice(buf);
        Ok(buf.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A package that is being made. One job at a time; each gives the bytes that became ready.
#[napi]
pub struct PackerHandle {
    op: Op,
    sink: Sink,
    slot: Arc<Slot<Packer<Sink>>>,
}

/// Begins a package; gives a packer. `options` is JSON.
#[napi(catch_unwind)]
pub fn open_packer(options: String) -> Job {
    Job::new(move |_| {
        let (op, sink) = (Op::new(), Sink::default());
        let packer = Packer::new(sink.clone(), &options::pack(&options, &op)?)?;
        let handle = PackerHandle {
            op,
            sink,
            slot: Slot::new("packer", packer),
        };
        Ok(Output::opened(Opened::Packer(handle)))
    })
}

#[napi]
impl PackerHandle {
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
        let slot = Arc::clone(&self.slot);
        Job::new(move |_| {
            let (sink, report) = slot.consume(|packer| Ok(packer.finish()?))?;
            Output::bytes(sink.take()).and_report(&report)
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
        let (slot, sink) = (Arc::clone(&self.slot), self.sink.clone());
        Job::new(move |_| {
            slot.exclusive(work)?;
            Ok(Output::bytes(sink.take()))
        })
    }
}
