//! Where in a JSON text the next byte stands: its path of keys, and the value so far.

use super::history::fold;

/// Levels of nesting that are told apart.
const DEPTH: usize = 16;

/// A reader of JSON that never refuses: on other text its answers are merely of no use.
#[derive(Clone, Copy, Default)]
pub(super) struct Json {
    /// The paths of the objects and arrays around this place.
    paths: [u32; DEPTH],
    depth: usize,
    /// The path of the value, or of the object whose key is being read, with the key before.
    pub(super) path: u32,
    /// The key or value so far, and its length.
    pub(super) value: u32,
    pub(super) length: u32,
    /// The key so far.
    key: u32,
    quoted: bool,
    escaped: bool,
    keyed: bool,
    /// The bit of each level: it is an object.
    objects: u32,
}

impl Json {
    /// One more byte.
    #[inline]
    pub(super) fn push(&mut self, byte: u8) {
        self.value = fold(self.value, u32::from(byte));
        self.length += 1;
        if self.quoted {
            self.inside(byte);
            return;
        }
        match byte {
            b'"' => {
                self.quoted = true;
                if self.keyed {
                    self.key = 1;
                }
            }
            b':' => {
                self.path = fold(self.around(), self.key);
                self.keyed = false;
                self.restart();
            }
            b'{' | b'[' => self.open(byte == b'{'),
            b'}' | b']' => self.close(),
            b',' => self.next(),
            _ => {}
        }
    }

    fn inside(&mut self, byte: u8) {
        if self.escaped {
            self.escaped = false;
        } else if byte == b'\\' {
            self.escaped = true;
        } else if byte == b'"' {
            self.quoted = false;
        }
        if self.keyed {
            self.key = fold(self.key, u32::from(byte));
        }
    }

    fn around(&self) -> u32 {
        self.paths[self.depth % DEPTH]
    }

    fn restart(&mut self) {
        self.value = 0;
        self.length = 0;
    }

    fn open(&mut self, object: bool) {
        self.depth = (self.depth + 1).min(DEPTH - 1);
        self.paths[self.depth % DEPTH] = fold(self.path, u32::from(object));
        self.objects &= !(1 << self.depth);
        self.objects |= u32::from(object) << self.depth;
        self.key = 0;
        self.next();
    }

    fn close(&mut self) {
        self.path = fold(self.around(), 2);
        self.depth = self.depth.saturating_sub(1);
        self.keyed = false;
        self.restart();
    }

    fn next(&mut self) {
        self.keyed = (self.objects >> self.depth) & 1 == 1;
        self.path = if self.keyed {
            fold(self.around(), self.key ^ 3)
        } else {
            self.around()
        };
        self.restart();
    }
}
