//! All cores on a list of jobs, results in order, a bounded number of them in memory.

use std::any::Any;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

type Outcome<T> = Result<T, Box<dyn Any + Send>>;

struct State<T> {
    /// The next job to begin.
    next: usize,
    /// How many results were delivered.
    delivered: usize,
    done: BTreeMap<usize, Outcome<T>>,
    stopped: bool,
}

struct Board<T> {
    state: Mutex<State<T>>,
    changed: Condvar,
}

impl<T> Board<T> {
    fn lock(&self) -> MutexGuard<'_, State<T>> {
        // Jobs run outside the lock; nothing inside it panics.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, state: MutexGuard<'a, State<T>>) -> MutexGuard<'a, State<T>> {
        self.changed
            .wait(state)
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn stop(&self) {
        self.lock().stopped = true;
        self.changed.notify_all();
    }
}

/// How many threads `wanted` means; 0 is one per core.
pub(crate) fn threads(wanted: usize) -> usize {
    match wanted {
        0 => std::thread::available_parallelism().map_or(1, usize::from),
        wanted => wanted.min(256),
    }
}

/// Runs `work(0..count)` on `threads` threads and hands the results to `each` in order, on the
/// calling thread. At most `threads` results wait. The first error of `each` ends everything; a
/// panic of `work` goes on in the caller.
pub(crate) fn in_order<T: Send, E>(
    threads: usize,
    count: usize,
    work: impl Fn(usize) -> T + Sync,
    mut each: impl FnMut(usize, T) -> Result<(), E>,
) -> Result<(), E> {
    if threads <= 1 || count <= 1 {
        return (0..count).try_for_each(|i| each(i, work(i)));
    }
    let state = State {
        next: 0,
        delivered: 0,
        done: BTreeMap::new(),
        stopped: false,
    };
    let board = Board {
        state: Mutex::new(state),
        changed: Condvar::new(),
    };
    std::thread::scope(|scope| {
        for _ in 0..threads.min(count) {
            scope.spawn(|| run(&board, threads, count, &work));
        }
        // Whatever ends the loop, a panic of `each` too, the workers must not wait for ever.
        let _stop = Stop(&board);
        for index in 0..count {
            match take(&board, index) {
                Ok(result) => each(index, result)?,
                Err(panic) => resume_unwind(panic),
            }
        }
        Ok(())
    })
}

struct Stop<'a, T>(&'a Board<T>);

impl<T> Drop for Stop<'_, T> {
    fn drop(&mut self) {
        self.0.stop();
    }
}

fn run<T>(board: &Board<T>, threads: usize, count: usize, work: &(impl Fn(usize) -> T + Sync)) {
    loop {
        let mut state = board.lock();
        while !state.stopped && state.next < count && state.next > state.delivered + threads {
            state = board.wait(state);
        }
        if state.stopped || state.next >= count {
            return;
        }
        let index = state.next;
        state.next += 1;
        drop(state);
        let outcome = catch_unwind(AssertUnwindSafe(|| work(index)));
        board.lock().done.insert(index, outcome);
        board.changed.notify_all();
    }
}

fn take<T>(board: &Board<T>, index: usize) -> Outcome<T> {
    let mut state = board.lock();
    loop {
        if let Some(outcome) = state.done.remove(&index) {
            state.delivered = index + 1;
            board.changed.notify_all();
            return outcome;
        }
        state = board.wait(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_on_any_number_of_threads() {
        for threads in [1, 2, 7] {
            let mut seen = Vec::new();
            in_order(
                threads,
                100,
                |i| i * i,
                |i, square| {
                    seen.push((i, square));
                    Ok::<(), ()>(())
                },
            )
            .unwrap();
            assert_eq!(seen, (0..100).map(|i| (i, i * i)).collect::<Vec<_>>());
        }
    }

    #[test]
    fn the_first_error_ends_everything() {
        let result = in_order(3, 1000, |i| i, |i, _| if i == 5 { Err(i) } else { Ok(()) });
        assert_eq!(result, Err(5));
    }

    #[test]
    fn a_panic_reaches_the_caller() {
        let caught = catch_unwind(|| {
            in_order(
                2,
                10,
                |i| assert!(i != 3, "job 3"),
                |_, ()| Ok::<(), ()>(()),
            )
        });
        assert!(caught.is_err());
    }
}
