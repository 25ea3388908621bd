//! A token that cancels running calls from anywhere.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use diram::Op;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// CancelToken(*others): cancels every call it was given to. With others, it is cancelled as soon
/// as one of them is.
#[pyclass(frozen, module = "pysemverx")]
pub(crate) struct CancelToken(Arc<Shared>);

struct Shared {
    cancelled: AtomicBool,
    running: Mutex<Ops>,
    others: Vec<Arc<Shared>>,
}

#[derive(Default)]
struct Ops {
    next: u64,
    by_number: BTreeMap<u64, Op>,
}

#[pymethods]
impl CancelToken {
    #[new]
    #[pyo3(signature = (*others))]
    fn new(others: &Bound<'_, PyTuple>) -> PyResult<CancelToken> {
        let others = others
            .iter()
            .map(|other| Ok(Arc::clone(&other.cast::<CancelToken>()?.get().0)))
            .collect::<PyResult<_>>()?;
        let (cancelled, running) = (AtomicBool::new(false), Mutex::default());
        Ok(CancelToken(Arc::new(Shared {
            cancelled,
            running,
            others,
        })))
    }

    /// Cancels, now and for every later call.
    fn cancel(&self) {
        self.0.cancelled.store(true, Ordering::SeqCst);
        self.0.ops().by_number.values().for_each(Op::cancel);
    }

    /// Whether this token or one of its others was cancelled.
    #[getter]
    fn cancelled(&self) -> bool {
        self.0.is_cancelled()
    }

    fn __repr__(&self) -> &'static str {
        if self.cancelled() {
            "<CancelToken cancelled>"
        } else {
            "<CancelToken>"
        }
    }
}

impl CancelToken {
    /// Lets the token reach `op` until the watch is dropped.
    pub(crate) fn watch(&self, op: &Op) -> Watch {
        let mut entries = Vec::new();
        self.0.enter(op, &mut entries);
        if self.0.is_cancelled() {
            op.cancel();
        }
        Watch(entries)
    }
}

impl Shared {
    fn ops(&self) -> MutexGuard<'_, Ops> {
        // Nothing under this lock can panic half-way.
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::SeqCst) || self.others.iter().any(|o| o.is_cancelled())
    }

    fn enter(self: &Arc<Shared>, op: &Op, entries: &mut Vec<(Arc<Shared>, u64)>) {
        let mut ops = self.ops();
        let number = ops.next;
        ops.next += 1;
        ops.by_number.insert(number, op.clone());
        drop(ops);
        entries.push((Arc::clone(self), number));
        for other in &self.others {
            other.enter(op, entries);
        }
    }
}

/// Where an operation is entered; leaves on drop.
pub(crate) struct Watch(Vec<(Arc<Shared>, u64)>);

impl Drop for Watch {
    fn drop(&mut self) {
        for (token, number) in &self.0 {
            token.ops().by_number.remove(number);
        }
    }
}
