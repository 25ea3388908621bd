//! The plugins that come with diram, and those that a registry has.
//!
//! Plugins that are written in Lua are not among them: they are asked by the Lua layer, on its own
//! thread, in the two steps of a transaction.

use std::sync::Arc;

use diram::Error;
use diram::plugins::{OrphanReport, Package, PluginState, SecurityScanner};
use diram::registry::{Name, Registry, RegistryOptions};
use diram::versions::Version;
use mlua::prelude::*;

use crate::boundary::{Answer, Report, guarded};
use crate::failure::Refusal;
use crate::handle::Handle;
use crate::options::{path, text};
use crate::registry::RegistryRef;

type Scanner = Handle<Arc<SecurityScanner>>;
type ScannerRef = LuaUserDataRef<Scanner>;
type OrphansRef = LuaUserDataRef<Handle<OrphanReport>>;

fn plugins(_: &Lua, registry: RegistryRef) -> Answer<Report<Vec<PluginState>>> {
    registry.shared(|r| Ok(Report(r.plugins())))
}

fn unplug(_: &Lua, (registry, name): (RegistryRef, LuaString)) -> Answer<bool> {
    registry.shared(|r| Ok(r.unplug(&text("name", &name)?)))
}

fn scanner_open(_: &Lua, folder: LuaString) -> Answer<Scanner> {
    guarded(|| {
        let scanner = SecurityScanner::open(path("folder", &folder)?)?;
        Ok(Handle::new("scanner", Arc::new(scanner)))
    })
}

fn scanner_close(_: &Lua, scanner: ScannerRef) -> LuaResult<bool> {
    scanner.close();
    Ok(true)
}

fn scanner_counts(_: &Lua, scanner: ScannerRef) -> Answer<Report<impl serde::Serialize + use<>>> {
    scanner.shared(|scanner| Ok(Report(scanner.counts())))
}

fn scanner_advisories(
    _: &Lua,
    (scanner, name, version): (ScannerRef, LuaString, LuaString),
) -> Answer<Report<Vec<String>>> {
    scanner.shared(|scanner| Ok(Report(scanner.advisories(&package(&name, &version)?))))
}

type FixesArgs = (ScannerRef, LuaString, LuaString, LuaString);

fn scanner_fixes(_: &Lua, (scanner, name, from, to): FixesArgs) -> Answer<bool> {
    scanner.shared(|scanner| {
        let (old, new) = (package(&name, &from)?, package(&name, &to)?);
        Ok(scanner.fixes_vulnerabilities(&old, &new))
    })
}

/// A package of which only name and version are known, which is all that a scanner looks at.
fn package(name: &LuaString, version: &LuaString) -> Result<Package, Refusal> {
    let (name, version) = (text("name", name)?, text("version", version)?);
    let name = Name::parse(&name).map_err(Error::from)?;
    let version = Version::parse(&version)?;
    let line = format!(r#"{{"name":"{name}","version":"{version}","deps":{{}}}}"#);
    let registry = Registry::from_lines(&line, &RegistryOptions::new())?;
    Ok(registry.info(name.as_str(), &version.to_string())?)
}

fn plug_scanner(_: &Lua, (registry, scanner): (RegistryRef, ScannerRef)) -> Answer<bool> {
    let scanner = match scanner.shared(|scanner| Ok(Arc::clone(scanner)))? {
        Ok(scanner) => scanner,
        Err(refusal) => return Ok(Err(refusal)),
    };
    registry.shared(|r| {
        r.plug(scanner)?;
        Ok(true)
    })
}

fn orphans_new(_: &Lua, (): ()) -> LuaResult<Handle<OrphanReport>> {
    Ok(Handle::new("report of orphans", OrphanReport::new()))
}

fn orphans_close(_: &Lua, orphans: OrphansRef) -> LuaResult<bool> {
    orphans.close();
    Ok(true)
}

fn orphans_report(_: &Lua, orphans: OrphansRef) -> Answer<Report<Vec<String>>> {
    orphans.shared(|orphans| Ok(Report(orphans.orphans())))
}

fn plug_orphans(_: &Lua, (registry, orphans): (RegistryRef, OrphansRef)) -> Answer<bool> {
    let orphans = match orphans.shared(|orphans| Ok(orphans.clone()))? {
        Ok(orphans) => orphans,
        Err(refusal) => return Ok(Err(refusal)),
    };
    registry.shared(|r| {
        r.plug(Arc::new(orphans))?;
        Ok(true)
    })
}

pub(crate) fn register(lua: &Lua, module: &LuaTable) -> LuaResult<()> {
    module.set("registry_plugins", lua.create_function(plugins)?)?;
    module.set("registry_unplug", lua.create_function(unplug)?)?;
    module.set("registry_plug_scanner", lua.create_function(plug_scanner)?)?;
    module.set("registry_plug_orphans", lua.create_function(plug_orphans)?)?;
    module.set("scanner_open", lua.create_function(scanner_open)?)?;
    module.set("scanner_close", lua.create_function(scanner_close)?)?;
    module.set("scanner_counts", lua.create_function(scanner_counts)?)?;
    module.set(
        "scanner_advisories",
        lua.create_function(scanner_advisories)?,
    )?;
    module.set("scanner_fixes", lua.create_function(scanner_fixes)?)?;
    module.set("orphans_new", lua.create_function(orphans_new)?)?;
    module.set("orphans_close", lua.create_function(orphans_close)?)?;
    module.set("orphans_report", lua.create_function(orphans_report)?)
}
