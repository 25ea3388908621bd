//! The ranges and the policy that a thread read last: a program asks few of them, often, and a text
//! crosses the border faster than a handle does.

use std::cell::RefCell;
use std::collections::HashMap;

use diram::versions::{Policy, VersionRange};

use crate::fault::Fault;

/// Ranges kept by a thread; one more, and it begins anew.
const KEPT: usize = 512;
/// The longest text that is kept, in bytes.
const LONGEST: usize = 256;

thread_local! {
    static RANGES: RefCell<HashMap<String, VersionRange>> = RefCell::default();
    static POLICY: RefCell<Option<(String, Policy)>> = const { RefCell::new(None) };
}

/// Reads a range, or finds it among those kept.
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
