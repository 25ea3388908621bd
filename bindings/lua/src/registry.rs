//! An open registry: looked at, changed in memory, proved.

use diram::Error;
use diram::registry::{
    ChangeReport, DependentReport, EntryReport, Graph, ProofReport, Receipt, Registry,
    RegistryOptions, SearchHit, SnapshotReport, VersionEntry,
};
use mlua::prelude::*;
use serde::Serialize;

use crate::boundary::{Answer, Report, guarded};
use crate::failure::Refusal;
use crate::handle::Handle;
use crate::kept::policy;
use crate::options::{self, text};

pub(crate) type RegistryRef = LuaUserDataRef<Handle<Registry>>;

fn handle(registry: Registry) -> Handle<Registry> {
    Handle::new("registry", registry)
}

/// `{tier, policy, signing_key, clock, gated, max_bytes}`, as Lua gave them.
struct Opening {
    tier: Option<LuaString>,
    policy: Option<LuaString>,
    signing_key: Option<LuaString>,
    clock: Option<u64>,
    gated: Option<bool>,
    max_bytes: Option<u64>,
}

impl FromLua for Opening {
    fn from_lua(value: LuaValue, lua: &Lua) -> LuaResult<Opening> {
        let table = LuaTable::from_lua(value, lua)?;
        Ok(Opening {
            tier: table.get("tier")?,
            policy: table.get("policy")?,
            signing_key: table.get("signing_key")?,
            clock: table.get("clock")?,
            gated: table.get("gated")?,
            max_bytes: table.get("max_bytes")?,
        })
    }
}

impl Opening {
    fn judge(&self) -> Result<RegistryOptions, Refusal> {
        let mut options = RegistryOptions::new().policy(&policy(self.policy.as_ref())?);
        if let Some(tier) = &self.tier {
            options = options.tier(text("tier", tier)?);
        }
        if let Some(key) = &self.signing_key {
            options = options.signing_key(seed(&key.as_bytes())?);
        }
        if let Some(seconds) = self.clock {
            options = options.clock(seconds);
        }
        if let Some(gated) = self.gated {
            options = options.gated(gated);
        }
        if let Some(bytes) = self.max_bytes {
            options = options.max_bytes(bytes);
        }
        Ok(options)
    }
}

fn seed(key: &[u8]) -> Result<[u8; 32], Error> {
    key.try_into().map_err(|_| Error::Argument {
        argument: "signing_key",
        why: format!("it is a seed of 32 bytes, got {}", key.len()),
    })
}

fn open(_: &Lua, (endpoint, opts): (LuaString, Opening)) -> Answer<Handle<Registry>> {
    guarded(|| {
        let endpoint = options::path("endpoint", &endpoint)?;
        Ok(handle(Registry::open(endpoint, &opts.judge()?)?))
    })
}

fn open_lines(_: &Lua, (lines, opts): (LuaString, Opening)) -> Answer<Handle<Registry>> {
    guarded(|| {
        let lines = text("lines", &lines)?;
        Ok(handle(Registry::from_lines(&lines, &opts.judge()?)?))
    })
}

fn from_env(_: &Lua, (): ()) -> Answer<Handle<Registry>> {
    guarded(|| Ok(handle(Registry::from_env()?)))
}

fn close(_: &Lua, registry: RegistryRef) -> LuaResult<bool> {
    registry.close();
    Ok(true)
}

fn at(_: &Lua, (registry, seq): (RegistryRef, u64)) -> Answer<Handle<Registry>> {
    registry.shared(|r| Ok(handle(r.at(seq)?)))
}

fn source(_: &Lua, registry: RegistryRef) -> Answer<String> {
    registry.shared(|r| Ok(r.source().to_owned()))
}

fn public_key(_: &Lua, registry: RegistryRef) -> Answer<Option<String>> {
    registry.shared(|r| Ok(r.public_key()))
}

type NameArgs = (RegistryRef, LuaString);
type VersionArgs = (RegistryRef, LuaString, LuaString);

fn snapshot(_: &Lua, registry: RegistryRef) -> Answer<Report<SnapshotReport>> {
    registry.shared(|r| Ok(Report(r.snapshot())))
}

fn names(_: &Lua, registry: RegistryRef) -> Answer<Report<Vec<String>>> {
    registry.shared(|r| Ok(Report(r.names()?)))
}

fn versions(_: &Lua, (registry, name): NameArgs) -> Answer<Report<Vec<VersionEntry>>> {
    registry.shared(|r| Ok(Report(r.versions(&text("name", &name)?)?)))
}

fn search(_: &Lua, (registry, wanted): NameArgs) -> Answer<Report<Vec<SearchHit>>> {
    registry.shared(|r| Ok(Report(r.search(&text("text", &wanted)?)?)))
}

fn graph(_: &Lua, (registry, name): NameArgs) -> Answer<Report<Graph>> {
    registry.shared(|r| Ok(Report(r.graph(&text("name", &name)?)?)))
}

fn dependents(_: &Lua, (registry, name): NameArgs) -> Answer<Report<Vec<DependentReport>>> {
    registry.shared(|r| Ok(Report(r.dependents(&text("name", &name)?)?)))
}

fn info(_: &Lua, (registry, name, version): VersionArgs) -> Answer<Report<EntryReport>> {
    registry.shared(|r| {
        let entry = r.info(&text("name", &name)?, &text("version", &version)?)?;
        Ok(Report(entry))
    })
}

fn node(_: &Lua, (registry, name, version): VersionArgs) -> Answer<Report<impl Serialize + use<>>> {
    registry.shared(|r| {
        let node = r.node(&text("name", &name)?, &text("version", &version)?)?;
        Ok(Report(node))
    })
}

fn diff(_: &Lua, (registry, a, b): (RegistryRef, u64, u64)) -> Answer<Report<Vec<ChangeReport>>> {
    registry.shared(|r| Ok(Report(r.diff(a, b)?)))
}

type ProveArgs = (RegistryRef, LuaString, Option<LuaString>);

fn prove(_: &Lua, (registry, name, version): ProveArgs) -> Answer<Report<ProofReport>> {
    registry.shared(|r| {
        let version = version.map(|v| text("version", &v)).transpose()?;
        Ok(Report(r.prove(&text("name", &name)?, version.as_deref())?))
    })
}

fn publish(_: &Lua, (registry, line): NameArgs) -> Answer<Report<Receipt>> {
    registry.shared(|r| Ok(Report(r.publish(&text("line", &line)?)?)))
}

fn yank(_: &Lua, (registry, name, version): VersionArgs) -> Answer<Report<Receipt>> {
    registry.shared(|r| {
        let receipt = r.yank(&text("name", &name)?, &text("version", &version)?)?;
        Ok(Report(receipt))
    })
}

fn unyank(_: &Lua, (registry, name, version): VersionArgs) -> Answer<Report<Receipt>> {
    registry.shared(|r| {
        let receipt = r.unyank(&text("name", &name)?, &text("version", &version)?)?;
        Ok(Report(receipt))
    })
}

type FaultArgs = (RegistryRef, LuaString, LuaString, u64);

fn set_fault(_: &Lua, (registry, name, version, level): FaultArgs) -> Answer<Report<Receipt>> {
    registry.shared(|r| {
        // A number that no byte holds is over the limit too.
        let level = u8::try_from(level).unwrap_or(u8::MAX);
        let receipt = r.set_fault(&text("name", &name)?, &text("version", &version)?, level)?;
        Ok(Report(receipt))
    })
}

type RollbackArgs = (RegistryRef, LuaString, Option<u64>);

fn rollback(_: &Lua, (registry, name, to): RollbackArgs) -> Answer<Report<Receipt>> {
    registry.shared(|r| Ok(Report(r.rollback(&text("name", &name)?, to)?)))
}

pub(crate) fn register(lua: &Lua, module: &LuaTable) -> LuaResult<()> {
    module.set("registry_open", lua.create_function(open)?)?;
    module.set("registry_open_lines", lua.create_function(open_lines)?)?;
    module.set("registry_from_env", lua.create_function(from_env)?)?;
    module.set("registry_close", lua.create_function(close)?)?;
    module.set("registry_at", lua.create_function(at)?)?;
    module.set("registry_source", lua.create_function(source)?)?;
    module.set("registry_public_key", lua.create_function(public_key)?)?;
    module.set("registry_snapshot", lua.create_function(snapshot)?)?;
    module.set("registry_names", lua.create_function(names)?)?;
    module.set("registry_versions", lua.create_function(versions)?)?;
    module.set("registry_info", lua.create_function(info)?)?;
    module.set("registry_node", lua.create_function(node)?)?;
    module.set("registry_search", lua.create_function(search)?)?;
    module.set("registry_graph", lua.create_function(graph)?)?;
    module.set("registry_dependents", lua.create_function(dependents)?)?;
    module.set("registry_diff", lua.create_function(diff)?)?;
    module.set("registry_prove", lua.create_function(prove)?)?;
    module.set("registry_publish", lua.create_function(publish)?)?;
    module.set("registry_yank", lua.create_function(yank)?)?;
    module.set("registry_unyank", lua.create_function(unyank)?)?;
    module.set("registry_set_fault", lua.create_function(set_fault)?)?;
    module.set("registry_rollback", lua.create_function(rollback)?)
}
