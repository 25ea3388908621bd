//! The contexts of both profiles: hashes of parts of the history (FORMAT.md, "Contexts").

use super::Profile;
use super::history::{History, class, fold};

/// Contexts that vote in the shortcut; they are the first ones.
pub(super) const VOTERS: usize = 6;
/// All contexts.
pub(super) const ALL: usize = 12;

/// The contexts of [`super::Level::Max`].
pub(super) const MAX: [usize; 12] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
/// The contexts of [`super::Level::Fast`].
pub(super) const FAST: [usize; 6] = [0, 2, 7, 9, 10, 11];

/// A number of its own for each context, well mixed.
#[inline]
fn seal(number: u32, hash: u32) -> u32 {
    let hash = (hash ^ number.wrapping_mul(0x2545_F491)).wrapping_mul(0x9E37_79B1);
    let hash = (hash ^ (hash >> 15)).wrapping_mul(0x85EB_CA6B);
    hash ^ (hash >> 14)
}

/// The last bytes, 1 to 8 of them.
#[inline]
fn order(h: &History, bytes: u32) -> u32 {
    let last = h.last << (64 - 8 * bytes);
    let mixed = (last ^ (last >> 29)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> 32) as u32
}

#[inline]
fn byte(h: &History) -> u32 {
    h.last as u32 & 0xFF
}

/// The word and the one before; between words, the last byte too.
#[inline]
fn words(h: &History) -> u32 {
    let between = if h.word == 0 { byte(h) } else { 0 };
    fold(fold(h.word, h.words[0]), between)
}

/// The hashes that vote: contexts 0 to 5.
#[inline]
pub(super) fn voters(profile: Profile, h: &History) -> [u32; VOTERS] {
    let [shape, position] = match profile {
        Profile::Text => [fold(h.skeleton, h.digits), fold(h.token, h.tokens)],
        Profile::Json => [
            fold(h.json.path, h.json.value),
            fold(fold(h.json.path, h.json.length), byte(h)),
        ],
    };
    [
        seal(0, order(h, 4)),
        seal(1, order(h, 6)),
        seal(2, words(h)),
        seal(3, shape),
        seal(4, fold(fold(h.token, h.words[0]), h.words[1])),
        seal(5, position),
    ]
}

/// The other hashes: contexts 6 to 11.
#[inline]
pub(super) fn others(profile: Profile, h: &History) -> [u32; ALL - VOTERS] {
    let [shape, position] = match profile {
        Profile::Text => [
            fold(h.skeleton, h.run),
            fold(fold(h.tokens, h.run), u32::from(class(h.last as u8))),
        ],
        Profile::Json => [
            fold(h.json.path, h.json.length),
            fold(fold(h.fields, h.run), byte(h)),
        ],
    };
    [
        seal(6, order(h, 1)),
        seal(7, order(h, 2)),
        seal(8, order(h, 3)),
        seal(9, fold(h.word, byte(h))),
        seal(10, shape),
        seal(11, position),
    ]
}

/// What the pointer of shape looks up.
#[inline]
pub(super) fn shape(profile: Profile, h: &History) -> u32 {
    match profile {
        Profile::Text => h.skeleton,
        Profile::Json => fold(h.json.path, h.json.value),
    }
}
