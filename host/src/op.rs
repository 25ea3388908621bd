//! One running operation as its caller sees it: cancel, time limit, progress.

use std::io::Read;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::Error;

/// How far a long call is. Sent at most ten times a second, and once at the end.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Progress {
    /// Bytes done.
    pub done: u64,
    /// Bytes in all; `None` while nobody can know (a pipe).
    pub total: Option<u64>,
    /// What is going on: `"pack"`, `"verify"`, `"heal"`, `"unpack"`, `"read"`, `"scan"`.
    pub phase: &'static str,
}

type Callback = Box<dyn Fn(&Progress) -> bool + Send + Sync>;

#[derive(Default)]
struct Shared {
    cancelled: AtomicBool,
    done: AtomicU64,
    /// Total + 1; 0 = unknown.
    total: AtomicU64,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    phase: &'static str,
    deadline: Option<Instant>,
    limit: Option<Duration>,
    last_report: Option<Instant>,
    callback: Option<Arc<Callback>>,
}

/// A handle on a running operation. Clones share everything, so one clone goes into the options of
/// a call and another cancels it from any thread.
///
/// ```
/// use diram::{Op, packages::{PackOptions, pack_bytes}, Code, Failure};
/// let op = Op::new();
/// op.cancel();
/// let refused = pack_bytes(b"text", &PackOptions::new().op(&op)).unwrap_err();
/// assert_eq!(refused.code(), Code::Cancelled);
/// ```
#[derive(Clone, Default)]
pub struct Op(Arc<Shared>);

impl Op {
    /// No limit, no callback, not cancelled.
    pub fn new() -> Op {
        Op::default()
    }

    /// Ends the operation at its next step with [`Code::Cancelled`](crate::Code::Cancelled).
    pub fn cancel(&self) {
        self.0.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether [`cancel`](Op::cancel) was called.
    pub fn is_cancelled(&self) -> bool {
        self.0.cancelled.load(Ordering::Relaxed)
    }

    /// Ends the operation with [`Code::Deadline`](crate::Code::Deadline) after this time, counted
    /// from now.
    pub fn timeout(&self, limit: Duration) {
        let mut state = self.lock();
        state.deadline = Instant::now().checked_add(limit);
        state.limit = Some(limit);
    }

    /// Calls `f` with the progress; returning `false` cancels.
    pub fn on_progress(&self, f: impl Fn(&Progress) -> bool + Send + Sync + 'static) {
        self.lock().callback = Some(Arc::new(Box::new(f)));
    }

    /// The progress so far, for those who rather ask.
    pub fn progress(&self) -> Progress {
        let total = self.0.total.load(Ordering::Relaxed);
        Progress {
            done: self.0.done.load(Ordering::Relaxed),
            total: total.checked_sub(1),
            phase: self.lock().phase,
        }
    }

    /// Starts a phase of `total` bytes.
    pub(crate) fn begin(&self, phase: &'static str, total: Option<u64>) -> Result<(), Error> {
        self.0.done.store(0, Ordering::Relaxed);
        self.0
            .total
            .store(total.map_or(0, |t| t.saturating_add(1)), Ordering::Relaxed);
        self.lock().phase = phase;
        self.step(0)
    }

    /// Counts `bytes` as done; reports, and fails when cancelled or late.
    pub(crate) fn step(&self, bytes: u64) -> Result<(), Error> {
        self.0.done.fetch_add(bytes, Ordering::Relaxed);
        let now = Instant::now();
        let callback = {
            let mut state = self.lock();
            let due = state
                .last_report
                .is_none_or(|t| now - t >= Duration::from_millis(100));
            if due && state.callback.is_some() {
                state.last_report = Some(now);
                state.callback.clone()
            } else {
                None
            }
        };
        if let Some(callback) = callback
            && !callback(&self.progress())
        {
            self.cancel();
        }
        self.check()
    }

    /// Counts what is read through it.
    pub(crate) fn counted<R: Read>(&self, reader: R) -> Counted<R> {
        Counted {
            op: self.clone(),
            reader,
        }
    }

    /// Fails when cancelled or late; for any thread, since it reports nothing.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let done = self.0.done.load(Ordering::Relaxed);
        if self.is_cancelled() {
            return Err(Error::Cancelled { done });
        }
        let state = self.lock();
        match state
            .deadline
            .filter(|deadline| Instant::now() >= *deadline)
            .and(state.limit)
        {
            Some(limit) => Err(Error::Deadline { limit, done }),
            None => Ok(()),
        }
    }

    /// The last report of an operation that succeeded: all of a known total is done then, also what
    /// needed no step of its own.
    pub(crate) fn finish(&self) {
        if let Some(total) = self.0.total.load(Ordering::Relaxed).checked_sub(1) {
            self.0.done.store(total, Ordering::Relaxed);
        }
        let callback = {
            let mut state = self.lock();
            state.last_report = None;
            state.callback.clone()
        };
        if let Some(callback) = callback {
            callback(&self.progress());
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        // Nothing that runs under this lock can panic half-way, so a poisoned lock holds good data.
        self.0
            .state
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// A reader whose bytes count as progress.
pub(crate) struct Counted<R> {
    op: Op,
    reader: R,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        let n = self.reader.read(buf)?;
        self.op.step(n as u64)?;
        Ok(n)
    }
}

impl std::fmt::Debug for Op {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Op")
            .field("cancelled", &self.is_cancelled())
            .field("progress", &self.progress())
            .finish()
    }
}
