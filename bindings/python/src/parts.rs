//! Lone parts, components from parts, and the plain codecs.

use diram::packages;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::call::{Control, detached};
use crate::failure::Failed;
use crate::number::{ANY, number};
use crate::package::json;

type Bytes<'py> = Result<Bound<'py, PyBytes>, Failed>;

#[pyfunction]
pub(crate) fn compress_with_recovery<'py>(
    py: Python<'py>,
    data: &[u8],
    coherence_threshold: f64,
    control: Control,
) -> Bytes<'py> {
    let package = control.run(py, |op| {
        packages::compress_with_recovery_with(data, coherence_threshold, op)
    })?;
    Ok(PyBytes::new(py, &package))
}

#[pyfunction]
pub(crate) fn decompress_fault_tolerant<'py>(
    py: Python<'py>,
    package: &[u8],
    corruption_level: f64,
    control: Control,
) -> Bytes<'py> {
    let data = control.run(py, |op| {
        packages::decompress_fault_tolerant_with(package, corruption_level, op)
    })?;
    Ok(PyBytes::new(py, &data))
}

/// The data, the coherence and the numbers of the rebuilt parts.
#[pyfunction]
pub(crate) fn reconstruct_component<'py>(
    py: Python<'py>,
    parts: Vec<Option<Bound<'py, PyBytes>>>,
    salvage: bool,
) -> Result<(Bound<'py, PyBytes>, f64, Vec<u16>), Failed> {
    let slices: Vec<Option<&[u8]>> = parts
        .iter()
        .map(|part| part.as_ref().map(|bytes| bytes.as_bytes()))
        .collect();
    let built = detached(py, || packages::reconstruct_component(&slices, salvage))?;
    Ok((
        PyBytes::new(py, &built.data),
        built.coherence,
        built.recovered,
    ))
}

#[pyfunction]
pub(crate) fn check_part(py: Python<'_>, part: &[u8]) -> Result<String, Failed> {
    json(&detached(py, || Ok(packages::check_part(part)))?)
}

#[pyfunction]
pub(crate) fn heal_part<'py>(py: Python<'py>, part: &[u8]) -> Bytes<'py> {
    let healed = detached(py, || packages::heal_part(part))?;
    Ok(PyBytes::new(py, &healed))
}

#[pyfunction]
pub(crate) fn huffman_encode<'py>(py: Python<'py>, data: &[u8]) -> Bytes<'py> {
    let encoded = detached(py, || Ok(diram::codec::huffman::encode(data)))?;
    Ok(PyBytes::new(py, &encoded))
}

#[pyfunction]
pub(crate) fn huffman_decode<'py>(
    py: Python<'py>,
    data: &[u8],
    max_output: &Bound<'py, PyAny>,
) -> Bytes<'py> {
    let max_output = number(max_output, "max_output", ANY)?;
    let decoded = detached(py, || Ok(diram::codec::huffman::decode(data, max_output)?))?;
    Ok(PyBytes::new(py, &decoded))
}

/// `(symbol, length, code)` of every symbol that occurs.
#[pyfunction]
pub(crate) fn huffman_codes(py: Python<'_>, data: &[u8]) -> Result<Vec<(u8, u8, u16)>, Failed> {
    let codes = detached(py, || Ok(diram::codec::huffman::codes(data)))?;
    Ok(codes
        .into_iter()
        .map(|c| (c.symbol, c.length, c.code))
        .collect())
}
