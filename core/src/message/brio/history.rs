//! What is known of the message before the next byte: everything contexts are made of.

use super::Profile;
use super::json::Json;

const DIGIT: u8 = 3;
/// Letters: capital, small, beyond ASCII.
const LETTERS: std::ops::RangeInclusive<u8> = 4..=6;
/// Space, control, and what separates fields.
const SPACE: u8 = 0;
const SEPARATING: u8 = 7;

static CLASS: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [SPACE; 256];
    let mut byte = 33;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'0'..=b'9' => DIGIT,
            b'A'..=b'Z' => *LETTERS.start(),
            b'a'..=b'z' => 5,
            128..=255 => *LETTERS.end(),
            b'(' | b')' | b'[' | b']' | b'{' | b'}' | b'<' | b'>' | b'"' | b'\'' => 2,
            b',' | b':' | b';' | b'=' | b'/' | b'|' => SEPARATING,
            _ => 1,
        };
        byte += 1;
    }
    table
}

/// The kind of a byte, 0 to 7.
#[inline]
pub(super) fn class(byte: u8) -> u8 {
    CLASS[usize::from(byte)]
}

/// One more value into a hash.
#[inline]
pub(super) fn fold(hash: u32, value: u32) -> u32 {
    (hash ^ value)
        .wrapping_add(0x9E37_79B9)
        .wrapping_mul(0x85EB_CA6B)
        .rotate_left(13)
}

/// The state after the bytes so far; everything is 0 before the first.
#[derive(Clone, Copy, Default)]
pub(super) struct History {
    /// The last eight bytes, the newest lowest.
    pub(super) last: u64,
    /// The letters since the last other byte, without case; 0 when there are none.
    pub(super) word: u32,
    /// The word before, and the one before that.
    pub(super) words: [u32; 2],
    /// The message with each run of digits as one sign.
    pub(super) skeleton: u32,
    /// The digits of the run so far.
    pub(super) digits: u32,
    /// How many they are.
    pub(super) run: u32,
    /// What follows the last space or tab.
    pub(super) token: u32,
    /// Spaces and tabs.
    pub(super) tokens: u32,
    /// Spaces, control bytes and separators.
    pub(super) fields: u32,
    /// Where in a JSON text this is.
    pub(super) json: Json,
}

impl History {
    /// One more byte of the message.
    #[inline]
    pub(super) fn push(&mut self, profile: Profile, byte: u8) {
        let value = u32::from(byte);
        let class = class(byte);
        self.last = (self.last << 8) | u64::from(byte);
        if class == DIGIT {
            if self.run == 0 {
                self.skeleton = fold(self.skeleton, 1);
            }
            self.run += 1;
            self.digits = fold(self.digits, value);
        } else {
            self.skeleton = fold(self.skeleton, value);
            self.run = 0;
            self.digits = 0;
        }
        if LETTERS.contains(&class) {
            self.word = fold(self.word, value | 0x20);
        } else if self.word != 0 {
            self.words = [self.word, self.words[0]];
            self.word = 0;
        }
        if byte == b' ' || byte == b'\t' {
            self.token = 0;
            self.tokens += 1;
        } else {
            self.token = fold(self.token, value);
        }
        self.fields += u32::from(matches!(class, SPACE | SEPARATING));
        if profile == Profile::Json {
            self.json.push(byte);
        }
    }
}
