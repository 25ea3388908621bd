//! Reading a version's text. FORMAT.md §1.

use std::sync::Arc;

use super::error::Problem;
use super::key::KeyBuilder;
use super::state::{State, States};
use super::version::Version;

/// What is wrong, and the piece of the text where it is.
pub(super) struct Fault<'a> {
    pub(super) at: &'a str,
    pub(super) problem: Problem,
}

pub(super) fn fault<T>(at: &str, problem: Problem) -> Result<T, Fault<'_>> {
    Err(Fault { at, problem })
}

/// The fields before the first `-` or `+`, and the rest from there on.
pub(super) fn split_head(text: &str) -> (&str, &str) {
    let end = text.bytes().position(|b| b == b'-' || b == b'+');
    text.split_at(end.unwrap_or(text.len()))
}

/// Up to six fields, and how many there really are.
pub(super) fn fields(head: &str) -> ([&str; 6], usize) {
    let mut fields = [""; 6];
    let (mut count, mut rest) = (0, head);
    loop {
        let dot = rest.bytes().position(|b| b == b'.');
        let (field, more) = rest.split_at(dot.unwrap_or(rest.len()));
        if let Some(slot) = fields.get_mut(count) {
            *slot = field;
        }
        count += 1;
        match more.strip_prefix('.') {
            Some(more) => rest = more,
            None => return (fields, count),
        }
    }
}

/// Reads a whole version.
pub(super) fn version(text: &str) -> Result<Version, Fault<'_>> {
    if text.len() > Version::MAX_LEN {
        return fault(text, Problem::TooLong);
    }
    let (head, rest) = split_head(text);
    let ([a, b, c, d, e, f], count) = fields(head);
    let (digits, states) = match count {
        3 => ([a, b, c], States::STABLE),
        4 => {
            let state = state(d)?;
            (
                [a, b, c],
                States::new([state.clone(), state.clone(), state]),
            )
        }
        6 => ([a, c, e], States::new([state(b)?, state(d)?, state(f)?])),
        _ if text.is_empty() => return fault(text, Problem::Empty),
        found => return fault(text, Problem::Fields { found }),
    };
    assemble(text, digits, states, rest)
}

fn assemble<'a>(
    text: &'a str,
    digits: [&'a str; 3],
    states: States,
    rest: &'a str,
) -> Result<Version, Fault<'a>> {
    let mut key = KeyBuilder::new();
    let mut numbers = [0; 3];
    let mut canonical = 5 + rest.len();
    for ((number, digits), state) in numbers.iter_mut().zip(digits).zip(states.get()) {
        *number = self::number(digits)?;
        key.digits(digits);
        key.state(state);
        canonical += digits.len() + state.name().len();
    }
    if canonical > Version::MAX_LEN {
        return fault(text, Problem::TooLong);
    }
    let tail = tail(rest, &mut key)?;
    Ok(Version::from_parts(
        key.finish(),
        numbers,
        states,
        (!rest.is_empty()).then(|| Arc::from(rest)),
        tail,
    ))
}

/// One number.
pub(super) fn number(digits: &str) -> Result<u64, Fault<'_>> {
    let bytes = digits.as_bytes();
    if bytes.is_empty() || !bytes.iter().all(u8::is_ascii_digit) {
        return fault(digits, Problem::Number);
    }
    if bytes.len() > 1 && bytes.first() == Some(&b'0') {
        return fault(digits, Problem::Number);
    }
    let add = |sum: u64, b: &u8| sum.saturating_mul(10).saturating_add(u64::from(b - b'0'));
    let value = bytes.iter().fold(0, add);
    if value > Version::MAX_NUMBER {
        return fault(digits, Problem::TooLarge);
    }
    Ok(value)
}

fn state(name: &str) -> Result<State, Fault<'_>> {
    match State::from_name(name) {
        Some(state) => Ok(state),
        None => fault(name, Problem::State),
    }
}

/// Reads `[-tail][+build]` and completes the key; gives the length of `-tail`.
pub(super) fn tail<'a>(rest: &'a str, key: &mut KeyBuilder) -> Result<usize, Fault<'a>> {
    let plus = rest.bytes().position(|b| b == b'+');
    let (tail, build) = rest.split_at(plus.unwrap_or(rest.len()));
    match tail.strip_prefix('-') {
        Some(ids) => {
            for id in ids.split('.') {
                if !is_identifier(id) || has_leading_zero(id) {
                    return fault(id, Problem::Tail);
                }
                key.identifier(id);
            }
        }
        None => key.no_tail(),
    }
    if let Some(ids) = build.strip_prefix('+')
        && let Some(bad) = ids.split('.').find(|id| !is_identifier(id))
    {
        return fault(bad, Problem::Build);
    }
    Ok(tail.len())
}

fn is_identifier(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

fn has_leading_zero(id: &str) -> bool {
    id.len() > 1 && id.starts_with('0') && id.bytes().all(|b| b.is_ascii_digit())
}
