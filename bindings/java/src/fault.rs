//! Faults of versions, and the gates in front of them. Reports cross as JSON.

use diram::registry::{FaultLevel, GateOptions};
use jni::Env;
use jni::objects::JByteArray;
use jni::sys::{jint, jlong};
use serde::Deserialize;

use crate::border::{Failure, native};
use crate::bytes;
use crate::registry::{at_version, registry};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Measured {
    now: Option<u64>,
    sha256: Option<String>,
    coherence: Option<u16>,
    may_list: bool,
    guarded_dependents: Option<usize>,
}

fn measured(env: &Env<'_>, json: &JByteArray<'_>) -> Result<GateOptions, Failure> {
    let given: Measured = bytes::options(env, json)?;
    let mut options = GateOptions::new().may_list(given.may_list);
    options.now = given.now;
    options.sha256 = given.sha256;
    options.coherence = given.coherence;
    if let Some(dependents) = given.guarded_dependents {
        options.guarded_dependents = dependents;
    }
    Ok(options)
}

/// What is no level stays none.
fn number(level: jint) -> u8 {
    u8::try_from(level).unwrap_or(u8::MAX)
}

native! {
    fn registryHandleFault(
        env,
        reg: jlong,
        name: JByteArray<'local>,
        version: JByteArray<'local>,
        level: jint,
    ) -> JByteArray<'local> {
        at_version(env, &name, &version, |name, version| {
            let level = FaultLevel::new(number(level))?;
            registry(reg).handle_fault(name, version, level)
        })
    }

    fn registryFaults(env, reg: jlong, at_least: jint) -> JByteArray<'local> {
        bytes::json(env, &registry(reg).faults(number(at_least))?)
    }

    fn registryGate(
        env,
        reg: jlong,
        name: JByteArray<'local>,
        version: JByteArray<'local>,
        options: JByteArray<'local>,
    ) -> JByteArray<'local> {
        let options = measured(env, &options)?;
        at_version(env, &name, &version, |name, version| {
            registry(reg).gate(name, version, &options)
        })
    }

    fn registryGatePublish(
        env,
        reg: jlong,
        line: JByteArray<'local>,
        options: JByteArray<'local>,
    ) -> JByteArray<'local> {
        let options = measured(env, &options)?;
        let line = bytes::text(env, "line", &line)?;
        bytes::json(env, &registry(reg).gate_publish(&line, &options)?)
    }
}
