//! Faults of versions, and gates in front of them.

use diram::Error;
use diram::registry::{FaultCause, FaultLevel, GateOptions};
use napi::bindgen_prelude::Either;
use napi_derive::napi;
use serde::Deserialize;

use crate::job::{Job, Output};
use crate::options;
use crate::registry::RegistryHandle;

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
struct GateFields {
    now: Option<u64>,
    sha256: Option<String>,
    coherence: Option<u16>,
    may_list: Option<bool>,
    guarded_dependents: Option<usize>,
}

fn gate_options(json: &str) -> Result<GateOptions, Error> {
    let fields: GateFields = options::parse(json)?;
    let mut options = GateOptions::new();
    options.now = fields.now;
    options.sha256 = fields.sha256;
    options.coherence = fields.coherence;
    options.may_list = fields.may_list.unwrap_or(options.may_list);
    let dependents = fields.guarded_dependents;
    options.guarded_dependents = dependents.unwrap_or(options.guarded_dependents);
    Ok(options)
}

fn level(fault: Either<u8, String>) -> Result<FaultLevel, Error> {
    Ok(match fault {
        Either::A(level) => FaultLevel::new(level)?,
        Either::B(cause) => cause.parse::<FaultCause>()?.level(),
    })
}

#[napi]
impl RegistryHandle {
    /// Handles a fault, a level or the name of a cause; gives a fault report.
    #[napi(catch_unwind)]
    pub fn handle_fault(&self, name: String, version: String, fault: Either<u8, String>) -> Job {
        self.job(move |registry| {
            Output::report(&registry.handle_fault(&name, &version, level(fault)?)?)
        })
    }

    /// Gives the versions with at least this fault level.
    #[napi(catch_unwind)]
    pub fn faults(&self, at_least: u8) -> Job {
        self.job(move |registry| Output::report(&registry.faults(at_least)?))
    }

    /// Gives what the gates say of installing a version. `options` is JSON.
    #[napi(catch_unwind)]
    pub fn gate(&self, name: String, version: String, options: String) -> Job {
        self.job(move |registry| {
            Output::report(&registry.gate(&name, &version, &gate_options(&options)?)?)
        })
    }

    /// Gives what the gates say of publishing a line. `options` is JSON.
    #[napi(catch_unwind)]
    pub fn gate_publish(&self, line: String, options: String) -> Job {
        self.job(move |registry| {
            Output::report(&registry.gate_publish(&line, &gate_options(&options)?)?)
        })
    }
}
