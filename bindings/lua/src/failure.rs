//! Why a primitive failed, and the record Lua gets for it.

use diram::{Code, Error, Failure};
use mlua::prelude::*;

/// diram's own errors, and those that only a binding can have.
pub(crate) enum Refusal {
    /// diram said no.
    Diram(Error),
    /// An item of a list, counted from 1, is wrong.
    Item(&'static str, usize, Box<Refusal>),
    /// Text that is not UTF-8, in this argument.
    NotUtf8(&'static str),
    /// A handle that is inside another call (used from a progress function).
    Busy(&'static str),
    /// A handle whose last call panicked.
    Poisoned(&'static str),
    /// A panic, with its message.
    Panic(String),
}

impl<E: Into<Error>> From<E> for Refusal {
    fn from(error: E) -> Refusal {
        Refusal::Diram(error.into())
    }
}

impl Refusal {
    fn code(&self) -> Code {
        match self {
            Refusal::Diram(error) => error.code(),
            Refusal::Item(_, _, refusal) => refusal.code(),
            Refusal::NotUtf8(_) => Code::Utf8,
            Refusal::Busy(_) => Code::Busy,
            Refusal::Poisoned(_) => Code::Poisoned,
            Refusal::Panic(_) => Code::Panic,
        }
    }

    fn message(&self) -> String {
        match self {
            Refusal::Diram(error) => error.to_string(),
            Refusal::Item(list, at, refusal) => format!("{list}[{at}]: {}", refusal.message()),
            Refusal::NotUtf8(argument) => format!("{argument} is not UTF-8"),
            Refusal::Busy(what) => format!("this {what} is inside another call"),
            Refusal::Poisoned(what) => format!("this {what} panicked before"),
            Refusal::Panic(message) => format!("a bug in diram: {message}"),
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            Refusal::Diram(error) => error.hint(),
            Refusal::Item(_, _, refusal) => refusal.hint(),
            Refusal::Panic(_) => Some("please report it, with the input if you can".into()),
            Refusal::Poisoned(_) => Some("close it and open it again".into()),
            Refusal::NotUtf8(_) | Refusal::Busy(_) => None,
        }
    }

    fn details(&self, lua: &Lua) -> LuaResult<LuaValue> {
        match self {
            Refusal::Diram(error) => to_table(lua, &error.details()),
            Refusal::Item(_, at, refusal) => {
                let details = refusal.details(lua)?;
                if let LuaValue::Table(details) = &details {
                    details.set("index", *at)?;
                }
                Ok(details)
            }
            Refusal::NotUtf8(argument) => {
                let details = lua.create_table()?;
                details.set("argument", *argument)?;
                Ok(LuaValue::Table(details))
            }
            _ => Ok(LuaValue::Table(lua.create_table()?)),
        }
    }
}

/// `{code, name, class, parent, message, hint, details, retryable}`.
impl IntoLua for Refusal {
    fn into_lua(self, lua: &Lua) -> LuaResult<LuaValue> {
        let code = self.code();
        let record = lua.create_table()?;
        record.set("code", code as i32)?;
        record.set("name", code.name())?;
        record.set("class", code.class().name())?;
        record.set("parent", code.class().parent().map(diram::Class::name))?;
        record.set("message", self.message())?;
        record.set("hint", self.hint())?;
        record.set("details", self.details(lua)?)?;
        record.set("retryable", code.is_retryable())?;
        Ok(LuaValue::Table(record))
    }
}

/// Plain tables: absent fields are absent, lists are sequences without a metatable.
pub(crate) fn to_table(lua: &Lua, value: &impl serde::Serialize) -> LuaResult<LuaValue> {
    let options = LuaSerializeOptions::new()
        .set_array_metatable(false)
        .serialize_none_to_null(false)
        .serialize_unit_to_null(false);
    lua.to_value_with(value, options)
}
