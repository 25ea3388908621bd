//! A registry: opened from files, looked at, changed in memory. Its reports cross as JSON.

use std::path::PathBuf;

use diram::lock::LockOptions;
use diram::registry::{self, FaultCause, FaultLevel, GateOptions, RegistryOptions};
use diram::versions::Policy;
use diram::{Code, Error};
use pyo3::prelude::*;

use crate::call::{Control, detached};
use crate::failure::Failed;
use crate::number::{ANY, number};
use crate::package::json;
use crate::plugin::{self, Given};
use crate::resolve::Resolver;
use crate::slot::Slot;
use crate::subscription::Subscription;
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
    gated: bool,
    max_bytes: Option<Py<PyAny>>,
}

impl Options {
    fn into_rust(self, py: Python<'_>) -> Result<RegistryOptions, Failed> {
        let mut options = RegistryOptions::new().tier(&*self.tier).gated(self.gated);
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

/// What the gates are told: time, SHA-256, coherence, whether the caller may list, dependents from
/// which on a name is guarded.
#[derive(FromPyObject)]
pub(crate) struct Measured(
    Option<Py<PyAny>>,
    Option<Text>,
    Option<Py<PyAny>>,
    bool,
    Option<Py<PyAny>>,
);

impl Measured {
    fn into_rust(self, py: Python<'_>) -> Result<GateOptions, Failed> {
        let Measured(now, sha256, coherence, may_list, guarded) = self;
        let mut options = GateOptions::new().may_list(may_list);
        if let Some(now) = now {
            options = options.now(number(now.bind(py), "now", TIME)?);
        }
        if let Some(sha256) = sha256 {
            options = options.sha256(&*sha256);
        }
        if let Some(coherence) = coherence {
            let range = "0..=1000 thousandths";
            options = options.coherence(number(coherence.bind(py), "coherence", range)?);
        }
        if let Some(guarded) = guarded {
            let dependents = number(guarded.bind(py), "guarded_dependents", ANY)?;
            options = options.guarded_dependents(dependents);
        }
        Ok(options)
    }
}

/// Whether only to look, whether all may move, names of those that may, time.
#[derive(FromPyObject)]
pub(crate) struct Locking(bool, bool, Vec<String>, Option<Py<PyAny>>);

impl Locking {
    fn into_rust(self, py: Python<'_>) -> Result<LockOptions, Failed> {
        let Locking(check, all, names, now) = self;
        let mut options = LockOptions::new().check(check);
        if all {
            options = options.update_all();
        } else if !names.is_empty() {
            options = options.update(names);
        }
        if let Some(now) = now {
            options = options.now(number(now.bind(py), "now", TIME)?);
        }
        Ok(options)
    }
}

/// A fault level, or the name of a cause.
fn level(fault: &Bound<'_, PyAny>) -> Result<FaultLevel, Failed> {
    if let Ok(cause) = fault.extract::<Text>() {
        let cause: FaultCause = cause.parse().map_err(Error::from)?;
        return Ok(cause.level());
    }
    let level = number(fault, "fault", "0..=17")?;
    Ok(FaultLevel::new(level).map_err(Error::from)?)
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

    fn handle_fault(
        &self,
        py: Python<'_>,
        name: Text,
        version: Text,
        fault: &Bound<'_, PyAny>,
    ) -> Result<String, Failed> {
        let level = level(fault)?;
        self.report(py, |registry| registry.handle_fault(&name, &version, level))
    }

    fn faults(&self, py: Python<'_>, at_least: &Bound<'_, PyAny>) -> Result<String, Failed> {
        let at_least = number(at_least, "at_least", "0..=17")?;
        self.report(py, |registry| registry.faults(at_least))
    }

    fn gate(
        &self,
        py: Python<'_>,
        name: Text,
        version: Text,
        measured: Measured,
    ) -> Result<String, Failed> {
        let options = measured.into_rust(py)?;
        self.report(py, |registry| registry.gate(&name, &version, &options))
    }

    fn gate_publish(
        &self,
        py: Python<'_>,
        line: Text,
        measured: Measured,
    ) -> Result<String, Failed> {
        let options = measured.into_rust(py)?;
        self.report(py, |registry| registry.gate_publish(&line, &options))
    }

    /// A plugin of diram's own, or one written in Python.
    fn plug(&self, py: Python<'_>, plugin: Given, deadline: Option<f64>) -> Result<(), Failed> {
        let (plugin, deadline) = (plugin.into_rust(), plugin::deadline(deadline)?);
        self.ask(py, |registry| registry.plug_within(plugin, deadline))
    }

    fn unplug(&self, py: Python<'_>, name: Text) -> Result<bool, Failed> {
        self.ask(py, |registry| Ok(registry.unplug(&name)))
    }

    fn plugins(&self, py: Python<'_>) -> Result<String, Failed> {
        self.report(py, |registry| Ok(registry.plugins()))
    }

    fn subscribe(
        &self,
        py: Python<'_>,
        name: Text,
        since: Option<Bound<'_, PyAny>>,
    ) -> Result<Subscription, Failed> {
        let since = since
            .map(|since| number(&since, "since", ANY))
            .transpose()?;
        self.ask(py, |registry| registry.subscribe(&name, since))
            .map(Subscription::opened)
    }

    fn check_stale(&self, py: Python<'_>, days: &Bound<'_, PyAny>) -> Result<String, Failed> {
        let days = number(days, "days", "0..2^32")?;
        self.report(py, |registry| registry.check_stale(days))
    }

    fn advance_clock(&self, py: Python<'_>, milliseconds: &Bound<'_, PyAny>) -> Result<(), Failed> {
        let milliseconds = number(milliseconds, "milliseconds", ANY)?;
        self.ask(py, |registry| registry.advance_clock(milliseconds))
    }

    fn lock(
        &self,
        py: Python<'_>,
        project: PathBuf,
        options: Locking,
        control: Control,
    ) -> Result<String, Failed> {
        let options = options.into_rust(py)?;
        self.share(|registry| {
            control.run(py, |op| Ok(json(&registry.lock(project, &options.op(op))?)))
        })?
    }
}
