//! Packing in one call: from paths, from memory, from streams.

use std::path::PathBuf;

use diram::Error;
use diram::packages::{self, CodecChoice, Kind, PackOptions, ReadOptions, Redundancy};
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};

use crate::call::Control;
use crate::failure::Failed;
use crate::number::{ANY, number};
use crate::package::json;
use crate::sink::Sink;
use crate::stream::PyReader;

/// A file or a folder, to a path or to an object with `write`.
#[pyfunction]
pub(crate) fn pack(
    py: Python<'_>,
    src: PathBuf,
    path: Option<PathBuf>,
    writer: Option<Py<PyAny>>,
    options: &Bound<'_, PyDict>,
    control: Control,
) -> Result<String, Failed> {
    let options = pack_options(options)?;
    json(&control.run(py, |op| match path {
        Some(path) => packages::pack(src, path, &options.op(op)),
        None => {
            let sink = Sink::new(None, writer)?;
            let (sink, report) = packages::pack_to(src, sink, &options.op(op))?;
            sink.commit()?;
            Ok(report)
        }
    })?)
}

/// One stream, as one file, to a path or to an object with `write`.
#[pyfunction]
pub(crate) fn pack_stream(
    py: Python<'_>,
    reader: Py<PyAny>,
    path: Option<PathBuf>,
    writer: Option<Py<PyAny>>,
    options: &Bound<'_, PyDict>,
    control: Control,
) -> Result<String, Failed> {
    let options = pack_options(options)?;
    let reader = PyReader::new(reader);
    json(&control.run(py, |op| {
        let sink = Sink::new(path, writer)?;
        let (sink, report) = packages::pack_stream(reader, sink, &options.op(op))?;
        sink.commit()?;
        Ok(report)
    })?)
}

#[pyfunction]
pub(crate) fn pack_bytes<'py>(
    py: Python<'py>,
    data: &[u8],
    options: &Bound<'py, PyDict>,
    control: Control,
) -> Result<Bound<'py, PyBytes>, Failed> {
    let options = pack_options(options)?;
    let package = control.run(py, |op| packages::pack_bytes(data, &options.op(op)))?;
    Ok(PyBytes::new(py, &package))
}

#[pyfunction]
pub(crate) fn unpack_bytes<'py>(
    py: Python<'py>,
    package: &[u8],
    salvage: bool,
    max_output: &Bound<'py, PyAny>,
    control: Control,
) -> Result<Bound<'py, PyBytes>, Failed> {
    let options = read_options(salvage, max_output)?;
    let data = control.run(py, |op| {
        packages::unpack_bytes_with(package, &options.op(op))
    })?;
    Ok(PyBytes::new(py, &data))
}

/// The options of calls that give content back in memory.
pub(crate) fn read_options(
    salvage: bool,
    max_output: &Bound<'_, PyAny>,
) -> Result<ReadOptions, Failed> {
    let max_output = number(max_output, "max_output", ANY)?;
    Ok(ReadOptions::new().salvage(salvage).max_output(max_output))
}

/// The options of `pack`: a dictionary with every key of `PackOptions` in `_native.pyi`.
pub(crate) fn pack_options(given: &Bound<'_, PyDict>) -> Result<PackOptions, Failed> {
    let mut options = PackOptions::new()
        .codec(codec(&item(given, "codec")?.extract::<String>()?)?)
        .quality(number(&item(given, "quality")?, "quality", "0..=11")?)
        .mtime(item(given, "mtime")?.extract()?)
        .threads(number(&item(given, "threads")?, "threads", ANY)?);
    options.name = item(given, "name")?.extract()?;
    options.version = item(given, "version")?.extract()?;
    if let Some(percent) = item(given, "redundancy")?.extract::<Option<f64>>()? {
        options = options.redundancy(redundancy(percent)?);
    }
    let epoch = item(given, "epoch")?;
    if !epoch.is_none() {
        options = options.epoch(number(&epoch, "epoch", ANY)?);
    }
    for (key, kind) in [
        ("services", Kind::Service),
        ("operations", Kind::Operation),
        ("divisions", Kind::Division),
        ("country", Kind::Country),
    ] {
        for file in item(given, key)?.extract::<Vec<PathBuf>>()? {
            options = options.with(kind, file);
        }
    }
    Ok(options)
}

fn item<'py>(options: &Bound<'py, PyDict>, key: &'static str) -> PyResult<Bound<'py, PyAny>> {
    options
        .get_item(key)?
        .ok_or_else(|| PyKeyError::new_err(key))
}

fn codec(name: &str) -> Result<CodecChoice, Error> {
    Ok(name.parse()?)
}

fn redundancy(percent: f64) -> Result<Redundancy, Error> {
    Redundancy::from_percent(percent).ok_or_else(|| Error::Limit {
        argument: "redundancy",
        range: "6.25..=44",
        got: percent.to_string(),
    })
}
