//! Whole numbers from Python, which have no limits there.

use diram::Code;
use pyo3::exceptions::PyOverflowError;
use pyo3::prelude::*;

use crate::failure::Failed;

/// The range of a number that is only limited by its type.
pub(crate) const ANY: &str = "0..2^64";

/// A whole number; one that does not fit is an error of ours that names the argument.
pub(crate) fn number<'py, T>(
    value: &Bound<'py, PyAny>,
    argument: &'static str,
    range: &'static str,
) -> Result<T, Failed>
where
    T: for<'a> FromPyObject<'a, 'py, Error = PyErr>,
{
    value.extract().map_err(|error: PyErr| {
        if error.is_instance_of::<PyOverflowError>(value.py()) {
            Failed::Border {
                code: Code::Limit,
                message: format!("{argument} must be within {range}, got {value}"),
            }
        } else {
            Failed::Raised(error)
        }
    })
}
