//! Pointers to where the text so far was seen before: in the sample twice, in the message once.

/// log2 of the entries of the tables over the sample.
const PLACES_BITS: u32 = 15;
/// log2 of the entries of the table over the message.
const INSIDE_BITS: u32 = 9;
/// Pointers: by bytes, by shape, inside the message.
pub(super) const POINTERS: usize = 3;
/// Bytes that are compared at most.
const LONGEST: usize = 32;
/// Bytes of the key of the sample's and of the message's table.
const KEY: u32 = 5;
const INSIDE_KEY: u32 = 5;

/// Where in the sample each key was seen last; 0 is nowhere.
pub(super) struct Places {
    by_bytes: Vec<u32>,
    by_shape: Vec<u32>,
}

/// The hash of the last `count` bytes.
#[inline]
fn key(last: u64, count: u32) -> u32 {
    let bytes = last << (64 - 8 * count);
    ((bytes.wrapping_mul(0x9E37_79B9_7F4A_7C15)) >> 32) as u32
}

#[inline]
fn shape_key(shape: u32) -> u32 {
    shape.wrapping_mul(0x9E37_79B1)
}

impl Places {
    pub(super) fn new() -> Places {
        Places {
            by_bytes: vec![0; 1 << PLACES_BITS],
            by_shape: vec![0; 1 << PLACES_BITS],
        }
    }

    /// The message stands at `place` of the sample now.
    pub(super) fn learn(&mut self, last: u64, shape: u32, place: u32) {
        self.by_bytes[(key(last, KEY) >> (32 - PLACES_BITS)) as usize] = place;
        self.by_shape[(shape_key(shape) >> (32 - PLACES_BITS)) as usize] = place;
    }

    #[inline]
    fn bytes_at(&self, last: u64) -> usize {
        let index = (key(last, KEY) >> (32 - PLACES_BITS)) as usize;
        self.by_bytes.get(index).copied().unwrap_or(0) as usize
    }

    #[inline]
    fn shape_at(&self, shape: u32) -> usize {
        let index = (shape_key(shape) >> (32 - PLACES_BITS)) as usize;
        self.by_shape.get(index).copied().unwrap_or(0) as usize
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = u32> {
        self.by_bytes.iter().chain(&self.by_shape).copied()
    }
}

/// A place whose next byte may be ours: 0 is none.
#[derive(Clone, Copy, Default)]
pub(super) struct Pointer {
    place: usize,
    /// Bytes it is known to have been right.
    length: usize,
}

/// What a speaker says: a byte, and how much it trusts it, 1 to 15; 0 is silence, with byte 0.
#[derive(Clone, Copy, Default)]
pub(super) struct Said {
    pub(super) symbol: u8,
    pub(super) grade: u8,
}

impl Pointer {
    fn grade(self) -> u8 {
        match self.length {
            0..=8 => self.length as u8 + 1,
            9..=11 => 10,
            12..=15 => 11,
            16..=19 => 12,
            20..=27 => 13,
            28..=39 => 14,
            _ => 15,
        }
    }

    #[inline]
    fn say(self, text: &[u8]) -> Said {
        match text.get(self.place) {
            Some(&symbol) if self.place > 0 => Said {
                symbol,
                grade: self.grade(),
            },
            _ => Said::default(),
        }
    }

    fn step(&mut self, text: &[u8], symbol: u8) {
        if self.place == 0 {
            return;
        }
        if text.get(self.place) == Some(&symbol) {
            self.length += 1;
        } else {
            self.length = 0;
        }
        self.place += 1;
    }
}

/// The three pointers of one message, and the table over it.
pub(super) struct Pointers {
    bytes: Pointer,
    shape: Pointer,
    inside: Pointer,
    shape_before: u32,
    /// (generation, place after the key) of the message's keys.
    table: Vec<(u32, u16)>,
    generation: u32,
}

impl Pointers {
    pub(super) fn new() -> Pointers {
        Pointers {
            bytes: Pointer::default(),
            shape: Pointer::default(),
            inside: Pointer::default(),
            shape_before: u32::MAX,
            table: vec![(0, 0); 1 << INSIDE_BITS],
            generation: 0,
        }
    }

    /// A new message begins.
    pub(super) fn begin(&mut self) {
        self.bytes = Pointer::default();
        self.shape = Pointer::default();
        self.inside = Pointer::default();
        self.shape_before = u32::MAX;
        if self.generation == u32::MAX {
            self.table.fill((0, 0));
            self.generation = 0;
        }
        self.generation += 1;
    }

    /// Finds new places where the old ones were wrong.
    pub(super) fn find(
        &mut self,
        places: &Places,
        sample: &[u8],
        last: u64,
        shape: u32,
        seen: &[u8],
    ) {
        if self.bytes.length < KEY as usize {
            let place = places.bytes_at(last);
            if place > 0 {
                let length = common(sample, place, seen);
                if length > self.bytes.length || length == seen.len() {
                    self.bytes = Pointer { place, length };
                }
            }
        }
        if self.shape.length == 0 && shape != self.shape_before {
            let place = places.shape_at(shape);
            if place > 0 {
                self.shape = Pointer { place, length: 0 };
            }
        }
        self.shape_before = shape;
        if seen.len() >= INSIDE_KEY as usize {
            let index = (key(last, INSIDE_KEY) >> (32 - INSIDE_BITS)) as usize;
            let now = (self.generation, seen.len() as u16);
            if let Some(entry) = self.table.get_mut(index) {
                let before = *entry;
                *entry = now;
                if self.inside.length == 0 && before.0 == self.generation {
                    let place = usize::from(before.1);
                    let length = common(seen, place, seen);
                    self.inside = if length >= 4 {
                        Pointer { place, length }
                    } else {
                        Pointer::default()
                    };
                }
            }
        }
    }

    /// What the three say: by bytes, by shape, inside.
    #[inline]
    pub(super) fn say(&self, sample: &[u8], seen: &[u8]) -> [Said; POINTERS] {
        [
            self.bytes.say(sample),
            self.shape.say(sample),
            self.inside.say(seen),
        ]
    }

    /// The next byte was `symbol`.
    #[inline]
    pub(super) fn step(&mut self, sample: &[u8], seen: &[u8], symbol: u8) {
        self.bytes.step(sample, symbol);
        self.shape.step(sample, symbol);
        self.inside.step(seen, symbol);
        if self.inside.length == 0 {
            self.inside = Pointer::default();
        }
    }
}

/// Equal bytes before `place` in `text` and at the end of `seen`, up to 32.
fn common(text: &[u8], place: usize, seen: &[u8]) -> usize {
    let before = text.get(..place).unwrap_or_default().iter().rev();
    before
        .zip(seen.iter().rev())
        .take(LONGEST)
        .take_while(|(a, b)| a == b)
        .count()
}
