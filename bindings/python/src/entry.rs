//! One member of a package as a stream.

use std::io::{ErrorKind, Read, Seek, SeekFrom};

use diram::{Error, packages};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::call::detached;
use crate::failure::Failed;
use crate::slot::Slot;

/// Most bytes of one read of an entry: a read may always give fewer than asked for.
const MAX_READ: usize = 1 << 20;

/// One member's content; one thread at a time.
#[pyclass(frozen, module = "pysemverx._native")]
pub(crate) struct EntryReader {
    size: u64,
    slot: Slot<packages::EntryReader>,
}

impl EntryReader {
    pub(crate) fn new(reader: packages::EntryReader) -> EntryReader {
        EntryReader {
            size: reader.size(),
            slot: Slot::new("entry", reader),
        }
    }
}

#[pymethods]
impl EntryReader {
    /// Bytes in all.
    #[getter]
    fn size(&self) -> u64 {
        self.size
    }

    /// At most `length` bytes; none at the end.
    fn read<'py>(&self, py: Python<'py>, length: usize) -> Result<Bound<'py, PyBytes>, Failed> {
        self.slot.with(|reader| {
            let chunk = detached(py, || {
                let mut chunk = vec![0; length.min(MAX_READ)];
                let count = reader
                    .read(&mut chunk)
                    .map_err(|error| Error::io("", error))?;
                chunk.truncate(count);
                Ok(chunk)
            })?;
            Ok(PyBytes::new(py, &chunk))
        })
    }

    /// Goes to a place, as `io.IOBase.seek` does; gives the place from the beginning.
    fn seek(&self, py: Python<'_>, offset: i64, whence: u8) -> Result<u64, Failed> {
        let to = match whence {
            0 => SeekFrom::Start(u64::try_from(offset).map_err(|_| before_the_beginning())?),
            1 => SeekFrom::Current(offset),
            2 => SeekFrom::End(offset),
            _ => {
                return Err(
                    PyValueError::new_err(format!("whence is 0, 1 or 2, not {whence}")).into(),
                );
            }
        };
        self.slot.with(|reader| {
            let moved = detached(py, || Ok(reader.seek(to)))?;
            moved.map_err(|error| match error.kind() {
                ErrorKind::InvalidInput => before_the_beginning(),
                _ => Failed::Diram(Error::io("", error)),
            })
        })
    }

    fn close(&self) -> Result<(), Failed> {
        self.slot.discard()
    }
}

fn before_the_beginning() -> Failed {
    PyValueError::new_err("a place before the beginning of the entry").into()
}
