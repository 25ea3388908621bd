//! Errors on their way to Python.

use diram::registry::{FaultCause, FaultLevel};
use diram::{Class, Code, Error, Failure};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

const REPORT_TO: &str = concat!(
    "please report it at ",
    env!("CARGO_PKG_REPOSITORY"),
    "/issues"
);

/// Why a call did not give its result.
pub(crate) enum Failed {
    /// diram said no.
    Diram(Error),
    /// Python code that was called back raised; it is passed on as it is.
    Raised(PyErr),
    /// The border itself said no.
    Border { code: Code, message: String },
    /// A bug: something panicked.
    Panicked(String),
}

impl Failed {
    /// A handle used after it was closed.
    pub(crate) fn closed(what: &str) -> Failed {
        Failed::Border {
            code: Code::Closed,
            message: format!("this {what} is closed"),
        }
    }

    /// A handle that panicked before.
    pub(crate) fn poisoned(what: &str) -> Failed {
        let message = format!("this {what} met an internal error before; open it again");
        Failed::Border {
            code: Code::Poisoned,
            message,
        }
    }

    /// A stream that another thread is using.
    pub(crate) fn busy(what: &str) -> Failed {
        let message = format!("this {what} is in use by another thread; use it from one at a time");
        Failed::Border {
            code: Code::Busy,
            message,
        }
    }
}

impl From<PyErr> for Failed {
    fn from(raised: PyErr) -> Failed {
        Failed::Raised(raised)
    }
}

impl From<Error> for Failed {
    fn from(error: Error) -> Failed {
        Failed::Diram(error)
    }
}

impl From<Failed> for PyErr {
    fn from(failed: Failed) -> PyErr {
        Python::attach(|py| match failed {
            Failed::Raised(raised) => raised,
            Failed::Diram(error) => match raised_inside(py, &error) {
                Some(raised) => raised,
                None => make(
                    py,
                    error.code(),
                    &error.to_string(),
                    error.hint().as_deref(),
                    &error.details().to_string(),
                ),
            },
            Failed::Border { code, message } => make(py, code, &message, None, "{}"),
            Failed::Panicked(what) => {
                let message = format!("internal error: {what}");
                let hint = format!("this is a bug in diram; {REPORT_TO}");
                make(py, Code::Panic, &message, Some(&hint), "{}")
            }
        })
    }
}

/// The exception of a Python file object, when that is what made diram fail.
fn raised_inside(py: Python<'_>, error: &Error) -> Option<PyErr> {
    let mut next: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = next {
        if let Some(raised) = error.downcast_ref::<PyErr>() {
            return Some(raised.clone_ref(py));
        }
        // `io::Error::source` passes over the error inside: look at that one too.
        next = match error
            .downcast_ref::<std::io::Error>()
            .and_then(std::io::Error::get_ref)
        {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    None
}

/// The exception object: `pysemverx.errors` owns the classes and decides which one it is.
fn make(py: Python<'_>, code: Code, message: &str, hint: Option<&str>, details: &str) -> PyErr {
    static FROM_NATIVE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    FROM_NATIVE
        .import(py, "pysemverx.errors", "from_native")
        .and_then(|function| function.call1((code as i32, message, hint, details)))
        .map_or_else(|problem| problem, PyErr::from_value)
}

/// `(number, name, class, retryable)` of every code, for `pysemverx.errors` to be checked against.
pub(crate) fn codes() -> Vec<(i32, &'static str, &'static str, bool)> {
    Code::ALL
        .iter()
        .map(|c| (*c as i32, c.name(), c.class().name(), c.is_retryable()))
        .collect()
}

/// `(class, class above)` of every error class, likewise.
pub(crate) fn classes() -> Vec<(&'static str, Option<&'static str>)> {
    Class::ALL
        .iter()
        .map(|c| (c.name(), c.parent().map(Class::name)))
        .collect()
}

/// `(name, level)` of every cause of a fault, for the enum in Python to be checked against.
pub(crate) fn causes() -> Vec<(&'static str, u8)> {
    let causes = FaultCause::ALL.into_iter();
    causes
        .map(|cause| (cause.name(), cause.level().get()))
        .collect()
}

/// `(action, freezes, rolls back)` of every level, likewise.
pub(crate) fn actions() -> Vec<(&'static str, bool, bool)> {
    let levels = (0..=17).filter_map(|level| FaultLevel::new(level).ok());
    levels
        .map(|level| (level.action().name(), level.freezes(), level.rolls_back()))
        .collect()
}
