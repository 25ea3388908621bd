//! Faults and gates of a registry.

use diram::registry::{FaultCause, FaultLevel, FaultReport, GateOptions, GateReport, VersionFault};
use mlua::prelude::*;
use serde::Serialize;

use crate::boundary::{Answer, Report};
use crate::failure::Refusal;
use crate::options::text;
use crate::registry::RegistryRef;

/// What a level is, as Lua sees it.
#[derive(Serialize)]
struct Level {
    name: &'static str,
    state: &'static str,
    action: &'static str,
}

/// `nil` for a number that is no level.
fn fault_level(_: &Lua, level: u64) -> LuaResult<Option<Report<Level>>> {
    let level = u8::try_from(level)
        .ok()
        .and_then(|n| FaultLevel::new(n).ok());
    Ok(level.map(|level| {
        Report(Level {
            name: level.name(),
            state: level.state().name(),
            action: level.action().name(),
        })
    }))
}

/// `nil` for a text that names no cause.
fn fault_of_cause(_: &Lua, cause: LuaString) -> LuaResult<Option<u8>> {
    let cause = cause.to_str().ok();
    let cause = cause.and_then(|cause| FaultCause::from_name(&cause));
    Ok(cause.map(|cause| cause.level().get()))
}

/// A number that no byte holds is over the limit too.
fn level(number: u64) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}

type FaultArgs = (RegistryRef, LuaString, LuaString, u64);

fn handle_fault(
    _: &Lua,
    (registry, name, version, fault): FaultArgs,
) -> Answer<Report<FaultReport>> {
    registry.shared(|r| {
        let fault = FaultLevel::new(level(fault))?;
        let (name, version) = (text("name", &name)?, text("version", &version)?);
        Ok(Report(r.handle_fault(&name, &version, fault)?))
    })
}

fn faults(_: &Lua, (registry, at_least): (RegistryRef, u64)) -> Answer<Report<Vec<VersionFault>>> {
    registry.shared(|r| Ok(Report(r.faults(level(at_least))?)))
}

/// `{now, sha256, coherence, may_list, guarded_dependents}`, as Lua gave them.
struct Told {
    now: Option<u64>,
    sha256: Option<LuaString>,
    coherence: Option<u64>,
    may_list: Option<bool>,
    guarded_dependents: Option<usize>,
}

impl FromLua for Told {
    fn from_lua(value: LuaValue, lua: &Lua) -> LuaResult<Told> {
        let table = LuaTable::from_lua(value, lua)?;
        Ok(Told {
            now: table.get("now")?,
            sha256: table.get("sha256")?,
            coherence: table.get("coherence")?,
            may_list: table.get("may_list")?,
            guarded_dependents: table.get("guarded_dependents")?,
        })
    }
}

impl Told {
    fn judge(&self) -> Result<GateOptions, Refusal> {
        let mut options = GateOptions::new().may_list(self.may_list.unwrap_or(true));
        options.now = self.now;
        if let Some(measured) = &self.sha256 {
            options = options.sha256(text("sha256", measured)?);
        }
        if let Some(thousandths) = self.coherence {
            options = options.coherence(u16::try_from(thousandths).unwrap_or(u16::MAX));
        }
        if let Some(dependents) = self.guarded_dependents {
            options = options.guarded_dependents(dependents);
        }
        Ok(options)
    }
}

type GateArgs = (RegistryRef, LuaString, LuaString, Told);

fn gate(_: &Lua, (registry, name, version, told): GateArgs) -> Answer<Report<GateReport>> {
    registry.shared(|r| {
        let (name, version) = (text("name", &name)?, text("version", &version)?);
        Ok(Report(r.gate(&name, &version, &told.judge()?)?))
    })
}

fn gate_publish(
    _: &Lua,
    (registry, line, told): (RegistryRef, LuaString, Told),
) -> Answer<Report<GateReport>> {
    registry.shared(|r| {
        Ok(Report(
            r.gate_publish(&text("line", &line)?, &told.judge()?)?,
        ))
    })
}

pub(crate) fn register(lua: &Lua, module: &LuaTable) -> LuaResult<()> {
    module.set("fault_level", lua.create_function(fault_level)?)?;
    module.set("fault_of_cause", lua.create_function(fault_of_cause)?)?;
    module.set("registry_handle_fault", lua.create_function(handle_fault)?)?;
    module.set("registry_faults", lua.create_function(faults)?)?;
    module.set("registry_gate", lua.create_function(gate)?)?;
    module.set("registry_gate_publish", lua.create_function(gate_publish)?)
}
