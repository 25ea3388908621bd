//! `semverx_native`: diram as a Lua module, for Lua 5.4, LuaJIT and Lua 5.1.
//!
//! This is one of the two back ends of the rock `lua-semverx` (the other speaks to `libdiram`
//! through LuaJIT's FFI) and not a public API: `require "semverx"` is. The module is a table of the
//! primitive functions that `lua/semverx/interface.lua` lists. Each gives its value, or `nil` and an
//! error record; a Lua error raised from here is a mistake of the Lua layer or a lack of memory.
//!
//! Handles are userdata without methods. A progress function is called on the thread of the call
//! that it was given to, and only until that call returns (see `progress`).

mod boundary;
mod failure;
mod fault;
mod handle;
mod kept;
mod memory;
mod observer;
mod options;
mod package;
mod packer;
mod plugins;
mod progress;
mod registry;
mod resolve;
mod strategies;
mod texts;
mod transaction;
mod versions;

use mlua::prelude::*;

/// `luaopen_semverx_native`.
#[mlua::lua_module(name = "semverx_native")]
fn open(lua: &Lua) -> LuaResult<LuaTable> {
    let module = lua.create_table()?;
    module.set("version", diram::VERSION)?;
    module.set("default_endpoint", diram::registry::DEFAULT_ENDPOINT)?;
    module.set("coherence_threshold", diram::packages::COHERENCE_THRESHOLD)?;
    progress::register(lua, &module)?;
    memory::register(lua, &module)?;
    package::register(lua, &module)?;
    packer::register(lua, &module)?;
    versions::register(lua, &module)?;
    registry::register(lua, &module)?;
    fault::register(lua, &module)?;
    observer::register(lua, &module)?;
    plugins::register(lua, &module)?;
    transaction::register(lua, &module)?;
    resolve::register(lua, &module)?;
    strategies::register(lua, &module)?;
    #[cfg(feature = "test-hooks")]
    hooks::register(lua, &module)?;
    Ok(module)
}

/// What the tests need beyond the primitives.
#[cfg(feature = "test-hooks")]
mod hooks {
    use mlua::prelude::*;

    use crate::boundary::Answer;
    use crate::package::PackageRef;

    pub(crate) fn register(lua: &Lua, module: &LuaTable) -> LuaResult<()> {
        module.set(
            "test_panic",
            lua.create_function(|_, package| panic(package))?,
        )
    }

    /// Panics inside a call on a package.
    fn panic(package: PackageRef) -> Answer<bool> {
        package
            .shared(|package| panic!("{} was asked to panic", package.name().unwrap_or_default()))
    }
}
