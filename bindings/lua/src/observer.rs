//! Observers: hearing of a package's changes.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use diram::registry::{Subscription, Update};
use mlua::prelude::*;

use crate::boundary::{Answer, Report};
use crate::handle::Handle;
use crate::options::text;
use crate::progress::{Call, MaybeOp};
use crate::registry::RegistryRef;

type ObserverRef = LuaUserDataRef<Handle<Subscription>>;

fn subscribe(
    _: &Lua,
    (registry, name, since): (RegistryRef, LuaString, Option<u64>),
) -> Answer<Handle<Subscription>> {
    registry.shared(|r| {
        let subscription = r.subscribe(&text("name", &name)?, since)?;
        Ok(Handle::new("subscription", subscription))
    })
}

/// `nil` when none came in time. More seconds than a duration can say is for ever.
fn next(
    _: &Lua,
    (observer, seconds, op): (ObserverRef, f64, MaybeOp),
) -> Answer<Option<Report<Update>>> {
    let timeout = Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX);
    Call::new(&op, None)
        .run(|op| observer.with(|subscription| Ok(subscription.next(timeout, op)?.map(Report))))
}

/// Milliseconds; `nil` when nothing is held back.
fn wait(_: &Lua, observer: ObserverRef) -> Answer<Option<u64>> {
    observer.with(|subscription| Ok(subscription.wait_ms()))
}

fn close(_: &Lua, observer: ObserverRef) -> LuaResult<bool> {
    observer.close();
    Ok(true)
}

fn advance_clock(_: &Lua, (registry, milliseconds): (RegistryRef, u64)) -> Answer<bool> {
    registry.shared(|r| {
        r.advance_clock(milliseconds)?;
        Ok(true)
    })
}

fn check_stale(_: &Lua, (registry, days): (RegistryRef, u64)) -> Answer<Report<Vec<Update>>> {
    let days = u32::try_from(days).unwrap_or(u32::MAX);
    registry.shared(|r| Ok(Report(r.check_stale(days)?)))
}

/// Seconds since the first call; they never go back.
fn clock(_: &Lua, (): ()) -> LuaResult<f64> {
    static START: OnceLock<Instant> = OnceLock::new();
    Ok(START.get_or_init(Instant::now).elapsed().as_secs_f64())
}

pub(crate) fn register(lua: &Lua, module: &LuaTable) -> LuaResult<()> {
    module.set("registry_subscribe", lua.create_function(subscribe)?)?;
    module.set("observer_next", lua.create_function(next)?)?;
    module.set("observer_wait", lua.create_function(wait)?)?;
    module.set("observer_close", lua.create_function(close)?)?;
    module.set(
        "registry_advance_clock",
        lua.create_function(advance_clock)?,
    )?;
    module.set("registry_check_stale", lua.create_function(check_stale)?)?;
    module.set("clock", lua.create_function(clock)?)
}
