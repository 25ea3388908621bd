//! Python file objects as Rust streams. Each call attaches to the interpreter for its own time.

use std::io::{self, Read, Seek, SeekFrom, Write};

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::PyBytes;

/// An object with `read(n)`, and for seeking `seek(offset, whence)`.
pub(crate) struct PyReader(Py<PyAny>);

impl PyReader {
    pub(crate) fn new(object: Py<PyAny>) -> PyReader {
        PyReader(object)
    }
}

impl Read for PyReader {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        Python::attach(|py| {
            let wanted = buf.len();
            let answer = self.0.call_method1(py, "read", (wanted,))?;
            let bytes = answer
                .extract::<PyBackedBytes>(py)
                .map_err(|_| not_bytes(py, &answer))?;
            let target = buf.get_mut(..bytes.len()).ok_or_else(|| {
                PyValueError::new_err(format!("read({wanted}) gave {} bytes", bytes.len()))
            })?;
            target.copy_from_slice(&bytes);
            Ok(bytes.len())
        })
        .map_err(io::Error::other::<PyErr>)
    }
}

fn not_bytes(py: Python<'_>, answer: &Py<PyAny>) -> PyErr {
    let kind = answer.bind(py).get_type();
    let kind = kind
        .name()
        .map_or_else(|_| "something else".into(), |name| name.to_string());
    PyTypeError::new_err(format!(
        "read() must give bytes, got {kind}; open the file in binary mode"
    ))
}

impl Seek for PyReader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let (offset, whence) = match to {
            SeekFrom::Start(offset) => (i128::from(offset), 0),
            SeekFrom::Current(offset) => (i128::from(offset), 1),
            SeekFrom::End(offset) => (i128::from(offset), 2),
        };
        Python::attach(|py| {
            self.0
                .call_method1(py, "seek", (offset, whence))?
                .extract(py)
        })
        .map_err(io::Error::other::<PyErr>)
    }
}

/// An object with `write(bytes)`. Small writes are collected; what is not flushed is dropped.
pub(crate) struct PyWriter {
    object: Py<PyAny>,
    pending: Vec<u8>,
}

const PENDING: usize = 256 * 1024;

impl PyWriter {
    pub(crate) fn new(object: Py<PyAny>) -> PyWriter {
        PyWriter {
            object,
            pending: Vec::with_capacity(PENDING),
        }
    }

    fn write_pending(&mut self) -> PyResult<()> {
        Python::attach(|py| {
            let mut rest = self.pending.as_slice();
            while !rest.is_empty() {
                let answer = self
                    .object
                    .call_method1(py, "write", (PyBytes::new(py, rest),))?;
                let written = match answer.extract::<Option<usize>>(py)? {
                    Some(written) => written,
                    None => rest.len(), // a duck that does not count
                };
                rest = match rest.get(written..) {
                    Some(rest) if written > 0 => rest,
                    _ => {
                        let text = format!("write() of {} bytes said {written}", rest.len());
                        return Err(PyValueError::new_err(text));
                    }
                };
            }
            Ok(())
        })?;
        self.pending.clear();
        Ok(())
    }
}

impl Write for PyWriter {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        self.pending.extend_from_slice(buf);
        if self.pending.len() >= PENDING {
            self.write_pending().map_err(io::Error::other)?;
        }
        Ok(buf.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.write_pending().map_err(io::Error::other)
    }
}
