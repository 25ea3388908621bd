//! The thread that called from Java, for work that only it may do.
//!
//! The library reads a package on several threads, and the JVM knows none of them. Attaching them
//! would run the user's channel on foreign threads, which dead-locks when the caller holds a lock
//! that the channel needs. So a call on a package behind a channel runs on a thread of its own,
//! and the thread that Java gave us serves at a [`Desk`] meanwhile: whatever must run in Java is
//! handed in there.

use std::cell::RefCell;
use std::collections::{BTreeSet, VecDeque};
use std::panic::resume_unwind;
use std::sync::mpsc::channel;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{Builder, scope};

use diram::Error;
use jni::{Env, JavaVM};

use crate::border::Failure;

/// Local references that one piece of work in Java may need.
const FRAME: usize = 8;

type Job = Box<dyn FnOnce(&mut Env<'_>) + Send>;

thread_local! {
    /// The desk and the call that this thread works for; `None` on a thread of Java's.
    static SERVING: RefCell<Option<(Arc<Desk>, u64)>> = const { RefCell::new(None) };
}

/// Runs `work` on the thread that made the present call from Java.
pub(crate) fn in_java<T: Send + 'static>(
    work: impl FnOnce(&mut Env<'_>) -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    match SERVING.with_borrow(Clone::clone) {
        Some((desk, call)) => desk.hand_in(Some(call), work),
        None => JavaVM::singleton()?.with_local_frame(FRAME, work),
    }
}

/// Where threads of Java's wait for work while their calls run elsewhere.
#[derive(Default)]
pub(crate) struct Desk {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    calls: u64,
    ended: BTreeSet<u64>,
    /// Work for one call's thread, or for any.
    jobs: VecDeque<(Option<u64>, Job)>,
}

impl Desk {
    /// Runs `work` on another thread and serves on this one until it ends.
    pub(crate) fn call<T: Send>(
        self: &Arc<Desk>,
        env: &mut Env<'_>,
        work: impl FnOnce() -> Result<T, Failure> + Send,
    ) -> Result<T, Failure> {
        let call = self.begin();
        scope(|scope| {
            let worker = Builder::new().spawn_scoped(scope, || {
                let _end = End(self, call);
                SERVING.set(Some((Arc::clone(self), call)));
                work()
            });
            let worker = worker.map_err(|error| Error::io("", error))?;
            while let Some(job) = self.next(call) {
                job(env);
            }
            worker.join().unwrap_or_else(|panic| resume_unwind(panic))
        })
    }

    /// Has `work` done by the thread of this call, or by any thread that serves here.
    pub(crate) fn hand_in<T: Send + 'static>(
        &self,
        call: Option<u64>,
        work: impl FnOnce(&mut Env<'_>) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let (reply, answer) = channel();
        let job = move |env: &mut Env<'_>| {
            // Nobody waits any more only when the waiting thread panicked.
            let _ = reply.send(env.with_local_frame(FRAME, work));
        };
        self.lock().jobs.push_back((call, Box::new(job)));
        self.changed.notify_all();
        let gone = || Error::State {
            why: "the calling thread ended before its call".into(),
        };
        answer.recv().map_err(|_| gone())?
    }

    fn begin(&self) -> u64 {
        let mut state = self.lock();
        state.calls += 1;
        state.calls
    }

    /// The next piece of work for the thread of `call`; `None` when the call has ended.
    fn next(&self, call: u64) -> Option<Job> {
        let mut state = self.lock();
        loop {
            let mine = |(wanted, _): &(Option<u64>, Job)| wanted.is_none_or(|c| c == call);
            if let Some(place) = state.jobs.iter().position(mine) {
                return state.jobs.remove(place).map(|(_, job)| job);
            }
            if state.ended.remove(&call) {
                return None;
            }
            state = self
                .changed
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Work runs outside the lock; nothing inside it panics.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Ends a call, also when its work panics.
struct End<'a>(&'a Desk, u64);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.lock().ended.insert(self.1);
        self.0.changed.notify_all();
    }
}
