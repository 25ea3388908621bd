//! Finding parts without any directory: by their magic, and by the copy of it in their footers.

use std::io;

use super::super::Head;
use super::super::geometry::MAX_CAPACITY;
use super::super::part::{self, Expected, FOOTER_LEN, HEAD_LEN, HEADER_LEN, MAGIC};
use super::Source;

/// A part that was found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) head: Head,
    pub(super) number: u8,
    pub(super) offset: u64,
}

/// Something at a magic.
#[derive(Clone, Copy, Debug)]
pub(super) enum Hit {
    /// A part that proves itself.
    Part(Found),
    /// What would be a part with this identity, but cannot prove it alone.
    Suspect {
        /// Where it would begin.
        offset: u64,
        /// The first 16 bytes of its header, or the copy in its footer.
        identity: [u8; 16],
    },
}

const STEP: usize = 1 << 20;
/// How many bytes may be hashed in vain for each byte searched, so that a file made of magics
/// costs no more than a few readings. Real parts, all damaged, spend twelve a byte at most.
const PATIENCE: usize = 16;
/// How much of that may be saved up: a flood in one place leaves the rest of the file its own.
const SAVED: usize = PATIENCE << 16;
const LONGEST: usize = HEADER_LEN + MAX_CAPACITY + FOOTER_LEN;
/// Where the footer repeats the header's first 16 bytes.
const COPY_AT: usize = 48;

/// Looks at every byte of `range` and calls `found` for each hit, in order. What lies inside a
/// part is not looked at. `step` is told about bytes done and may end the search.
pub(super) fn scan<E: From<io::Error>>(
    source: &dyn Source,
    range: std::ops::Range<u64>,
    step: &mut dyn FnMut(u64) -> Result<(), E>,
    found: &mut dyn FnMut(Hit),
) -> Result<(), E> {
    // `buffer` holds the file from `base` on; a hit needs a whole part before and after it.
    let mut buffer = vec![0; STEP + 2 * LONGEST];
    let mut at = range.start;
    while at < range.end {
        let base = at.saturating_sub(LONGEST as u64);
        let have = source.read_at(base, &mut buffer)?;
        let stop = (at + STEP as u64).min(range.end);
        let next = scan_block(&buffer[..have], base, at..stop, found);
        if have == 0 {
            break;
        }
        step(next.max(stop) - at)?;
        at = next.max(stop);
    }
    Ok(())
}

/// Looks at hits within `range`; where to go on. `buffer` holds the file from `base` on.
fn scan_block(
    buffer: &[u8],
    base: u64,
    range: std::ops::Range<u64>,
    found: &mut dyn FnMut(Hit),
) -> u64 {
    let magic = memchr::memmem::Finder::new(&MAGIC.to_le_bytes()).into_owned();
    let (mut patience, mut counted) = (SAVED, (range.start - base) as usize);
    let mut position = (range.start - base) as usize;
    let mut floor = position.saturating_sub(LONGEST);
    let limit = ((range.end - base) as usize).min(buffer.len());
    while position < limit {
        let Some(hit) = magic.find(&buffer[position..]).map(|i| position + i) else {
            break;
        };
        if hit >= limit {
            break;
        }
        patience = SAVED.min(patience + PATIENCE * (hit - counted.min(hit)));
        counted = hit;
        position = hit + 1;
        let candidates = [header_at(buffer, hit), footer_copy_at(buffer, hit)];
        for (start, copy) in candidates.into_iter().flatten() {
            let cost = 3 * (HEADER_LEN + capacity(&copy).unwrap_or(0) + FOOTER_LEN);
            if start < floor || cost > patience {
                continue;
            }
            if let Some((part, len)) = look(buffer, start, copy) {
                let offset = base + start as u64;
                found(Hit::Part(Found { offset, ..part }));
                position = start + len;
                floor = position;
                break;
            }
            patience -= cost;
            found(Hit::Suspect {
                offset: base + start as u64,
                identity: copy,
            });
        }
    }
    base + position as u64
}

type Candidate = (usize, [u8; 16]);

fn copy_of(buffer: &[u8], at: usize) -> Option<[u8; 16]> {
    buffer.get(at..at + 16)?.try_into().ok()
}

fn header_at(buffer: &[u8], hit: usize) -> Option<Candidate> {
    Some((hit, copy_of(buffer, hit)?))
}

fn footer_copy_at(buffer: &[u8], hit: usize) -> Option<Candidate> {
    let copy = copy_of(buffer, hit)?;
    let before = HEADER_LEN + capacity(&copy)? + COPY_AT;
    Some((hit.checked_sub(before)?, copy))
}

fn capacity(copy: &[u8; 16]) -> Option<usize> {
    let capacity = usize::from(u16::from_le_bytes([copy[10], copy[11]]));
    (capacity <= MAX_CAPACITY).then_some(capacity)
}

/// The part at `start` with the identity `copy`, and its length.
fn look(buffer: &[u8], start: usize, copy: [u8; 16]) -> Option<(Found, usize)> {
    let len = HEADER_LEN + capacity(&copy)? + FOOTER_LEN;
    let mut bytes = buffer.get(start..start + len)?.to_vec();
    if part::examine(&mut bytes, None).is_err() {
        let mut head = [0; HEAD_LEN];
        head.copy_from_slice(&bytes[..HEAD_LEN]);
        head[..16].copy_from_slice(&copy);
        part::examine(&mut bytes, Some(&Expected { head, sha8: None })).ok()?;
    }
    let (head, number) = Head::parse(bytes[..HEAD_LEN].try_into().ok()?).ok()?;
    Some((
        Found {
            head,
            number,
            offset: 0,
        },
        len,
    ))
}
