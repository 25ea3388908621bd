//! Time of a call, and bytes to work on: shared by both programs of the bench.

use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

/// How long one measurement goes on.
const BUDGET: Duration = Duration::from_millis(250);
/// How long one of many measurements goes on.
const SHORT: Duration = Duration::from_millis(2);
/// Short calls between two looks at the clock.
const BLOCK: u32 = 16;
/// Calls at least, however long they take.
const CALLS: usize = 5;

/// Seconds that this thread has had a core: what other programs take does not count.
pub(crate) fn worked() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

/// Median seconds of a call's work, after one that is not counted.
pub(crate) fn seconds(call: impl FnMut()) -> f64 {
    within(BUDGET, call)
}

/// The same for a short call that is one of many: reading the clock takes about as long as it does.
pub(crate) fn seconds_of_one(mut call: impl FnMut()) -> f64 {
    let block = || (0..BLOCK).for_each(|_| call());
    within(SHORT, block) / f64::from(BLOCK)
}

fn within(budget: Duration, mut call: impl FnMut()) -> f64 {
    call();
    let begin = Instant::now();
    let mut times = Vec::new();
    while times.len() < CALLS || begin.elapsed() < budget {
        let start = worked();
        call();
        times.push(worked() - start);
    }
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// One line of output: what, who, seconds of a call, input bytes of a call, bytes made.
pub(crate) fn report(job: &str, who: &str, seconds: f64, input: usize, output: usize) {
    println!("{job}\t{who}\t{seconds:.9}\t{input}\t{output}");
}

/// Pseudo-random numbers, the same everywhere (SplitMix64).
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// 0..end.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    pub(crate) fn bytes(&mut self, len: usize) -> Vec<u8> {
        let words = len.div_ceil(8);
        let mut bytes: Vec<u8> = (0..words).flat_map(|_| self.next().to_le_bytes()).collect();
        bytes.truncate(len);
        bytes
    }
}
