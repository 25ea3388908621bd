//! A registry: opened from files, looked at, changed in memory. Its reports cross as JSON.

use std::path::PathBuf;

use diram::registry::{self, RegistryOptions};
use diram::versions::Policy;
use diram::{Code, Error};
use pyo3::prelude::*;

use crate::call::detached;
use crate::failure::Failed;
use crate::number::{ANY, number};
use crate::package::json;
use crate::resolve::Resolver;
use crate::slot::Slot;
use crate::versions::Text;

/// The range of a time.
pub(crate) const TIME: &str = "0..2^64 seconds";

/// An open registry; any number of threads may use it.
#[pyclass(frozen, module = "pysemverx._native")]
pub(crate) struct Registry(Slot<registry::Registry>);

impl Registry {
    fn opened(registry: registry::Registry) -> Registry {
        Registry(Slot::new("registry", registry))
    }

    /// The registry as diram's own handle.
    pub(crate) fn share<R>(
        &self,
        body: impl FnOnce(registry::Registry) -> Result<R, Failed>,
    ) -> Result<R, Failed> {
        self.0.share(body)
    }

    /// A question without a report.
    fn ask<T: Send>(
        &self,
        py: Python<'_>,
        question: impl FnOnce(&registry::Registry) -> Result<T, Error> + Send,
    ) -> Result<T, Failed> {
        self.0
            .share(|registry| detached(py, || question(&registry)))
    }

    /// A question whose answer is a report; it becomes JSON without the interpreter.
    fn report<T: serde::Serialize>(
        &self,
        py: Python<'_>,
        question: impl FnOnce(&registry::Registry) -> Result<T, Error> + Send,
    ) -> Result<String, Failed> {
        self.ask(py, |registry| Ok(json(&question(registry)?)))?
    }
}

/// What a registry is opened with, besides where it is.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Options {
    tier: Text,
    policy: Option<Text>,
    signing_key: Option<Vec<u8>>,
    clock: Option<Py<PyAny>>,
    max_bytes: Option<Py<PyAny>>,
}

impl Options {
    fn into_rust(self, py: Python<'_>) -> Result<RegistryOptions, Failed> {
        let mut options = RegistryOptions::new().tier(&*self.tier);
        if let Some(policy) = self.policy {
            options = options.policy(&Policy::from_json(&policy).map_err(Error::from)?);
        }
        if let Some(key) = self.signing_key {
            let seed = <[u8; 32]>::try_from(key).map_err(|key| Failed::Border {
                code: Code::Argument,
                message: format!("signing_key: must be a seed of 32 bytes, got {}", key.len()),
            })?;
            options = options.signing_key(seed);
        }
        if let Some(clock) = self.clock {
            options = options.clock(number(clock.bind(py), "clock", TIME)?);
        }
        if let Some(bytes) = self.max_bytes {
            options = options.max_bytes(number(bytes.bind(py), "max_bytes", ANY)?);
        }
        Ok(options)
    }
}

#[pymethods]
impl Registry {
    #[staticmethod]
    fn open(py: Python<'_>, endpoint: PathBuf, options: Options) -> Result<Registry, Failed> {
        let options = options.into_rust(py)?;
        detached(py, || registry::Registry::open(endpoint, &options)).map(Registry::opened)
    }

    #[staticmethod]
    fn from_lines(py: Python<'_>, lines: Text, options: Options) -> Result<Registry, Failed> {
        let options = options.into_rust(py)?;
        detached(py, || registry::Registry::from_lines(&lines, &options)).map(Registry::opened)
    }

    fn close(&self) {
        self.0.close();
    }

    #[getter]
    fn source(&self) -> Result<String, Failed> {
        self.share(|registry| Ok(registry.source().to_owned()))
    }

    #[getter]
    fn policy(&self) -> Result<String, Failed> {
        self.share(|registry| Ok(registry.policy().to_json()))
    }

    #[getter]
    fn public_key(&self, py: Python<'_>) -> Result<Option<String>, Failed> {
        self.ask(py, |registry| Ok(registry.public_key()))
    }

    fn resolver(&self, py: Python<'_>, policy: Option<Text>) -> Result<Resolver, Failed> {
        self.share(|registry| Resolver::over(py, registry, policy))
    }

    fn at(&self, py: Python<'_>, seq: &Bound<'_, PyAny>) -> Result<Registry, Failed> {
        let seq = number(seq, "seq", ANY)?;
        self.ask(py, |registry| registry.at(seq))
            .map(Registry::opened)
    }

    fn snapshot(&self, py: Python<'_>) -> Result<String, Failed> {
        self.report(py, |registry| Ok(registry.snapshot()))
    }

    fn names(&self, py: Python<'_>) -> Result<Vec<String>, Failed> {
        self.ask(py, |registry| registry.names())
    }

    fn versions(&self, py: Python<'_>, name: Text) -> Result<String, Failed> {
        self.report(py, |registry| registry.versions(&name))
    }

    fn info(&self, py: Python<'_>, name: Text, version: Text) -> Result<String, Failed> {
        self.report(py, |registry| registry.info(&name, &version))
    }

    fn node(&self, py: Python<'_>, name: Text, version: Text) -> Result<String, Failed> {
        self.report(py, |registry| registry.node(&name, &version))
    }

    fn search(&self, py: Python<'_>, text: Text) -> Result<String, Failed> {
        self.report(py, |registry| registry.search(&text))
    }

    fn graph(&self, py: Python<'_>, name: Text) -> Result<String, Failed> {
        self.report(py, |registry| registry.graph(&name))
    }

    fn dependents(&self, py: Python<'_>, name: Text) -> Result<String, Failed> {
        self.report(py, |registry| registry.dependents(&name))
    }

    fn diff(
        &self,
        py: Python<'_>,
        a: &Bound<'_, PyAny>,
        b: &Bound<'_, PyAny>,
    ) -> Result<String, Failed> {
        let (a, b) = (number(a, "a", ANY)?, number(b, "b", ANY)?);
        self.report(py, |registry| registry.diff(a, b))
    }

    fn prove(&self, py: Python<'_>, name: Text, version: Option<Text>) -> Result<String, Failed> {
        self.report(py, |registry| registry.prove(&name, version.as_deref()))
    }

    fn publish(&self, py: Python<'_>, line: Text) -> Result<String, Failed> {
        self.report(py, |registry| registry.publish(&line))
    }

    fn yank(&self, py: Python<'_>, name: Text, version: Text) -> Result<String, Failed> {
        self.report(py, |registry| registry.yank(&name, &version))
    }

    fn unyank(&self, py: Python<'_>, name: Text, version: Text) -> Result<String, Failed> {
        self.report(py, |registry| registry.unyank(&name, &version))
    }

    fn set_fault(
        &self,
        py: Python<'_>,
        name: Text,
        version: Text,
        level: &Bound<'_, PyAny>,
    ) -> Result<String, Failed> {
        let level = number(level, "level", "0..=17")?;
        self.report(py, |registry| registry.set_fault(&name, &version, level))
    }

    fn rollback(
        &self,
        py: Python<'_>,
        name: Text,
        to: Option<Bound<'_, PyAny>>,
    ) -> Result<String, Failed> {
        let to = to.map(|to| number(&to, "to", ANY)).transpose()?;
        self.report(py, |registry| registry.rollback(&name, to))
    }
}
