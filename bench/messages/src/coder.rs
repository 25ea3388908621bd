//! What every contestant can do, and how that is measured.

use std::hint::black_box;

use rustix::time::{ClockId, clock_gettime};

/// Messages there and back.
pub(crate) trait Coder {
    /// Appends the code of a message to `out`.
    fn pack(&mut self, message: &[u8], out: &mut Vec<u8>);
    /// Appends the message of a code to `out`; `length` is the message's.
    fn unpack(&mut self, packed: &[u8], length: usize, out: &mut Vec<u8>);
    /// Whether `unpack` is to be measured and checked.
    fn decodes(&self) -> bool {
        true
    }
}

/// Means of one message.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Figures {
    /// Bytes of the code.
    pub(crate) bytes: f64,
    /// Microseconds to make it.
    pub(crate) pack: f64,
    /// Microseconds back.
    pub(crate) unpack: f64,
}

impl Figures {
    /// Nothing is worse.
    pub(crate) const WORST: Figures = Figures {
        bytes: f64::INFINITY,
        pack: 0.0,
        unpack: 0.0,
    };
}

/// Seconds that this thread has had a core: what other programs take does not count.
pub(crate) fn worked() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

/// Codes all messages, decodes them and compares.
pub(crate) fn measure(coder: &mut dyn Coder, messages: &[Vec<u8>]) -> Figures {
    let mut packed = Vec::new();
    let mut buffer = Vec::with_capacity(1 << 16);
    let start = worked();
    for message in messages {
        buffer.clear();
        coder.pack(black_box(message), &mut buffer);
        packed.push(buffer.clone());
    }
    let packing = worked() - start;
    let start = worked();
    let decoded = if coder.decodes() { messages } else { &[] };
    for (code, message) in packed.iter().zip(decoded) {
        buffer.clear();
        coder.unpack(black_box(code), message.len(), &mut buffer);
        assert!(buffer == *message, "a message did not come back");
    }
    let unpacking = worked() - start;
    let count = messages.len() as f64;
    Figures {
        bytes: packed.iter().map(Vec::len).sum::<usize>() as f64 / count,
        pack: packing / count * 1e6,
        unpack: unpacking / count * 1e6,
    }
}
