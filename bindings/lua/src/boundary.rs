//! The panic boundary, and the shape of every primitive's answer.

use std::panic::{AssertUnwindSafe, catch_unwind};

use mlua::prelude::*;

use crate::failure::{Refusal, to_table};

/// A value, or `nil` and an error record; the outer `Err` becomes a Lua error.
pub(crate) type Answer<T> = LuaResult<Result<T, Refusal>>;

/// An answer of several values, or `nil` and an error record.
pub(crate) struct Several<T>(pub(crate) Result<T, Refusal>);

impl<T: IntoLuaMulti> IntoLuaMulti for Several<T> {
    fn into_lua_multi(self, lua: &Lua) -> LuaResult<LuaMultiValue> {
        match self.0 {
            Ok(values) => values.into_lua_multi(lua),
            Err(refusal) => (LuaNil, refusal).into_lua_multi(lua),
        }
    }
}

/// [`Answer`] of several values.
pub(crate) type Answers<T> = LuaResult<Several<T>>;

/// [`guarded`] for several values.
pub(crate) fn guarded_several<T>(work: impl FnOnce() -> Result<T, Refusal>) -> Answers<T> {
    guarded(work).map(Several)
}

/// Runs `work`; a panic in it becomes a refusal.
pub(crate) fn guarded<T>(work: impl FnOnce() -> Result<T, Refusal>) -> Answer<T> {
    // A handle that a panic may have left half-way is never used again: `Handle` poisons it.
    Ok(
        catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|payload| {
            let text = payload
                .downcast_ref::<&str>()
                .map(|text| (*text).to_owned())
                .or_else(|| payload.downcast_ref::<String>().cloned())
                .unwrap_or_else(|| "a panic without a message".into());
            Err(Refusal::Panic(text))
        }),
    )
}

/// A report on its way into a plain Lua table.
pub(crate) struct Report<T>(pub(crate) T);

impl<T: serde::Serialize> IntoLua for Report<T> {
    fn into_lua(self, lua: &Lua) -> LuaResult<LuaValue> {
        to_table(lua, &self.0)
    }
}

/// Bytes on their way into a Lua string.
pub(crate) struct Bytes(pub(crate) Vec<u8>);

impl IntoLua for Bytes {
    fn into_lua(self, lua: &Lua) -> LuaResult<LuaValue> {
        lua.create_string(self.0).map(LuaValue::String)
    }
}
