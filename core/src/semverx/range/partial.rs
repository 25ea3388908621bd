//! Partials: versions with some fields left open. FORMAT.md §3.

use std::fmt;

use crate::semverx::error::Problem;
use crate::semverx::key::KeyBuilder;
use crate::semverx::scan::{self, Fault, fault};
use crate::semverx::state::State;
use crate::semverx::version::Version;

/// The most states in one pair of braces, as written.
const MEMBERS: usize = 8;

/// What a range says of a state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum StateField {
    Any,
    One(State),
    /// At least two, highest first.
    Among(Vec<State>),
}

impl StateField {
    pub(crate) fn accepts(&self, state: &State) -> bool {
        match self {
            StateField::Any => true,
            StateField::One(one) => one == state,
            StateField::Among(states) => states.contains(state),
        }
    }

    /// The states written.
    pub(crate) fn named(&self) -> &[State] {
        match self {
            StateField::Any => &[],
            StateField::One(one) => std::slice::from_ref(one),
            StateField::Among(states) => states,
        }
    }

    pub(crate) fn single(&self) -> Option<&State> {
        match self {
            StateField::One(one) => Some(one),
            StateField::Any | StateField::Among(_) => None,
        }
    }
}

/// A partial, read.
#[derive(Clone)]
pub(crate) enum Partial {
    /// All fields given; plain or not is only a matter of its text.
    Whole { version: Version, shape: Shape },
    /// At most two numbers, and wildcards.
    Plain { numbers: Vec<u64> },
    /// Numbers and states, some of them open.
    Fields(Box<Pattern>),
}

/// How many fields were written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Plain,
    Three,
    Four,
    Five,
    Six,
}

/// Numbers and states, some of them open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pattern {
    pub(crate) numbers: [Option<u64>; 3],
    pub(crate) states: [StateField; 3],
    pub(crate) shape: Shape,
}

impl Pattern {
    pub(crate) fn accepts(&self, version: &Version) -> bool {
        let numbers = self.numbers.iter().zip(version.numbers());
        let states = self.states.iter().zip(version.states());
        numbers
            .into_iter()
            .all(|(want, n)| want.is_none_or(|want| want == n))
            && states.into_iter().all(|(want, s)| want.accepts(s))
    }
}

impl Partial {
    /// Reads one, without its operator.
    pub(crate) fn parse(token: &str) -> Result<Partial, Fault<'_>> {
        let (head, rest) = scan::split_head(token);
        let (fields, count) = scan::fields(head);
        let [a, b, c, d, e, f] = fields;
        let written = fields.get(..count).unwrap_or(&[]);
        if count <= 3 && written.iter().all(|field| is_number_or_wild(field)) {
            return plain(token, written, rest);
        }
        let (numbers, states, shape) = match count {
            3 => ([a, c, "*"], [b, "*", "*"], Shape::Three),
            4 => ([a, b, c], [d, d, d], Shape::Four),
            5 => ([a, c, e], [b, d, "*"], Shape::Five),
            6 => ([a, c, e], [b, d, f], Shape::Six),
            _ if token.is_empty() => return fault(token, Problem::Missing),
            1 => return fault(a, Problem::Number),
            _ => return fault(token, Problem::Shape),
        };
        let [n0, n1, n2] = numbers;
        let [s0, s1, s2] = states;
        let pattern = Pattern {
            numbers: [number(n0)?, number(n1)?, number(n2)?],
            states: [state_field(s0)?, state_field(s1)?, state_field(s2)?],
            shape,
        };
        whole_or_pattern(token, pattern, rest)
    }
}

fn is_number_or_wild(field: &str) -> bool {
    is_wild(field) || field.bytes().next().is_some_and(|b| b.is_ascii_digit())
}

fn is_wild(field: &str) -> bool {
    matches!(field, "*" | "x" | "X")
}

fn plain<'a>(token: &'a str, written: &[&'a str], rest: &'a str) -> Result<Partial, Fault<'a>> {
    if written.len() < 3 && !rest.is_empty() {
        return fault(rest, Problem::TailOnPattern);
    }
    let tail = without_build(rest)?;
    let mut numbers = Vec::new();
    let mut open = false;
    for field in written {
        match number(field)? {
            Some(_) if open => return fault(field, Problem::NumberAfterWildcard),
            Some(number) => numbers.push(number),
            None => open = true,
        }
    }
    match numbers[..] {
        [a, b, c] => Ok(Partial::Whole {
            version: version(token, &format!("{a}.{b}.{c}{tail}"))?,
            shape: Shape::Plain,
        }),
        // A tail after a wildcard is dropped.
        _ => Ok(Partial::Plain { numbers }),
    }
}

fn whole_or_pattern<'a>(
    token: &'a str,
    pattern: Pattern,
    rest: &'a str,
) -> Result<Partial, Fault<'a>> {
    let tail = without_build(rest)?;
    let states = pattern.states.each_ref().map(StateField::single);
    match (pattern.numbers, states) {
        ([Some(a), Some(b), Some(c)], [Some(s), Some(t), Some(u)]) => Ok(Partial::Whole {
            version: version(token, &format!("{a}.{s}.{b}.{t}.{c}.{u}{tail}"))?,
            shape: pattern.shape,
        }),
        _ if tail.is_empty() => Ok(Partial::Fields(Box::new(pattern))),
        _ => fault(rest, Problem::TailOnPattern),
    }
}

/// The version that a token means, written without its build.
fn version<'a>(token: &'a str, text: &str) -> Result<Version, Fault<'a>> {
    scan::version(text).or_else(|Fault { problem, .. }| fault(token, problem))
}

/// Reads `[-tail][+build]`; a partial's build says nothing.
fn without_build(rest: &str) -> Result<&str, Fault<'_>> {
    let len = scan::tail(rest, &mut KeyBuilder::new())?;
    Ok(rest.get(..len).unwrap_or(rest))
}

/// A number, or `None` for a wildcard.
fn number(field: &str) -> Result<Option<u64>, Fault<'_>> {
    if is_wild(field) {
        return Ok(None);
    }
    scan::number(field).map(Some)
}

fn state_field(field: &str) -> Result<StateField, Fault<'_>> {
    if field == "*" {
        return Ok(StateField::Any);
    }
    let Some(members) = field.strip_prefix('{') else {
        return match State::from_name(field) {
            Some(state) => Ok(StateField::One(state)),
            None => fault(field, Problem::State),
        };
    };
    let Some(members) = members.strip_suffix('}') else {
        return fault(field, Problem::Braces);
    };
    if members.split('|').count() > MEMBERS {
        return fault(field, Problem::Braces);
    }
    let mut states = Vec::new();
    for name in members.split('|') {
        match State::from_name(if name == "exp" { "experimental" } else { name }) {
            Some(state) => states.push(state),
            None => return fault(name, Problem::State),
        }
    }
    states.sort_unstable_by(|a, b| b.cmp(a));
    states.dedup();
    Ok(match states.pop() {
        Some(one) if states.is_empty() => StateField::One(one),
        Some(last) => {
            states.push(last);
            StateField::Among(states)
        }
        None => StateField::Any,
    })
}

impl fmt::Display for StateField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StateField::Any => f.write_str("*"),
            StateField::One(state) => state.fmt(f),
            StateField::Among(states) => {
                let names: Vec<&str> = states.iter().map(State::name).collect();
                write!(f, "{{{}}}", names.join("|"))
            }
        }
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c] = self
            .numbers
            .map(|n| n.map_or("*".into(), |n| n.to_string()));
        let [s, t, u] = &self.states;
        match self.shape {
            Shape::Plain => write!(f, "{a}.{b}.{c}"),
            Shape::Three => write!(f, "{a}.{s}.{b}"),
            Shape::Four => write!(f, "{a}.{b}.{c}.{u}"),
            Shape::Five => write!(f, "{a}.{s}.{b}.{t}.{c}"),
            Shape::Six => write!(f, "{a}.{s}.{b}.{t}.{c}.{u}"),
        }
    }
}

impl fmt::Display for Partial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Partial::Whole { version, shape } => {
                let [a, b, c] = version.numbers();
                match shape {
                    Shape::Plain => write!(f, "{a}.{b}.{c}{}", version.rest()),
                    Shape::Four => {
                        write!(f, "{a}.{b}.{c}.{}{}", version.state(), version.rest())
                    }
                    Shape::Three | Shape::Five | Shape::Six => version.fmt(f),
                }
            }
            Partial::Plain { numbers } if numbers.is_empty() => f.write_str("*"),
            Partial::Plain { numbers } => {
                let texts: Vec<String> = numbers.iter().map(u64::to_string).collect();
                f.write_str(&texts.join("."))
            }
            Partial::Fields(pattern) => pattern.fmt(f),
        }
    }
}
