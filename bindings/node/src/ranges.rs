//! Ranges and the policy that a thread read lately: a program asks few of them, often, and a text crosses
//! the border faster than a handle does.

use std::cell::RefCell;

use diram::versions::{Policy, VersionRange};

use crate::fault::Fault;

/// Places for ranges that a thread keeps; a text has one of them, and takes it over.
const PLACES: usize = 1024;
/// The longest text that is kept, in bytes.
const LONGEST: usize = 256;

/// A text and what was read of it.
type Kept<T> = Option<(String, T)>;

thread_local! {
    static RANGES: RefCell<Vec<Kept<VersionRange>>> = const { RefCell::new(Vec::new()) };
    static POLICY: RefCell<Kept<Policy>> = const { RefCell::new(None) };
}

/// Reads a range, unless it is kept.
pub(crate) fn range(text: &str) -> Result<VersionRange, Fault> {
    if text.len() > LONGEST {
        return read(text);
    }
    let place = place(text);
    let known = RANGES.with_borrow(|ranges| match ranges.get(place) {
        Some(Some((kept, range))) if kept == text => Some(range.clone()),
        _ => None,
    });
    if let Some(range) = known {
        return Ok(range);
    }
    let range = read(text)?;
    RANGES.with_borrow_mut(|ranges| {
        ranges.resize(PLACES, None);
        if let Some(kept) = ranges.get_mut(place) {
            *kept = Some((text.to_owned(), range.clone()));
        }
    });
    Ok(range)
}

fn read(text: &str) -> Result<VersionRange, Fault> {
    Ok(VersionRange::parse(text).map_err(diram::Error::from)?)
}

/// The place of a text: FNV-1a, folded. Whoever makes texts share one only makes them be read again.
fn place(text: &str) -> usize {
    let step = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    let hash = text.bytes().fold(0x811c_9dc5, step);
    (hash ^ (hash >> 16)) as usize % PLACES
}

/// Reads a policy's JSON, unless it is the one that was read last, and works with it.
pub(crate) fn with_policy<T>(
    json: &str,
    work: impl FnOnce(&Policy) -> Result<T, Fault>,
) -> Result<T, Fault> {
    let known = POLICY.take().filter(|(text, _)| text == json);
    let entry = match known {
        Some(entry) => entry,
        None => (
            json.to_owned(),
            Policy::from_json(json).map_err(diram::Error::from)?,
        ),
    };
    let result = work(&entry.1);
    POLICY.set(Some(entry));
    result
}
