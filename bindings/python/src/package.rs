//! An open package.

use std::io::Write;
use std::path::PathBuf;

use diram::packages::{self, HealOptions, UnpackOptions};
use diram::{Code, Error};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::call::{Control, detached};
use crate::entry::EntryReader;
use crate::failure::Failed;
use crate::number::{ANY, number};
use crate::pack::read_options;
use crate::slot::Slot;
use crate::stream::{PyReader, PyWriter};

/// A report as JSON.
pub(crate) fn json(report: &impl serde::Serialize) -> Result<String, Failed> {
    serde_json::to_string(report).map_err(|error| Failed::Border {
        code: Code::Panic,
        message: format!("internal error: a report has no JSON form: {error}"),
    })
}

/// An open package; any number of threads may use it.
#[pyclass(frozen, module = "pysemverx._native")]
pub(crate) struct Package(Slot<packages::Package>);

impl Package {
    fn opened(package: packages::Package) -> Package {
        Package(Slot::new("package", package))
    }

    /// A short call.
    fn ask<T: Send>(
        &self,
        py: Python<'_>,
        question: impl FnOnce(&packages::Package) -> Result<T, Error> + Send,
    ) -> Result<T, Failed> {
        self.0.share(|package| detached(py, || question(&package)))
    }

    /// A call that may take long and has no options.
    fn steer<T: Send>(
        &self,
        py: Python<'_>,
        control: Control,
        question: impl FnOnce(packages::Package) -> Result<T, Error> + Send,
    ) -> Result<T, Failed> {
        self.0
            .share(|package| control.run(py, |op| question(package.with_op(op))))
    }
}

#[pymethods]
impl Package {
    #[staticmethod]
    fn open(py: Python<'_>, path: PathBuf, control: Control) -> Result<Package, Failed> {
        control
            .run(py, |op| packages::Package::open_with(path, op))
            .map(Package::opened)
    }

    #[staticmethod]
    fn open_bytes(py: Python<'_>, data: &[u8], control: Control) -> Result<Package, Failed> {
        control
            .run(py, |op| packages::Package::open_bytes_with(data, op))
            .map(Package::opened)
    }

    #[staticmethod]
    fn open_reader(py: Python<'_>, reader: Py<PyAny>, control: Control) -> Result<Package, Failed> {
        let reader = PyReader::new(reader);
        control
            .run(py, |op| packages::Package::open_reader_with(reader, op))
            .map(Package::opened)
    }

    fn close(&self) {
        self.0.close();
    }

    #[getter]
    fn name(&self, py: Python<'_>) -> Result<Option<String>, Failed> {
        self.ask(py, |package| Ok(package.name()))
    }

    #[getter]
    fn version(&self, py: Python<'_>) -> Result<Option<String>, Failed> {
        self.ask(py, |package| Ok(package.version()))
    }

    fn verify(&self, py: Python<'_>, control: Control) -> Result<String, Failed> {
        json(
            &self
                .0
                .share(|package| control.run(py, |op| package.verify_with(op)))?,
        )
    }

    fn heal(
        &self,
        py: Python<'_>,
        path: PathBuf,
        salvage: bool,
        threads: &Bound<'_, PyAny>,
        control: Control,
    ) -> Result<String, Failed> {
        let options = HealOptions::new()
            .salvage(salvage)
            .threads(number(threads, "threads", ANY)?);
        json(
            &self
                .0
                .share(|package| control.run(py, |op| package.heal(path, &options.op(op))))?,
        )
    }

    fn heal_to(
        &self,
        py: Python<'_>,
        writer: Py<PyAny>,
        salvage: bool,
        threads: &Bound<'_, PyAny>,
        control: Control,
    ) -> Result<String, Failed> {
        let options = HealOptions::new()
            .salvage(salvage)
            .threads(number(threads, "threads", ANY)?);
        let mut writer = PyWriter::new(writer);
        json(&self.0.share(|package| {
            control.run(py, |op| {
                let report = package.heal_to(&mut writer, &options.op(op))?;
                writer.flush().map_err(|error| Error::io("", error))?;
                Ok(report)
            })
        })?)
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "the options of one call, named in Python"
    )]
    fn unpack(
        &self,
        py: Python<'_>,
        folder: PathBuf,
        paths: Vec<String>,
        salvage: bool,
        best_effort: bool,
        force: bool,
        threads: &Bound<'_, PyAny>,
        control: Control,
    ) -> Result<String, Failed> {
        let options = UnpackOptions::new()
            .paths(paths)
            .salvage(salvage)
            .best_effort(best_effort)
            .force(force)
            .threads(number(threads, "threads", ANY)?);
        json(
            &self
                .0
                .share(|package| control.run(py, |op| package.unpack(folder, &options.op(op))))?,
        )
    }

    fn unpack_components(
        &self,
        py: Python<'_>,
        folder: PathBuf,
        salvage: bool,
        force: bool,
        threads: &Bound<'_, PyAny>,
        control: Control,
    ) -> Result<String, Failed> {
        let options = UnpackOptions::new()
            .salvage(salvage)
            .force(force)
            .threads(number(threads, "threads", ANY)?);
        json(&self.0.share(|package| {
            control.run(py, |op| package.unpack_components(folder, &options.op(op)))
        })?)
    }

    fn entries(&self, py: Python<'_>, control: Control) -> Result<String, Failed> {
        json(&self.steer(py, control, |package| package.entries())?)
    }

    fn read<'py>(
        &self,
        py: Python<'py>,
        name: &str,
        salvage: bool,
        max_output: &Bound<'py, PyAny>,
        control: Control,
    ) -> Result<Bound<'py, PyBytes>, Failed> {
        let options = read_options(salvage, max_output)?;
        let content = self
            .0
            .share(|package| control.run(py, |op| package.read_with(name, &options.op(op))))?;
        Ok(PyBytes::new(py, &content))
    }

    fn open_entry(&self, py: Python<'_>, name: &str) -> Result<EntryReader, Failed> {
        let reader = self.ask(py, |package| package.open_entry(name))?;
        Ok(EntryReader::new(reader))
    }

    fn components(&self, py: Python<'_>, control: Control) -> Result<String, Failed> {
        json(&self.steer(py, control, |package| package.components())?)
    }

    fn has_component(&self, py: Python<'_>, name: &str) -> Result<bool, Failed> {
        self.ask(py, |package| Ok(package.has_component(name)))
    }

    fn verify_coherence(
        &self,
        py: Python<'_>,
        name: &str,
        control: Control,
    ) -> Result<f64, Failed> {
        self.steer(py, control, |package| package.verify_coherence(name))
    }

    fn recover_component<'py>(
        &self,
        py: Python<'py>,
        name: &str,
        control: Control,
    ) -> Result<Bound<'py, PyBytes>, Failed> {
        let content = self.steer(py, control, |package| package.recover_component(name))?;
        Ok(PyBytes::new(py, &content))
    }

    fn overall_coherence(&self, py: Python<'_>, control: Control) -> Result<f64, Failed> {
        self.steer(py, control, |package| package.overall_coherence())
    }

    /// Panics on purpose while the package is in use.
    #[cfg(feature = "test-hooks")]
    fn _test_panic(&self, py: Python<'_>) -> Result<(), Failed> {
        self.ask(py, |_| panic!("on purpose"))
    }
}
