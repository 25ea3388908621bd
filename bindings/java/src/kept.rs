//! The ranges and the policy that a thread read last. A program asks few of them, often; in Java they
//! are values without native memory, so their texts cross each time.

use std::cell::RefCell;
use std::collections::HashMap;

use diram::versions::{Policy, VersionRange};
use jni::Env;
use jni::objects::JByteArray;

use crate::border::Failure;
use crate::bytes;

/// Ranges kept by a thread; one more, and it begins anew.
const MOST: usize = 64;
/// The longest text that is kept, in bytes.
const LONGEST: usize = 256;

thread_local! {
    static RANGES: RefCell<HashMap<String, VersionRange>> = RefCell::default();
    static POLICY: RefCell<Option<(String, Policy)>> = const { RefCell::new(None) };
}

/// The range in a Java array.
pub(crate) fn range(env: &Env<'_>, text: &JByteArray<'_>) -> Result<VersionRange, Failure> {
    let text = bytes::text(env, "range", text)?;
    if let Some(known) = RANGES.with_borrow(|ranges| ranges.get(&text).cloned()) {
        return Ok(known);
    }
    let range = VersionRange::parse(&text)?;
    if text.len() <= LONGEST {
        RANGES.with_borrow_mut(|ranges| {
            if ranges.len() >= MOST {
                ranges.clear();
            }
            ranges.insert(text, range.clone());
        });
    }
    Ok(range)
}

/// The policy in a Java array; `null` is the default one.
pub(crate) fn policy(env: &Env<'_>, json: &JByteArray<'_>) -> Result<Policy, Failure> {
    if json.is_null() {
        return Ok(Policy::default());
    }
    let json = bytes::text(env, "policy", json)?;
    let known = POLICY.with_borrow(|kept| {
        let same = kept.as_ref().filter(|(text, _)| *text == json);
        same.map(|(_, policy)| policy.clone())
    });
    if let Some(known) = known {
        return Ok(known);
    }
    let policy = Policy::from_json(&json)?;
    POLICY.set(Some((json, policy.clone())));
    Ok(policy)
}
