//! Plugins: those written in Python, and diram's own.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use diram::plugins::{self, Error, Package, Proposal, RegistryPlugin};
use diram::registry::{Registry, RegistryOptions};
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use serde::Serialize;

use crate::call::{detached, seconds_from};
use crate::failure::Failed;
use crate::versions::Text;

/// A plugin as `pysemverx` hands it over.
#[derive(FromPyObject)]
pub(crate) enum Given {
    /// diram's own.
    #[pyo3(transparent)]
    Scanner(Py<SecurityScanner>),
    /// diram's own.
    #[pyo3(transparent)]
    Orphans(Py<OrphanReport>),
    /// One written in Python: its name, the methods it has, and what asks it: called with a
    /// method's name and the arguments as JSON, that gives the reason for a no.
    Python(Text, Vec<String>, Py<PyAny>),
}

impl Given {
    pub(crate) fn into_rust(self) -> Arc<dyn RegistryPlugin> {
        match self {
            Given::Scanner(scanner) => scanner.get().0.clone(),
            Given::Orphans(orphans) => Arc::new(orphans.get().0.clone()),
            Given::Python(name, methods, ask) => Arc::new(Asked {
                name: name.to_owned(),
                methods,
                ask,
            }),
        }
    }
}

/// Keeps versions with known vulnerabilities out of locks.
#[pyclass(frozen, module = "pysemverx._native")]
pub(crate) struct SecurityScanner(Arc<plugins::SecurityScanner>);

#[pymethods]
impl SecurityScanner {
    #[staticmethod]
    fn open(py: Python<'_>, folder: PathBuf) -> Result<SecurityScanner, Failed> {
        let scanner = detached(py, || plugins::SecurityScanner::open(folder))?;
        Ok(SecurityScanner(Arc::new(scanner)))
    }

    /// The advisories of a version.
    fn advisories(&self, py: Python<'_>, name: Text, version: Text) -> Result<Vec<String>, Failed> {
        detached(py, || Ok(self.0.advisories(&bare(&name, &version)?)))
    }

    fn fixes_vulnerabilities(
        &self,
        py: Python<'_>,
        name: Text,
        old: Text,
        new: Text,
    ) -> Result<bool, Failed> {
        detached(py, || {
            let (old, new) = (bare(&name, &old)?, bare(&name, &new)?);
            Ok(self.0.fixes_vulnerabilities(&old, &new))
        })
    }
}

/// A package of which only name and version are known, which is all that a scanner looks at.
fn bare(name: &str, version: &str) -> Result<Package, diram::Error> {
    let line = serde_json::json!({"name": name, "version": version, "deps": {}}).to_string();
    Registry::from_lines(&line, &RegistryOptions::new())?.info(name, version)
}

/// Remembers what removed packages leave behind.
#[pyclass(frozen, module = "pysemverx._native")]
pub(crate) struct OrphanReport(plugins::OrphanReport);

#[pymethods]
impl OrphanReport {
    #[new]
    fn new() -> OrphanReport {
        OrphanReport(plugins::OrphanReport::new())
    }

    fn orphans(&self, py: Python<'_>) -> Result<Vec<String>, Failed> {
        detached(py, || Ok(self.0.orphans()))
    }
}

/// The time limit of a plugin's call.
pub(crate) fn deadline(seconds: Option<f64>) -> Result<Duration, Failed> {
    seconds.map_or(Ok(diram::plugins::DEADLINE), |seconds| {
        seconds_from("deadline", seconds)
    })
}

struct Asked {
    name: String,
    methods: Vec<String>,
    ask: Py<PyAny>,
}

impl Asked {
    /// Asks on this thread, which is diram's own: whoever waits for the answer is detached.
    fn ask<T: Serialize>(&self, method: &str, arguments: &[&T]) -> Result<(), Error> {
        if !self.methods.iter().any(|has| has == method) {
            return Ok(());
        }
        let mut row = vec![method.to_owned()];
        for argument in arguments {
            let text = serde_json::to_string(argument);
            row.push(text.map_err(|error| Error::Failed(error.to_string()))?);
        }
        let why = Python::try_attach(|py| {
            let row = PyTuple::new(py, row)?;
            self.ask.call1(py, row)?.extract::<Option<Text>>(py)
        });
        match why {
            None => Err(Error::Failed("Python is shutting down".into())),
            Some(Err(raised)) => Err(Error::Failed(raised.to_string())),
            Some(Ok(Some(why))) => Err(Error::Refused(why.to_owned())),
            Some(Ok(None)) => Ok(()),
        }
    }
}

impl RegistryPlugin for Asked {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn on_publish(&self, package: &Package) -> Result<(), Error> {
        self.ask("on_publish", &[package])
    }

    fn on_install(&self, package: &Package) -> Result<(), Error> {
        self.ask("on_install", &[package])
    }

    fn on_update(&self, old: &Package, new: &Package) -> Result<(), Error> {
        self.ask("on_update", &[old, new])
    }

    fn on_remove(&self, package: &Package) -> Result<(), Error> {
        self.ask("on_remove", &[package])
    }

    fn on_resolve(&self, proposal: &Proposal) -> Result<(), Error> {
        self.ask("on_resolve", &[proposal])
    }
}
