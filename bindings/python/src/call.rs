//! One call from Python: detached, guarded against panics, cancellable.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use diram::{Code, Error, Op, Progress};
use pyo3::prelude::*;

use crate::failure::Failed;
use crate::token::{CancelToken, Watch};

/// Runs `body` without the interpreter and turns a panic into an error.
pub(crate) fn detached<T: Send>(
    py: Python<'_>,
    body: impl FnOnce() -> Result<T, Error> + Send,
) -> Result<T, Failed> {
    settled(py.detach(|| catch_unwind(AssertUnwindSafe(body))))
}

/// Runs a `body` that takes about a microsecond, in which letting go of the interpreter would be the
/// larger part, and turns a panic into an error.
pub(crate) fn attached<T>(body: impl FnOnce() -> Result<T, Error>) -> Result<T, Failed> {
    settled(catch_unwind(AssertUnwindSafe(body)))
}

fn settled<T>(outcome: std::thread::Result<Result<T, Error>>) -> Result<T, Failed> {
    match outcome {
        Ok(outcome) => outcome.map_err(Failed::Diram),
        Err(panic) => Err(Failed::Panicked(panic_text(panic.as_ref()))),
    }
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "a panic without text".to_owned())
}

/// `(progress, cancel, timeout)`, as every long call takes them.
#[derive(FromPyObject)]
pub(crate) struct Control(Option<Py<PyAny>>, Option<Py<CancelToken>>, Option<f64>);

impl Control {
    /// Starts the clock and lets the token reach the operation.
    pub(crate) fn start(self, py: Python<'_>) -> Result<Running, Failed> {
        let Control(progress, cancel, timeout) = self;
        py.check_signals()?;
        let op = Op::new();
        if let Some(seconds) = timeout {
            op.timeout(seconds_from("timeout", seconds)?);
        }
        let raised = Raised::default();
        op.on_progress(hook(progress, raised.clone()));
        let watch = cancel.map(|token| token.get().watch(&op));
        Ok(Running {
            op,
            raised,
            _watch: watch,
        })
    }

    /// A whole call.
    pub(crate) fn run<T: Send>(
        self,
        py: Python<'_>,
        body: impl FnOnce(&Op) -> Result<T, Error> + Send,
    ) -> Result<T, Failed> {
        self.start(py)?.call(py, body)
    }
}

/// An operation that lasts for one call or, in a stream, for several.
pub(crate) struct Running {
    op: Op,
    raised: Raised,
    _watch: Option<Watch>,
}

impl Running {
    /// One step. What a progress callback or a signal handler raised comes before all else.
    pub(crate) fn call<T: Send>(
        &self,
        py: Python<'_>,
        body: impl FnOnce(&Op) -> Result<T, Error> + Send,
    ) -> Result<T, Failed> {
        let outcome = detached(py, || body(&self.op));
        match self.raised.take() {
            Some(raised) => Err(Failed::Raised(raised)),
            None => outcome,
        }
    }
}

/// What Python code raised inside a progress report.
#[derive(Clone, Default)]
struct Raised(Arc<Mutex<Option<PyErr>>>);

impl Raised {
    fn put(&self, raised: PyErr) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get_or_insert(raised);
    }

    fn take(&self) -> Option<PyErr> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Runs at every progress report, wanted or not, so that Ctrl-C is noticed within 100 ms.
fn hook(progress: Option<Py<PyAny>>, raised: Raised) -> impl Fn(&Progress) -> bool + Send + Sync {
    move |now| {
        Python::attach(|py| {
            let told = py.check_signals().and_then(|()| match &progress {
                Some(callback) => callback
                    .call1(py, (now.done, now.total, now.phase))
                    .map(drop),
                None => Ok(()),
            });
            told.map_err(|error| raised.put(error)).is_ok()
        })
    }
}

/// A number of seconds as an argument.
pub(crate) fn seconds_from(argument: &str, seconds: f64) -> Result<Duration, Failed> {
    Duration::try_from_secs_f64(seconds).map_err(|_| Failed::Border {
        code: Code::Limit,
        message: format!("{argument} must be a number of seconds, 0 or more, got {seconds}"),
    })
}

/// Panics on purpose, inside the boundary.
#[cfg(feature = "test-hooks")]
#[pyfunction(name = "_test_panic")]
pub(crate) fn test_panic(py: Python<'_>, text: String) -> Result<(), Failed> {
    detached(py, || panic!("{text}"))
}
