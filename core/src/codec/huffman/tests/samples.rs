//! Inputs with known shapes, and a small generator of pseudo-random numbers.

/// xorshift64*: the same numbers in every run.
pub(super) struct Numbers(pub u64);

impl Numbers {
    pub(super) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }
}

/// Incompressible bytes.
pub(super) fn noise(len: usize) -> Vec<u8> {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    (0..len).map(|_| (numbers.next() >> 56) as u8).collect()
}

/// English-like text: words drawn unevenly.
pub(super) fn text(len: usize) -> Vec<u8> {
    const WORDS: [&str; 16] = [
        "the", "of", "package", "and", "heals", "itself", "when", "a", "part", "is", "lost.",
        "Parity", "brings", "back", "what", "disks\n",
    ];
    let mut numbers = Numbers(7);
    let mut text = Vec::with_capacity(len + 8);
    while text.len() < len {
        let pick = (numbers.next() >> 60).min(numbers.next() >> 60);
        text.extend_from_slice(WORDS[pick as usize].as_bytes());
        text.push(b' ');
    }
    text.truncate(len);
    text
}

/// Byte value `n` about twice as often as `n + 1`: the optimal code is far deeper than any limit.
pub(super) fn skewed(len: usize) -> Vec<u8> {
    let mut numbers = Numbers(3);
    (0..len)
        .map(|_| numbers.next().leading_zeros() as u8)
        .collect()
}

/// Every byte value, Fibonacci numbers of the first twenty: deeper than 15 without limiting.
pub(super) fn fibonacci() -> Vec<u8> {
    let mut data = Vec::new();
    let (mut now, mut next) = (1, 1);
    for symbol in 0..20u8 {
        data.extend(std::iter::repeat_n(symbol, now));
        (now, next) = (next, now + next);
    }
    data
}
