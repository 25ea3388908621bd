//! Exit codes, and why a verb ends early.

use diram::recovery::RecoveryError;
use diram::{Code, Error, Failure};
use serde_json::{Value, json};

/// Wrong use, or input or output failed.
pub(crate) const USE_OR_IO: u8 = 1;
/// Damaged but healable.
pub(crate) const HEALABLE: u8 = 2;
/// A plain no.
pub(crate) const NO: u8 = 2;
/// Below the threshold but salvageable.
pub(crate) const BELOW_THRESHOLD: u8 = 3;
/// Consistent, but held against nothing.
pub(crate) const NOT_ANCHORED: u8 = 3;
/// Lost.
pub(crate) const LOST: u8 = 4;
/// Over the budget.
pub(crate) const BUDGET: u8 = 4;
/// Interrupted, as a shell says it: 128 + SIGINT.
pub(crate) const INTERRUPTED: u8 = 130;

/// Why a verb ended early: one sentence, what to do next, and the exit code.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) exit: u8,
    pub(crate) message: String,
    pub(crate) hint: Option<String>,
    code: Code,
    details: Value,
}

impl Refusal {
    /// A command line that cannot be carried out.
    pub(crate) fn usage(message: impl Into<String>, hint: Option<String>) -> Refusal {
        Refusal {
            exit: USE_OR_IO,
            message: message.into(),
            hint,
            code: Code::Argument,
            details: json!({}),
        }
    }

    /// Input that is not text.
    pub(crate) fn utf8(message: String) -> Refusal {
        Refusal {
            code: Code::Utf8,
            ..Refusal::usage(message, None)
        }
    }

    /// The user pressed Ctrl-C.
    pub(crate) fn interrupted() -> Refusal {
        Refusal {
            exit: INTERRUPTED,
            message: "interrupted; nothing half-written is left".into(),
            hint: None,
            code: Code::Cancelled,
            details: json!({}),
        }
    }

    /// The code's name.
    pub(crate) fn name(&self) -> &'static str {
        self.code.name()
    }

    /// The same as the value of `error` in the one JSON object.
    pub(crate) fn json(&self) -> Value {
        json!({
            "code": self.code as i32,
            "name": self.code.name(),
            "message": self.message,
            "hint": self.hint,
            "details": self.details,
        })
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Refusal {
        Refusal {
            exit: exit_code(&error),
            message: message(&error),
            hint: hint(&error),
            code: error.code(),
            details: error.details(),
        }
    }
}

/// The library's sentence. Standard streams have no path; their errors say which one it is.
fn message(error: &Error) -> String {
    match error {
        Error::Io { path, source } if path.as_os_str().is_empty() => source.to_string(),
        other => other.to_string(),
    }
}

fn exit_code(error: &Error) -> u8 {
    match error {
        Error::Recovery(RecoveryError::CoherenceBelowThreshold {
            recoverable: true, ..
        }) => BELOW_THRESHOLD,
        _ => match error.code() {
            Code::Coherence | Code::Lost | Code::Integrity => LOST,
            Code::Certificate | Code::NoSolution | Code::Gate | Code::Plugin => NO,
            Code::Budget => BUDGET,
            _ => USE_OR_IO,
        },
    }
}

/// The library's hints in the words of the command line.
fn hint(error: &Error) -> Option<String> {
    match error {
        Error::Recovery(RecoveryError::CoherenceBelowThreshold {
            recoverable: true, ..
        }) => Some("run it again with --salvage: every byte can still be given back".into()),
        Error::Recovery(
            RecoveryError::CoherenceBelowThreshold { .. } | RecoveryError::Lost { .. },
        ) => Some(
            "`diram unpack --best-effort` writes every file that the loss does not touch".into(),
        ),
        Error::Url { .. } => Some(
            "name a registry file (.ndjson) or a folder of them with -r or in DIRAM_REGISTRY"
                .into(),
        ),
        Error::Exists { .. } => Some("choose an empty folder, or pass --force".into()),
        Error::NotFound { what: "entry", .. } => {
            Some("`diram inspect --files` lists what is in the package".into())
        }
        _ => error.hint(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn below(recoverable: bool) -> Error {
        let component = "diram-component-0.bin".into();
        RecoveryError::CoherenceBelowThreshold {
            component,
            intact: 19,
            total: 22,
            recoverable,
        }
        .into()
    }

    #[test]
    fn exit_codes_follow_what_can_still_be_done() {
        let lost = RecoveryError::Lost {
            component: "c".into(),
            missing: 3,
            total: 22,
            parity: 2,
        };
        assert_eq!(Refusal::from(below(true)).exit, BELOW_THRESHOLD);
        assert_eq!(Refusal::from(below(false)).exit, LOST);
        assert_eq!(Refusal::from(Error::from(lost)).exit, LOST);
        let noise = RecoveryError::NotAPackage { bytes: 7 };
        assert_eq!(Refusal::from(Error::from(noise)).exit, USE_OR_IO);
    }

    #[test]
    fn hints_name_flags_that_exist() {
        assert!(
            Refusal::from(below(true))
                .hint
                .unwrap()
                .contains("--salvage")
        );
        assert!(
            Refusal::from(below(false))
                .hint
                .unwrap()
                .contains("--best-effort")
        );
        let exists = Refusal::from(Error::Exists { path: "out".into() });
        assert!(exists.hint.unwrap().contains("--force"));
    }

    #[test]
    fn the_json_form_carries_the_code() {
        let json = Refusal::from(below(true)).json();
        assert_eq!(
            (&json["code"], &json["name"]),
            (&json!(20), &json!("COHERENCE"))
        );
        assert_eq!(json["details"]["total"], 22);
    }
}
