//! Where a package is written to.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use diram::Error;
use pyo3::prelude::*;
use tempfile::NamedTempFile;

use crate::stream::PyWriter;

/// A file that appears only when it is whole, or a Python object with `write`.
pub(crate) enum Sink {
    File(BufWriter<NamedTempFile>, PathBuf),
    Object(PyWriter),
}

impl Sink {
    /// A new file beside `path`, or else the object.
    pub(crate) fn new(path: Option<PathBuf>, writer: Option<Py<PyAny>>) -> Result<Sink, Error> {
        match (path, writer) {
            (Some(path), _) => {
                let file = beside(&path).map_err(|error| Error::io(&path, error))?;
                Ok(Sink::File(BufWriter::with_capacity(1 << 18, file), path))
            }
            (None, Some(writer)) => Ok(Sink::Object(PyWriter::new(writer))),
            (None, None) => Err(Error::Argument {
                argument: "dst",
                why: "a path or an object with write() is needed".into(),
            }),
        }
    }

    /// Puts the file in its place, or writes the rest to the object.
    pub(crate) fn commit(self) -> Result<(), Error> {
        match self {
            Sink::File(file, path) => place(file, &path).map_err(|error| Error::io(&path, error)),
            Sink::Object(mut writer) => writer.flush().map_err(|error| Error::io("", error)),
        }
    }
}

fn beside(path: &Path) -> io::Result<NamedTempFile> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".diram-").suffix(".tmp");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

fn place(file: BufWriter<NamedTempFile>, path: &Path) -> io::Result<()> {
    let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

impl Write for Sink {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        match self {
            Sink::File(file, _) => file.write(buf),
            Sink::Object(writer) => writer.write(buf),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Sink::File(file, _) => file.flush(),
            Sink::Object(writer) => writer.flush(),
        }
    }
}
