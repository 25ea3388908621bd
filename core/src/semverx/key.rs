//! Sort keys: ASCII whose byte order is the order of versions. FORMAT.md §2.

use std::sync::Arc;

use super::state::State;

/// Keys up to this length need no allocation.
const INLINE: usize = 30;
/// Ends a name; sorts below every byte of one.
const END: u8 = b' ';
/// Stands for "no tail"; sorts above every tail.
const NO_TAIL: u8 = b'~';
/// Digit counts up to this have a letter of their own.
const LETTERS: usize = 25;

/// The key of a version, or of its first fields.
#[derive(Clone)]
pub(super) enum Key {
    Inline { len: u8, bytes: [u8; INLINE] },
    Heap(Arc<[u8]>),
}

impl Key {
    /// The key of no field at all: every key begins with it.
    pub(super) const EMPTY: Key = Key::Inline {
        len: 0,
        bytes: [0; INLINE],
    };

    #[inline]
    pub(super) fn as_bytes(&self) -> &[u8] {
        match self {
            Key::Inline { len, bytes } => bytes.get(..usize::from(*len)).unwrap_or(bytes),
            Key::Heap(bytes) => bytes,
        }
    }
}

/// Writes a key field by field.
#[derive(Clone)]
pub(super) struct KeyBuilder {
    len: usize,
    inline: [u8; INLINE],
    /// Takes over when `inline` is full.
    long: Vec<u8>,
}

impl KeyBuilder {
    pub(super) fn new() -> KeyBuilder {
        KeyBuilder {
            len: 0,
            inline: [0; INLINE],
            long: Vec::new(),
        }
    }

    fn byte(&mut self, byte: u8) {
        match self.inline.get_mut(self.len) {
            Some(slot) if self.long.is_empty() => {
                *slot = byte;
                self.len += 1;
            }
            _ => self.bytes(&[byte]),
        }
    }

    fn bytes(&mut self, bytes: &[u8]) {
        let end = self.len + bytes.len();
        match self.inline.get_mut(self.len..end) {
            Some(slot) if self.long.is_empty() => {
                slot.copy_from_slice(bytes);
                self.len = end;
            }
            _ => {
                if self.long.is_empty() {
                    self.long.extend_from_slice(&self.inline[..self.len]);
                }
                self.long.extend_from_slice(bytes);
            }
        }
    }

    /// A number by its digits, without leading zeros.
    pub(super) fn digits(&mut self, digits: &str) {
        match u8::try_from(digits.len()) {
            Ok(count) if usize::from(count) <= LETTERS => self.byte(b'A' + count.saturating_sub(1)),
            _ => {
                self.byte(b'Z');
                self.bytes(format!("{:03}", digits.len()).as_bytes());
            }
        }
        self.bytes(digits.as_bytes());
    }

    pub(super) fn number(&mut self, number: u64) {
        self.digits(&number.to_string());
    }

    pub(super) fn state(&mut self, state: &State) {
        self.byte(b'0' + state.rank());
        if let State::Custom(name) = state {
            self.bytes(name.as_bytes());
            self.byte(END);
        }
    }

    pub(super) fn no_tail(&mut self) {
        self.byte(NO_TAIL);
    }

    /// One identifier of a tail.
    pub(super) fn identifier(&mut self, id: &str) {
        if id.bytes().all(|b| b.is_ascii_digit()) {
            self.byte(b'0');
            self.digits(id);
        } else {
            self.byte(b'1');
            self.bytes(id.as_bytes());
            self.byte(END);
        }
    }

    pub(super) fn finish(self) -> Key {
        if self.long.is_empty() {
            Key::Inline {
                len: self.len as u8,
                bytes: self.inline,
            }
        } else {
            Key::Heap(self.long.into())
        }
    }
}

/// One field of a decoded key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Field<'a> {
    Number(&'a str),
    State(State),
    NoTail,
    Identifier(&'a str),
}

/// Reads a key, or the key of the first fields, field by field; `None` after the end and where
/// the bytes are not a key.
pub(super) struct Fields<'a> {
    rest: &'a [u8],
    index: usize,
}

impl<'a> Fields<'a> {
    pub(super) fn of(key: &'a [u8]) -> Fields<'a> {
        Fields {
            rest: key,
            index: 0,
        }
    }

    /// The rest of a key, from its tail on.
    pub(super) fn after_six(rest: &'a [u8]) -> Fields<'a> {
        Fields { rest, index: 6 }
    }

    fn byte(&mut self) -> Option<u8> {
        let (&first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(first)
    }

    fn take(&mut self, len: usize) -> Option<&'a str> {
        let (taken, rest) = self.rest.split_at_checked(len)?;
        self.rest = rest;
        std::str::from_utf8(taken).ok()
    }

    fn number(&mut self) -> Option<&'a str> {
        let count = match self.byte()? {
            letter @ b'A'..=b'Y' => usize::from(letter - b'A') + 1,
            b'Z' => self.take(3)?.parse().ok()?,
            _ => return None,
        };
        self.take(count)
    }

    /// A name and the byte that ends it.
    fn name(&mut self) -> Option<&'a str> {
        let len = self.rest.iter().position(|&b| b == END)?;
        let name = self.take(len)?;
        self.byte()?;
        Some(name)
    }

    fn state(&mut self) -> Option<State> {
        match self.byte()? {
            b'0' => Some(State::Legacy),
            b'1' => State::from_name(self.name()?),
            b'2' => Some(State::Experimental),
            b'3' => Some(State::Stable),
            _ => None,
        }
    }

    fn tail(&mut self) -> Option<Field<'a>> {
        match self.byte()? {
            NO_TAIL => Some(Field::NoTail),
            b'0' => self.number().map(Field::Identifier),
            b'1' => self.name().map(Field::Identifier),
            _ => None,
        }
    }

    /// Whether everything was read.
    pub(super) fn at_end(&self) -> bool {
        self.rest.is_empty()
    }
}

impl<'a> Iterator for Fields<'a> {
    type Item = Field<'a>;

    fn next(&mut self) -> Option<Field<'a>> {
        let index = self.index;
        self.index += 1;
        match index {
            0 | 2 | 4 => self.number().map(Field::Number),
            1 | 3 | 5 => self.state().map(Field::State),
            _ => self.tail(),
        }
    }
}
