//! Subscriptions to packages. Waiting is done in Python, which Ctrl-C interrupts: a subscription
//! only says what there is, for how long there will be nothing, and when to look again.

use std::sync::Arc;

use diram::{Code, registry};
use pyo3::prelude::*;

use crate::call::detached;
use crate::failure::Failed;
use crate::package::json;
use crate::slot::Slot;

/// An open subscription; any number of threads may use it.
#[pyclass(frozen, module = "pysemverx._native")]
pub(crate) struct Subscription {
    process: u32,
    slot: Option<Slot<Arc<registry::Subscription>>>,
}

impl Subscription {
    pub(crate) fn opened(subscription: registry::Subscription) -> Subscription {
        Subscription {
            process: std::process::id(),
            slot: Some(Slot::new("subscription", Arc::new(subscription))),
        }
    }

    /// The slot, unless the process was forked since: what happens, happens in the other one.
    fn slot(&self) -> Result<&Slot<Arc<registry::Subscription>>, Failed> {
        match &self.slot {
            Some(slot) if self.process == std::process::id() => Ok(slot),
            _ => Err(Failed::Border {
                code: Code::State,
                message: "this subscription was opened in another process".into(),
            }),
        }
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        if self.process != std::process::id() {
            // Whoever held a lock of the registry when the process was forked holds it here for ever.
            std::mem::forget(self.slot.take());
        }
    }
}

#[pymethods]
impl Subscription {
    /// The next update as JSON, if there is one now.
    fn try_next(&self, py: Python<'_>) -> Result<Option<String>, Failed> {
        let next = self
            .slot()?
            .share(|subscription| detached(py, || Ok(subscription.try_next())))?;
        next.as_ref().map(json).transpose()
    }

    /// Milliseconds until there will be one.
    fn wait_ms(&self, py: Python<'_>) -> Result<Option<u64>, Failed> {
        self.slot()?
            .share(|subscription| detached(py, || Ok(subscription.wait_ms())))
    }

    /// Has `waker` called, on whichever thread, when it is time to look again.
    fn set_waker(&self, py: Python<'_>, waker: Py<PyAny>) -> Result<(), Failed> {
        let wake = move || {
            // Nobody is left to be woken once Python is shutting down.
            let _ = Python::try_attach(|py| {
                if let Err(raised) = waker.call0(py) {
                    raised.write_unraisable(py, Some(waker.bind(py)));
                }
            });
        };
        self.slot()?.share(|subscription| {
            detached(py, || {
                subscription.set_waker(wake);
                Ok(())
            })
        })
    }

    fn close(&self, py: Python<'_>) -> Result<(), Failed> {
        let Ok(slot) = self.slot() else {
            return Ok(()); // the other process's
        };
        detached(py, || {
            slot.close();
            Ok(())
        })
    }
}
