//! The binary range coder: bits with 16-bit probabilities to bytes and back (FORMAT.md, "Bits").

/// Whoever takes bits with their probabilities: a writer is told the bit, a reader tells it.
pub(super) trait Coder {
    /// Codes one bit that is 1 with probability `p` of 65536 (1 to 65535); the bit it is.
    fn code(&mut self, p: u32, bit: u32) -> u32;
}

/// The interval both sides keep: 32 bits, both ends inside.
#[derive(Clone, Copy)]
struct Interval {
    low: u32,
    high: u32,
}

impl Interval {
    const WHOLE: Interval = Interval {
        low: 0,
        high: u32::MAX,
    };

    /// The last value that stands for a 1.
    #[inline]
    fn cut(self, p: u32) -> u32 {
        let width = u64::from(self.high - self.low);
        self.low + ((width * u64::from(p)) >> 16) as u32
    }

    #[inline]
    fn keep(&mut self, cut: u32, bit: u32) {
        if bit == 1 {
            self.high = cut;
        } else {
            self.low = cut + 1;
        }
    }

    /// A byte that is settled leaves the interval.
    #[inline]
    fn settled(self) -> bool {
        (self.low ^ self.high) >> 24 == 0
    }

    #[inline]
    fn widen(&mut self) {
        self.low <<= 8;
        self.high = (self.high << 8) | 255;
    }

    /// The fewest bytes that, followed by zeros, are a value inside: the value, and how many.
    fn end(self) -> (u32, usize) {
        for length in 0..4 {
            let below = u32::MAX.checked_shr(8 * length).unwrap_or(0);
            if let Some(value) = self.low.checked_add(below) {
                let value = value & !below;
                if value <= self.high {
                    return (value, length as usize);
                }
            }
        }
        (self.low, 4)
    }
}

/// Bits to bytes, appended to `out`.
pub(super) struct Writer<'a> {
    interval: Interval,
    out: &'a mut Vec<u8>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(out: &'a mut Vec<u8>) -> Writer<'a> {
        Writer {
            interval: Interval::WHOLE,
            out,
        }
    }

    pub(super) fn finish(self) {
        let (value, length) = self.interval.end();
        self.out.extend(value.to_be_bytes().iter().take(length));
    }
}

impl Coder for Writer<'_> {
    #[inline]
    fn code(&mut self, p: u32, bit: u32) -> u32 {
        let cut = self.interval.cut(p);
        self.interval.keep(cut, bit);
        while self.interval.settled() {
            self.out.push((self.interval.low >> 24) as u8);
            self.interval.widen();
        }
        bit
    }
}

/// Bytes to bits; beyond the end the bytes are zeros.
pub(super) struct Reader<'a> {
    interval: Interval,
    bytes: &'a [u8],
    value: u32,
    /// Bytes that have left the interval.
    settled: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Reader<'a> {
        let mut first = [0; 4];
        for (to, from) in first.iter_mut().zip(bytes) {
            *to = *from;
        }
        Reader {
            interval: Interval::WHOLE,
            bytes,
            value: u32::from_be_bytes(first),
            settled: 0,
        }
    }

    /// More bytes are settled than there are.
    #[inline]
    pub(super) fn overrun(&self) -> bool {
        self.settled > self.bytes.len()
    }

    /// Exactly the bytes a writer would have written for these bits.
    pub(super) fn ends_here(&self) -> bool {
        let (value, length) = self.interval.end();
        self.settled + length == self.bytes.len() && value == self.value
    }
}

impl Coder for Reader<'_> {
    #[inline]
    fn code(&mut self, p: u32, _: u32) -> u32 {
        let cut = self.interval.cut(p);
        let bit = u32::from(self.value <= cut);
        self.interval.keep(cut, bit);
        while self.interval.settled() {
            let next = self.bytes.get(self.settled + 4).copied().unwrap_or(0);
            self.value = (self.value << 8) | u32::from(next);
            self.settled += 1;
            self.interval.widen();
        }
        bit
    }
}

/// Only the cost, in 1/65536 bit.
#[derive(Default)]
pub(super) struct Meter {
    /// What the bits so far cost.
    pub(super) cost: u64,
}

impl Coder for Meter {
    #[inline]
    fn code(&mut self, p: u32, bit: u32) -> u32 {
        let p = if bit == 1 { p } else { 65_536 - p };
        self.cost += u64::from(cost(p));
        bit
    }
}

/// -log2(p / 65536) in 1/65536 bit, at most 0.09 bits too much: straight lines between powers of two.
fn cost(p: u32) -> u32 {
    let log = p.max(1).ilog2();
    let part = ((u64::from(p) << 16) >> log) as u32 & 0xFFFF;
    ((16 - log) << 16).saturating_sub(part)
}
