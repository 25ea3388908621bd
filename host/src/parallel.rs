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
    /// Weight of all jobs begun and not delivered.
    in_flight: u64,
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

/// Most bytes that jobs begun and not yet done with may weigh together, however many threads there
/// are; a single job may weigh more.
const BUDGET: u64 = 24 << 20;

/// Runs `work` on `threads` threads for each of `weights`, which say how many bytes a job and its
/// result hold, and hands the results to `each` in order, on the calling thread. The first error of
/// `each` ends everything; a panic of `work` goes on in the caller.
pub(crate) fn in_order<T: Send, E>(
    threads: usize,
    weights: &[u64],
    work: impl Fn(usize) -> T + Sync,
    mut each: impl FnMut(usize, T) -> Result<(), E>,
) -> Result<(), E> {
    let count = weights.len();
    if threads <= 1 || count <= 1 {
        return (0..count).try_for_each(|i| each(i, work(i)));
    }
    let state = State {
        next: 0,
        delivered: 0,
        in_flight: 0,
        done: BTreeMap::new(),
        stopped: false,
    };
    let board = Board {
        state: Mutex::new(state),
        changed: Condvar::new(),
    };
    std::thread::scope(|scope| {
        for _ in 0..threads.min(count) {
            scope.spawn(|| run(&board, threads, weights, &work));
        }
        // Whatever ends the loop, a panic of `each` too, the workers must not wait for ever.
        let _stop = Stop(&board);
        for index in 0..count {
            match take(&board, weights, index) {
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

impl<T> State<T> {
    /// Whether the next job must wait for results to be taken.
    fn is_full(&self, threads: usize, weight: u64) -> bool {
        let begun = self.next - self.delivered;
        begun > threads || (begun > 0 && self.in_flight + weight > BUDGET)
    }
}

fn run<T>(board: &Board<T>, threads: usize, weights: &[u64], work: &(impl Fn(usize) -> T + Sync)) {
    loop {
        let mut state = board.lock();
        let index = loop {
            let Some(&weight) = weights.get(state.next).filter(|_| !state.stopped) else {
                return;
            };
            if !state.is_full(threads, weight) {
                state.in_flight += weight;
                state.next += 1;
                break state.next - 1;
            }
            state = board.wait(state);
        };
        drop(state);
        let outcome = catch_unwind(AssertUnwindSafe(|| work(index)));
        board.lock().done.insert(index, outcome);
        board.changed.notify_all();
    }
}

/// Waits for result `index`; the one before it is done with.
fn take<T>(board: &Board<T>, weights: &[u64], index: usize) -> Outcome<T> {
    let mut state = board.lock();
    if let Some(before) = index.checked_sub(1) {
        state.in_flight -= weights[before];
        board.changed.notify_all();
    }
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
                &[BUDGET / 3; 100],
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
    fn heavy_jobs_are_few_at_a_time_and_too_heavy_ones_alone() {
        for (weight, most) in [(BUDGET / 2, 2), (BUDGET + 1, 1)] {
            let running = std::sync::atomic::AtomicI64::new(0);
            let work = |_| running.fetch_add(1, std::sync::atomic::Ordering::SeqCst) + 1;
            in_order(8, &[weight; 50], work, |_, seen| {
                running.fetch_sub(1, std::sync::atomic::Ordering::SeqCst);
                // The one being delivered has left the count, one more may have begun since.
                if seen <= most + 1 { Ok(()) } else { Err(seen) }
            })
            .unwrap();
        }
    }

    #[test]
    fn the_first_error_ends_everything() {
        let result = in_order(
            3,
            &[1; 1000],
            |i| i,
            |i, _| if i == 5 { Err(i) } else { Ok(()) },
        );
        assert_eq!(result, Err(5));
    }

    #[test]
    fn a_panic_reaches_the_caller() {
        let caught = catch_unwind(|| {
            in_order(
                2,
                &[1; 10],
                |i| assert!(i != 3, "job 3"),
                |_, ()| Ok::<(), ()>(()),
            )
        });
        assert!(caught.is_err());
    }
}
