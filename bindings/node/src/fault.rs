//! What a job can fail with, and how it crosses into JavaScript.

use std::any::Any;

use diram::{Code, Failure};
use serde_json::{Value, json};

/// diram's own errors, and those that only the border knows.
#[derive(Debug)]
pub(crate) enum Fault {
    /// diram said no.
    Diram(diram::Error),
    /// The handle was closed.
    Closed { what: &'static str },
    /// The stream already works for another call.
    Busy { what: &'static str },
    /// An earlier call on this handle panicked.
    Poisoned { what: &'static str },
    /// A panic, with its message.
    Panic(String),
}

impl Fault {
    /// A panic's payload as a fault.
    pub(crate) fn panic(payload: &(dyn Any + Send)) -> Fault {
        let text = payload
            .downcast_ref::<&str>()
            .map(ToString::to_string)
            .or_else(|| payload.downcast_ref::<String>().cloned())
            .unwrap_or_else(|| "no message".to_owned());
        Fault::Panic(text)
    }

    /// `{name, message, hint, details}` as JSON; `name` is the code's, as in `DIRAM_ERR_<name>`.
    pub(crate) fn to_json(&self) -> String {
        self.to_value().to_string()
    }

    /// The same as a value.
    pub(crate) fn to_value(&self) -> Value {
        let (code, message, hint, details) = match self {
            Fault::Diram(error) => (
                error.code(),
                error.to_string(),
                error.hint(),
                error.details(),
            ),
            Fault::Closed { what } => (
                Code::Closed,
                format!("this {what} is closed"),
                None,
                json!({"what": what}),
            ),
            Fault::Busy { what } => (
                Code::Busy,
                format!("this {what} is in use"),
                None,
                json!({"what": what}),
            ),
            Fault::Poisoned { what } => (
                Code::Poisoned,
                format!("an earlier call on this {what} ended in a panic"),
                Some(format!("close it and open the {what} again")),
                json!({"what": what}),
            ),
            Fault::Panic(text) => (
                Code::Panic,
                format!("a bug in diram: {text}"),
                Some("please report it with the steps that lead here".to_owned()),
                Value::Object(serde_json::Map::new()),
            ),
        };
        json!({"name": code.name(), "message": message, "hint": hint, "details": details})
    }
}

impl From<diram::Error> for Fault {
    fn from(error: diram::Error) -> Fault {
        Fault::Diram(error)
    }
}

impl From<diram::codec::CodecError> for Fault {
    fn from(error: diram::codec::CodecError) -> Fault {
        Fault::Diram(error.into())
    }
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Fault {
        Fault::Diram(diram::Error::io("", error))
    }
}
