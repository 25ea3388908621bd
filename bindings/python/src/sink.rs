//! Where a package is written to.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use diram::Error;
use diram::packages::AtomicFile;
use pyo3::prelude::*;

use crate::stream::PyWriter;

const BUFFER: usize = 256 * 1024;

/// A file that appears only when it is whole, or a Python object with `write`.
pub(crate) enum Sink {
    File(BufWriter<AtomicFile>),
    Object(PyWriter),
}

impl Sink {
    /// The file, or else the object.
    pub(crate) fn new(path: Option<PathBuf>, writer: Option<Py<PyAny>>) -> Result<Sink, Error> {
        match (path, writer) {
            (Some(path), _) => Ok(Sink::File(BufWriter::with_capacity(
                BUFFER,
                AtomicFile::new(&path)?,
            ))),
            (None, Some(writer)) => Ok(Sink::Object(PyWriter::new(writer))),
            (None, None) => Err(Error::Argument {
                argument: "dst",
                why: "a path or an object with write() is needed".into(),
            }),
        }
    }

    /// Puts the file in its place, or writes the rest to the object.
    pub(crate) fn commit(self) -> Result<(), Error> {
        let failed = |error| Error::io("", error);
        match self {
            Sink::File(file) => file
                .into_inner()
                .map_err(|error| failed(error.into_error()))?
                .commit(),
            Sink::Object(mut writer) => writer.flush().map_err(failed),
        }
    }
}

impl Write for Sink {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        match self {
            Sink::File(file) => file.write(buf),
            Sink::Object(writer) => writer.write(buf),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Sink::File(file) => file.flush(),
            Sink::Object(writer) => writer.flush(),
        }
    }
}
