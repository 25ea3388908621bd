//! Versions and ranges. Nothing here is a job: an answer takes less time than describing the question.
//!
//! A failure crosses as the JSON of a [`Fault`] in place of the answer. That JSON begins with `{`;
//! versions and ranges never do.

use std::cmp::Ordering;

use diram::versions::{self, Policy, RangeError, Version, VersionRange};
use napi::bindgen_prelude::{Either, Int8Array, Uint8Array, Uint32Array};
use napi_derive::napi;

use crate::fault::Fault;
use crate::job::{Outcome, Output};
use crate::ranges::{range, with_policy};
use crate::text::{Ascii, Text};

/// An answer, or the JSON of a [`Fault`].
type Answer<T> = napi::Result<Either<T, String>>;

fn answer<T>(result: Result<T, Fault>) -> Answer<T> {
    Ok(result.map_or_else(|fault| Either::B(fault.to_json()), Either::A))
}

/// Reads a version.
pub(crate) fn version(text: &str) -> Result<Version, Fault> {
    Ok(Version::parse(text).map_err(diram::Error::from)?)
}

/// `count` texts, one a line. No version holds a line break: with one in it, the whole is read as a
/// version, and refused as that.
fn lines(text: &str, count: u32) -> Result<impl Iterator<Item = &str>, Fault> {
    let breaks = text.bytes().filter(|b| *b == b'\n').count();
    let count = count as usize;
    if count > 0 && breaks + 1 != count {
        version(text)?;
    }
    Ok(text.split('\n').take(count))
}

fn versions(text: &str, count: u32) -> Result<Vec<Version>, Fault> {
    lines(text, count)?.map(version).collect()
}

/// −1, 0 or 1.
pub(crate) fn order(a: &Version, b: &Version) -> i8 {
    match a.cmp(b) {
        Ordering::Less => -1,
        Ordering::Equal => 0,
        Ordering::Greater => 1,
    }
}

/// `canonical\nsort key` of a text that must be SemVer 2.0.0.
#[napi(catch_unwind)]
pub fn read_semver(text: Text) -> Answer<Ascii> {
    let version = Version::from_semver(text.as_str()?).map_err(diram::Error::from);
    answer(version.map(|v| both_texts(&v)).map_err(Fault::from))
}

/// The canonical text and the sort key, each on a line.
pub(crate) fn both_texts(version: &Version) -> Ascii {
    let mut text = Vec::with_capacity(128);
    for (number, state) in version.numbers().into_iter().zip(version.states()) {
        if !text.is_empty() {
            text.push(b'.');
        }
        push_number(&mut text, number);
        text.push(b'.');
        text.extend_from_slice(state.name().as_bytes());
    }
    for (joint, rest) in [(b'-', version.pre()), (b'+', version.build())] {
        if let Some(rest) = rest {
            text.push(joint);
            text.extend_from_slice(rest.as_bytes());
        }
    }
    text.push(b'\n');
    text.extend_from_slice(version.sort_key());
    Ascii(text)
}

/// Decimal digits.
fn push_number(text: &mut Vec<u8>, number: u64) {
    let start = text.len();
    let mut rest = number;
    loop {
        // A remainder of ten is one digit.
        text.push(b'0' + (rest % 10) as u8);
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    text[start..].reverse();
}

/// `{state, plain, compact, semver}`: the overall state of a version, and its other texts.
#[napi(catch_unwind)]
pub fn describe_version(text: Text) -> napi::Result<Outcome> {
    let text = text.as_str()?;
    let facts = version(text).and_then(|version| {
        Output::report(&serde_json::json!({
            "state": version.state().name(),
            "plain": version.to_plain(),
            "compact": version.to_compact(),
            "semver": version.to_semver(),
        }))
    });
    Ok(facts.into())
}

/// −1, 0 or 1 for each pair, one text a line.
#[napi(catch_unwind)]
pub fn compare_many(a: String, b: String, count: u32) -> Answer<Int8Array> {
    answer(lines(&a, count).and_then(|a| {
        let pairs = a.zip(lines(&b, count)?);
        let orders = pairs.map(|(a, b)| Ok(order(&version(a)?, &version(b)?)));
        Ok(orders.collect::<Result<Vec<i8>, Fault>>()?.into())
    }))
}

/// The places of texts, one a line, in ascending order; equal ones as they were.
#[napi(catch_unwind)]
pub fn sort_versions(texts: String, count: u32) -> Answer<Uint32Array> {
    answer(versions(&texts, count).map(|versions| {
        let mut places: Vec<(Version, u32)> = versions.into_iter().zip(0..).collect();
        places.sort();
        let places: Vec<u32> = places.into_iter().map(|(_, place)| place).collect();
        places.into()
    }))
}

/// The canonical text of a range.
#[napi(catch_unwind)]
pub fn read_range(text: Text) -> Answer<Ascii> {
    let text = text.as_str()?;
    answer(range(text).map(|range| ascii(&range)))
}

fn ascii(range: &VersionRange) -> Ascii {
    Ascii(range.as_str().as_bytes().to_vec())
}

/// A policy's canonical JSON.
#[napi(catch_unwind)]
pub fn read_policy(json: String) -> napi::Result<Outcome> {
    let policy = Policy::from_json(&json).map_err(|e| Fault::from(diram::Error::from(e)));
    Ok(policy.map(|policy| Output::json(policy.to_json())).into())
}

/// Whether a version is in a range under a policy, which is JSON.
#[napi(catch_unwind)]
pub fn admits(text: Text, within: Text, policy: Text) -> Answer<bool> {
    let (text, within) = (text.as_str()?, within.as_str()?);
    let admits = |policy: &Policy| Ok(range(within)?.admits(&version(text)?, policy));
    answer(with_policy(policy.as_str()?, admits))
}

/// 1 or 0 for each of the versions, one a line.
#[napi(catch_unwind)]
pub fn admits_many(texts: String, count: u32, within: Text, policy: Text) -> Answer<Uint8Array> {
    let within = within.as_str()?;
    answer(with_policy(policy.as_str()?, |policy| {
        let range = range(within)?;
        let admits = |text: &str| Ok(u8::from(range.admits(&version(text)?, policy)));
        let verdicts: Result<Vec<u8>, Fault> = lines(&texts, count)?.map(admits).collect();
        Ok(verdicts?.into())
    }))
}

/// The place of the preferred one of the versions, one a line; absent when none is admitted.
#[napi(catch_unwind)]
pub fn max_satisfying(
    texts: String,
    count: u32,
    within: Text,
    policy: Text,
) -> Answer<Option<u32>> {
    let within = within.as_str()?;
    answer(with_policy(policy.as_str()?, |policy| {
        let range = range(within)?;
        let versions = versions(&texts, count)?;
        let best = versions::max_satisfying(&versions, &range, policy);
        let place = best.and_then(|best| versions.iter().position(|v| std::ptr::eq(v, best)));
        Ok(place.and_then(|place| u32::try_from(place).ok()))
    }))
}

/// Why a version is in or out: a verdict.
#[napi(catch_unwind)]
pub fn explain(text: Text, within: Text, policy: Text) -> napi::Result<Outcome> {
    let (text, within) = (text.as_str()?, within.as_str()?);
    let verdict = with_policy(policy.as_str()?, |policy| {
        Output::report(&range(within)?.explain(&version(text)?, policy))
    });
    Ok(verdict.into())
}

/// The text of the one version that a range is, if it is.
#[napi(catch_unwind)]
pub fn exact_pin(text: Text) -> napi::Result<Outcome> {
    let text = text.as_str()?;
    let pin = range(text).and_then(|range| Output::report(&range.exact_pin()));
    Ok(pin.into())
}

/// The canonical text of the versions in both ranges.
#[napi(catch_unwind)]
pub fn intersect(a: Text, b: Text) -> Answer<Ascii> {
    let (a, b) = (a.as_str()?, b.as_str()?);
    answer(joined(a, b, VersionRange::intersect))
}

/// The canonical text of the versions in either range.
#[napi(catch_unwind)]
pub fn union(a: Text, b: Text) -> Answer<Ascii> {
    let (a, b) = (a.as_str()?, b.as_str()?);
    answer(joined(a, b, VersionRange::union))
}

fn joined(
    a: &str,
    b: &str,
    join: fn(&VersionRange, &VersionRange) -> Result<VersionRange, RangeError>,
) -> Result<Ascii, Fault> {
    let range = join(&range(a)?, &range(b)?).map_err(diram::Error::from)?;
    Ok(ascii(&range))
}

/// Whether every version in `a` is in `b`.
#[napi(catch_unwind)]
pub fn is_subset(a: Text, b: Text) -> Answer<bool> {
    let (a, b) = (a.as_str()?, b.as_str()?);
    answer(range(a).and_then(|a| Ok(a.is_subset(&range(b)?).map_err(diram::Error::from)?)))
}

/// Whether no version at all is in a range.
#[napi(catch_unwind)]
pub fn is_empty(text: Text) -> Answer<bool> {
    let text = text.as_str()?;
    answer(range(text).and_then(|range| Ok(range.is_empty().map_err(diram::Error::from)?)))
}
