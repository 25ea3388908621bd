//! Packing member by member.

use std::path::PathBuf;

use diram::Code;
use diram::packages;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::call::{Control, Running};
use crate::failure::Failed;
use crate::number::{ANY, number};
use crate::pack::pack_options;
use crate::package::json;
use crate::sink::Sink;
use crate::slot::Slot;
use crate::stream::PyReader;

/// A package being written; one thread at a time, in the process that began it.
#[pyclass(frozen, module = "pysemverx._native")]
pub(crate) struct Packer {
    process: u32,
    slot: Option<Slot<Open>>,
}

struct Open {
    packer: packages::Packer<Sink>,
    running: Running,
}

impl Packer {
    /// The slot, unless the process was forked since: the packer's threads did not come along.
    fn slot(&self) -> Result<&Slot<Open>, Failed> {
        match &self.slot {
            Some(slot) if self.process == std::process::id() => Ok(slot),
            _ => Err(Failed::Border {
                code: Code::State,
                message: "this packer was opened in another process".into(),
            }),
        }
    }
}

impl Drop for Packer {
    fn drop(&mut self) {
        if self.process != std::process::id() {
            // The threads to be joined and the file to be removed are the other process's.
            std::mem::forget(self.slot.take());
        }
    }
}

#[pymethods]
impl Packer {
    #[new]
    fn new(
        py: Python<'_>,
        path: Option<PathBuf>,
        writer: Option<Py<PyAny>>,
        options: &Bound<'_, PyDict>,
        control: Control,
    ) -> Result<Packer, Failed> {
        let options = pack_options(options)?;
        let running = control.start(py)?;
        let packer = running.call(py, |op| {
            packages::Packer::new(Sink::new(path, writer)?, &options.op(op))
        })?;
        let slot = Slot::new("packer", Open { packer, running });
        Ok(Packer {
            process: std::process::id(),
            slot: Some(slot),
        })
    }

    /// A file of exactly `size` bytes, read from an object with `read`.
    fn add(
        &self,
        py: Python<'_>,
        name: &str,
        size: &Bound<'_, PyAny>,
        reader: Py<PyAny>,
    ) -> Result<(), Failed> {
        let size = number(size, "size", ANY)?;
        self.slot()?.with(|Open { packer, running }| {
            running.call(py, |_| packer.add(name, size, PyReader::new(reader)))
        })
    }

    /// A file that is in memory.
    fn add_bytes(&self, py: Python<'_>, name: &str, data: &[u8]) -> Result<(), Failed> {
        self.slot()?.with(|Open { packer, running }| {
            running.call(py, |_| packer.add(name, data.len() as u64, data))
        })
    }

    /// Writes what is left and puts the package in its place.
    fn finish(&self, py: Python<'_>) -> Result<String, Failed> {
        let Open { packer, running } = self.slot()?.take()?;
        json(&running.call(py, |_| {
            let (sink, report) = packer.finish()?;
            sink.commit()?;
            Ok(report)
        })?)
    }

    /// Drops what is unfinished.
    fn discard(&self) -> Result<(), Failed> {
        self.slot()?.discard()
    }
}
