//! The ranges and the policy that a thread read last: a program asks few of them, often. In Lua they
//! are values without native memory, so their texts come each time.

use std::cell::RefCell;
use std::collections::HashMap;

use diram::versions::{Policy, VersionRange};
use mlua::prelude::*;

use crate::failure::Refusal;

/// Ranges kept by a thread; one more, and it begins anew.
const MOST: usize = 64;
/// The longest text that is kept, in bytes.
const LONGEST: usize = 256;

thread_local! {
    static RANGES: RefCell<HashMap<Box<str>, VersionRange>> = RefCell::default();
    static POLICY: RefCell<Option<(Box<str>, Policy)>> = const { RefCell::new(None) };
}

/// Reads a range, or finds it among those kept.
pub(crate) fn range(text: &LuaString) -> Result<VersionRange, Refusal> {
    let text = text.to_str().map_err(|_| Refusal::NotUtf8("range"))?;
    if let Some(known) = RANGES.with_borrow(|ranges| ranges.get(&*text).cloned()) {
        return Ok(known);
    }
    let range = VersionRange::parse(&text)?;
    if text.len() <= LONGEST {
        RANGES.with_borrow_mut(|ranges| {
            if ranges.len() >= MOST {
                ranges.clear();
            }
            ranges.insert((&*text).into(), range.clone());
        });
    }
    Ok(range)
}

/// Reads a policy's JSON, unless it was the last one read; `nil` is the default policy.
pub(crate) fn policy(json: Option<&LuaString>) -> Result<Policy, Refusal> {
    let Some(json) = json else {
        return Ok(Policy::new());
    };
    let json = json.to_str().map_err(|_| Refusal::NotUtf8("policy"))?;
    let known = POLICY.with_borrow(|kept| {
        let same = kept.as_ref().filter(|(text, _)| **text == *json);
        same.map(|(_, policy)| policy.clone())
    });
    if let Some(known) = known {
        return Ok(known);
    }
    let policy = Policy::from_json(&json)?;
    POLICY.set(Some(((&*json).into(), policy.clone())));
    Ok(policy)
}
