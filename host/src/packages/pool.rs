//! Workers that build components while the caller reads and cuts.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{JoinHandle, Result as Outcome, spawn};

type Job<T> = Box<dyn FnOnce() -> T + Send>;
type Task<T> = (Job<T>, SyncSender<Outcome<T>>);

/// Threads that run jobs; results are taken in the order in which the jobs were given. The threads
/// start with the first job, and have ended when the pool is dropped.
pub(super) struct Pool<T> {
    threads: usize,
    jobs: Option<Sender<Task<T>>>,
    workers: Vec<JoinHandle<()>>,
    waiting: VecDeque<(u64, Receiver<Outcome<T>>)>,
    /// Bytes that the waiting jobs hold.
    held: u64,
}

/// Most bytes that waiting jobs may hold together.
const BUDGET: u64 = 16 << 20;

impl<T: Send + 'static> Pool<T> {
    pub(super) fn new(threads: usize) -> Pool<T> {
        Pool {
            threads,
            jobs: None,
            workers: Vec::new(),
            waiting: VecDeque::new(),
            held: 0,
        }
    }

    /// Whether another job would only wait: take a result first.
    pub(super) fn is_full(&self) -> bool {
        self.waiting.len() > self.threads || (self.waiting.len() > 1 && self.held > BUDGET)
    }

    /// Gives a job that holds so many bytes to the workers.
    pub(super) fn submit(&mut self, bytes: u64, job: impl FnOnce() -> T + Send + 'static) {
        let (result, receiver) = sync_channel(1);
        self.waiting.push_back((bytes, receiver));
        self.held += bytes;
        let jobs = match &self.jobs {
            Some(jobs) => jobs,
            None => &*self.jobs.insert(start(self.threads, &mut self.workers)),
        };
        // The workers live as long as `jobs`: sending cannot fail before the pool is dropped.
        let sent = jobs.send((Box::new(job), result));
        debug_assert!(sent.is_ok());
    }

    /// The oldest result, waiting for it; `None` when there is no job left. A job's panic goes on
    /// here.
    pub(super) fn take(&mut self) -> Option<T> {
        let (bytes, receiver) = self.waiting.pop_front()?;
        self.held -= bytes;
        // A worker sends whatever a job comes to, its panic too, before it lets go of the sender.
        let outcome = receiver
            .recv()
            .expect("every job that was taken gives a result");
        Some(outcome.unwrap_or_else(|panic| resume_unwind(panic)))
    }
}

fn start<T: Send + 'static>(threads: usize, workers: &mut Vec<JoinHandle<()>>) -> Sender<Task<T>> {
    let (jobs, queue) = channel::<Task<T>>();
    let queue = Arc::new(Mutex::new(queue));
    for _ in 0..threads.max(1) {
        let queue = Arc::clone(&queue);
        workers.push(spawn(move || {
            loop {
                let task = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
                let Ok((job, result)) = task else { return };
                // Nobody waits for the result once the pool is dropped.
                let _ = result.send(catch_unwind(AssertUnwindSafe(job)));
            }
        }));
    }
    jobs
}

impl<T> Drop for Pool<T> {
    fn drop(&mut self) {
        self.jobs = None;
        for worker in self.workers.drain(..) {
            // Panics of jobs were caught; the thread itself has nothing to say.
            let _ = worker.join();
        }
    }
}
