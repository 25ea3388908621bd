//! Plugins: those written in Python, and diram's own.

use std::sync::Arc;
use std::time::Duration;

use diram::plugins::{Error, Package, Proposal, RegistryPlugin};
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use serde::Serialize;

use crate::call::seconds_from;
use crate::failure::Failed;
use crate::versions::Text;

/// A plugin written in Python, as `pysemverx` hands it over: name, the methods it has, and what
/// asks it: called with a method's name and the arguments as JSON, it gives the reason for a no.
#[derive(FromPyObject)]
pub(crate) struct Given(Text, Vec<String>, Py<PyAny>);

impl Given {
    pub(crate) fn into_rust(self) -> Arc<dyn RegistryPlugin> {
        let Given(name, methods, ask) = self;
        let name = name.to_owned();
        Arc::new(Asked { name, methods, ask })
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
