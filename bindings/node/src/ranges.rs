//! Ranges and the policy that a thread read lately: a program asks few of them, often, and a text crosses
//! the border faster than a handle does.

use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use diram::versions::{Policy, VersionRange};

use crate::fault::Fault;

/// Ranges kept by a thread; with one more, it begins anew.
const KEPT: usize = 512;
/// The longest text that is kept, in bytes.
const LONGEST: usize = 256;

/// FNV-1a. Texts made to collide cost a walk over those kept, no more.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Fnv {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        self.0 = bytes.iter().fold(self.0, step);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

type Ranges = HashMap<String, VersionRange, BuildHasherDefault<Fnv>>;

thread_local! {
    static RANGES: RefCell<Ranges> = RefCell::default();
    static POLICY: RefCell<Option<(String, Policy)>> = const { RefCell::new(None) };
}

/// Reads a range, unless it is kept.
pub(crate) fn range(text: &str) -> Result<VersionRange, Fault> {
    if let Some(range) = RANGES.with_borrow(|ranges| ranges.get(text).cloned()) {
        return Ok(range);
    }
    let range = VersionRange::parse(text).map_err(diram::Error::from)?;
    if text.len() <= LONGEST {
        RANGES.with_borrow_mut(|ranges| {
            if ranges.len() >= KEPT {
                ranges.clear();
            }
            ranges.insert(text.to_owned(), range.clone());
        });
    }
    Ok(range)
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
