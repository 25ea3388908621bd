//! Changes to bytes, by a generator that needs no clock.

/// Xorshift, seeded by a name.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(name: &str) -> Random {
        let mix = |sum: u64, byte: u8| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        Random(name.bytes().fold(0xcbf2_9ce4_8422_2325, mix) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below `end`; 0 for 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() >> 16) as usize % end.max(1)
    }

    pub(crate) fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    fn range(&mut self, len: usize) -> std::ops::Range<usize> {
        let from = self.below(len + 1);
        let most = match self.below(4) {
            0 => len - from,
            _ => (len - from).min(16),
        };
        from..from + self.below(most + 1)
    }
}

/// Numbers at the edges of what formats hold.
const EDGES: [u64; 22] = [
    0,
    1,
    2,
    15,
    16,
    127,
    128,
    239,
    240,
    241,
    255,
    256,
    5119,
    5120,
    5121,
    65535,
    65536,
    0x80_0000,
    0x80_0001,
    0x7fff_ffff,
    0xffff_ffff,
    u64::MAX,
];

/// One change. `other` is an input to take from.
pub(crate) fn mutate(random: &mut Random, input: &mut Vec<u8>, other: &[u8]) {
    let at = random.below(input.len());
    match random.below(10) {
        0 | 1 if !input.is_empty() => input[at] ^= 1 << random.below(8),
        2 if !input.is_empty() => input[at] = random.next() as u8,
        3 | 4 => edge(random, input, at),
        5 => drop(input.drain(random.range(input.len()))),
        6 => {
            let copy = input[random.range(input.len())].to_vec();
            drop(input.splice(at..at, copy));
        }
        7 => {
            let piece = other[random.range(other.len())].to_vec();
            drop(input.splice(random.range(input.len()), piece));
        }
        8 => digits(random, input),
        _ => input.truncate(at),
    }
}

/// A little-endian number of 1, 2, 4 or 8 bytes, at the edge of something or one beside it.
fn edge(random: &mut Random, input: &mut [u8], at: usize) {
    let value = random.one_of(&EDGES).wrapping_add(random.below(3) as u64);
    let width = 1 << random.below(4);
    let bytes = value.wrapping_sub(1).to_le_bytes();
    let slots = input.iter_mut().skip(at).zip(&bytes[..width]);
    slots.for_each(|(slot, byte)| *slot = *byte);
}

/// Another number where one stands in decimal.
fn digits(random: &mut Random, input: &mut Vec<u8>) {
    let starts: Vec<usize> = (0..input.len())
        .filter(|&i| input[i].is_ascii_digit() && (i == 0 || !input[i - 1].is_ascii_digit()))
        .collect();
    if starts.is_empty() {
        return;
    }
    let from = *random.one_of(&starts);
    let len = input[from..]
        .iter()
        .take_while(|b| b.is_ascii_digit())
        .count();
    let number = random.one_of(&EDGES).to_string();
    drop(input.splice(from..from + len, number.into_bytes()));
}
