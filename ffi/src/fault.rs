//! What the body of a function fails with, before it becomes a `diram_error`.

use diram_host::codec::CodecError;
use diram_host::versions::{PolicyError, RangeError, VersionError};
use diram_host::{Code, Failure};
use serde_json::{Value, json};

/// `Result` of a function body.
pub(crate) type Outcome<T> = Result<T, Fault>;

/// A failure with everything an error tells C.
#[derive(Debug)]
pub struct Fault {
    code: Code,
    message: String,
    hint: Option<String>,
    details: Value,
}

impl Fault {
    pub(crate) fn new(code: Code, message: impl Into<String>) -> Fault {
        Fault {
            code,
            message: message.into(),
            hint: None,
            details: json!({}),
        }
    }

    pub(crate) fn argument(argument: &str, why: impl std::fmt::Display) -> Fault {
        let fault = Fault::new(Code::Argument, format!("{argument}: {why}"));
        fault.detailed(json!({"argument": argument, "why": why.to_string()}))
    }

    pub(crate) fn limit(argument: &str, range: &str, got: impl std::fmt::Display) -> Fault {
        let message = format!("{argument} must be within {range}, got {got}");
        Fault::new(Code::Limit, message)
            .detailed(json!({"argument": argument, "range": range, "got": got.to_string()}))
    }

    pub(crate) fn busy(what: &str) -> Fault {
        Fault::new(
            Code::Busy,
            format!("this {what} is in use by another thread"),
        )
        .hinted("give each thread its own, or take turns")
    }

    pub(crate) fn memory(bytes: usize) -> Fault {
        Fault::new(Code::Memory, format!("no memory for {bytes} bytes"))
            .detailed(json!({"bytes": bytes}))
    }

    pub(crate) fn hinted(mut self, hint: &str) -> Fault {
        self.hint = Some(hint.into());
        self
    }

    pub(crate) fn detailed(mut self, details: Value) -> Fault {
        self.details = details;
        self
    }

    /// The failure of one item of a list, which it names.
    pub(crate) fn of_item(mut self, list: &str, index: usize) -> Fault {
        self.message = format!("{list}[{index}]: {}", self.message);
        if let Value::Object(details) = &mut self.details {
            details.insert("index".into(), json!(index));
        }
        self
    }

    pub(crate) fn code(&self) -> Code {
        self.code
    }

    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    pub(crate) fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }

    /// The whole failure as one JSON object.
    pub(crate) fn json(&self) -> Value {
        let class = self.code.class();
        json!({
            "code": self.code.name(),
            "status": self.code as i32,
            "class": class.name(),
            "parent": class.parent().map(|parent| parent.name()),
            "message": self.message,
            "hint": self.hint,
            "details": self.details,
            "retryable": self.code.is_retryable(),
        })
    }

    fn of(failure: &dyn Failure) -> Fault {
        Fault {
            code: failure.code(),
            message: failure.to_string(),
            hint: failure.hint(),
            details: failure.details(),
        }
    }
}

impl From<diram_host::Error> for Fault {
    fn from(error: diram_host::Error) -> Fault {
        Fault::of(&error)
    }
}

impl From<CodecError> for Fault {
    fn from(error: CodecError) -> Fault {
        Fault::of(&error)
    }
}

impl From<VersionError> for Fault {
    fn from(error: VersionError) -> Fault {
        Fault::of(&error)
    }
}

impl From<RangeError> for Fault {
    fn from(error: RangeError) -> Fault {
        Fault::of(&error)
    }
}

impl From<PolicyError> for Fault {
    fn from(error: PolicyError) -> Fault {
        Fault::of(&error)
    }
}

/// Errors of streams of ours: one of diram's own that travelled as `io::Error` comes back whole.
impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Fault {
        Fault::of(&diram_host::Error::io("", error))
    }
}
