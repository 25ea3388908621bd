//! The search for a version that is in one range and not in another.
//!
//! Versions are chosen field by field. Of the infinitely many values of a field only
//! representatives are tried: two numbers are alike if no comparator that the fields so far still
//! concern tells them apart, so it is enough to try 0 and, of each number mentioned there, itself
//! and its successor; the same with tails, whose lowest is `0` and whose successor is itself and
//! `.0`. A state other than stable is only admitted where it is named, so the named ones are all.
//! A branch that no set can admit any more is left. The answer at the end is the admission
//! function's own.

use std::collections::BTreeSet;

use super::error::RangeError;
use super::key::{Field, Fields, Key, KeyBuilder};
use super::range::{Comparator, Edge, Group, Place, VersionRange};
use super::scan;
use super::state::State;
use super::version::Version;

/// The most branches looked at.
const STEPS: u32 = 100_000;
/// The longest tail: with it and its successor every version fits.
const LONGEST_TAIL: usize = 100;

/// A version in `inside` and not in `outside`.
pub(super) fn find(
    inside: &VersionRange,
    outside: Option<&VersionRange>,
) -> Result<Option<Version>, RangeError> {
    let groups = |range: &VersionRange| -> Vec<std::sync::Arc<Group>> {
        range
            .sets()
            .iter()
            .flat_map(|set| set.groups.iter().cloned())
            .collect()
    };
    let inner = groups(inside);
    let outer = outside.map(groups).unwrap_or_default();
    let all: Vec<&Group> = inner.iter().chain(&outer).map(AsRef::as_ref).collect();
    let mut states: BTreeSet<&State> = inner.iter().flat_map(|g| g.names()).collect();
    states.insert(&State::Stable);
    let mut search = Search {
        inside,
        outside,
        comparators: all.iter().flat_map(|g| &g.comparators).collect(),
        tails: all.iter().flat_map(|g| g.tails()).copied().collect(),
        // Stable first: the simplest witness is found first.
        states: states.into_iter().rev().cloned().collect(),
        steps: 0,
    };
    search.number(&Chosen::default())
}

struct Search<'a> {
    inside: &'a VersionRange,
    outside: Option<&'a VersionRange>,
    comparators: Vec<&'a Comparator>,
    /// Numbers at which some group admits tails.
    tails: Vec<[u64; 3]>,
    states: Vec<State>,
    steps: u32,
}

/// The fields chosen so far.
#[derive(Clone, Default)]
struct Chosen {
    numbers: Vec<u64>,
    states: Vec<State>,
}

impl Chosen {
    fn key(&self) -> Key {
        let mut key = KeyBuilder::new();
        let mut states = self.states.iter();
        for number in &self.numbers {
            key.number(*number);
            if let Some(state) = states.next() {
                key.state(state);
            }
        }
        key.finish()
    }
}

impl Search<'_> {
    fn number(&mut self, chosen: &Chosen) -> Result<Option<Version>, RangeError> {
        for number in self.numbers(chosen) {
            let mut next = chosen.clone();
            next.numbers.push(number);
            if self.hopeful(&next)?
                && let Some(found) = self.state(&next)?
            {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    fn state(&mut self, chosen: &Chosen) -> Result<Option<Version>, RangeError> {
        for state in self.states.clone() {
            let mut next = chosen.clone();
            next.states.push(state);
            if !self.hopeful(&next)? {
                continue;
            }
            let found = if next.states.len() < 3 {
                self.number(&next)?
            } else {
                self.tail(&next)?
            };
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    fn tail(&mut self, chosen: &Chosen) -> Result<Option<Version>, RangeError> {
        let mut tails = vec![String::new()];
        if self
            .tails
            .iter()
            .any(|triple| triple[..] == chosen.numbers[..])
        {
            tails.extend(
                self.tails_at(chosen)?
                    .into_iter()
                    .map(|tail| format!("-{tail}")),
            );
        }
        let pairs = chosen.numbers.iter().zip(&chosen.states);
        let fields: Vec<String> = pairs.map(|(n, s)| format!("{n}.{s}")).collect();
        let fields = fields.join(".");
        for tail in tails {
            self.step()?;
            let Ok(version) = scan::version(&format!("{fields}{tail}")) else {
                continue;
            };
            let out = self.outside.is_none_or(|range| !range.contains(&version));
            if out && self.inside.contains(&version) {
                return Ok(Some(version));
            }
        }
        Ok(None)
    }

    fn step(&mut self) -> Result<(), RangeError> {
        self.steps += 1;
        if self.steps > STEPS {
            return Err(RangeError::TooComplex {
                why: "the search takes too many steps",
            });
        }
        Ok(())
    }

    /// Whether some set may still admit a version that begins with these fields.
    fn hopeful(&mut self, chosen: &Chosen) -> Result<bool, RangeError> {
        self.step()?;
        let key = chosen.key();
        let possible = |c: &Comparator| {
            c.lower.place(key.as_bytes()) != Place::Below
                && c.upper.place(key.as_bytes()) != Place::Above
                && fits(c, chosen)
        };
        let sets = self.inside.sets();
        Ok(sets.iter().any(|set| {
            let mut groups = set.groups.iter();
            groups.all(|group| group.comparators.iter().all(possible))
        }))
    }

    /// Representatives of the next number.
    fn numbers(&self, chosen: &Chosen) -> BTreeSet<u64> {
        let at = chosen.numbers.len();
        let prefix = chosen.key();
        let mut mentioned = BTreeSet::new();
        for comparator in &self.comparators {
            mentioned.extend(edge_number(&comparator.lower, &prefix));
            mentioned.extend(edge_number(&comparator.upper, &prefix));
            if let Some(pattern) = &comparator.pattern
                && fits(comparator, chosen)
            {
                mentioned.extend(pattern.numbers.get(at).copied().flatten());
            }
        }
        for triple in &self.tails {
            if triple.get(..at) == Some(&chosen.numbers[..]) {
                mentioned.extend(triple.get(at));
            }
        }
        let mut numbers: BTreeSet<u64> = mentioned.iter().map(|n| n + 1).collect();
        numbers.extend(mentioned);
        numbers.insert(0);
        numbers.retain(|n| *n <= Version::MAX_NUMBER);
        numbers
    }

    /// Representatives of the tail, but for none.
    fn tails_at(&self, chosen: &Chosen) -> Result<BTreeSet<String>, RangeError> {
        let prefix = chosen.key();
        let mut tails = BTreeSet::from(["0".to_owned()]);
        for edge in self.comparators.iter().flat_map(|c| [&c.lower, &c.upper]) {
            let Some(rest) = edge.key().strip_prefix(prefix.as_bytes()) else {
                continue;
            };
            let ids: Vec<&str> = Fields::after_six(rest)
                .map_while(|field| match field {
                    Field::Identifier(id) => Some(id),
                    Field::Number(_) | Field::State(_) | Field::NoTail => None,
                })
                .collect();
            if ids.is_empty() {
                continue;
            }
            let tail = ids.join(".");
            if tail.len() > LONGEST_TAIL {
                return Err(RangeError::TooComplex {
                    why: "a tail is longer than 100 bytes",
                });
            }
            tails.insert(format!("{tail}.0"));
            tails.insert(tail);
        }
        Ok(tails)
    }
}

/// The number that an edge mentions after these whole fields.
fn edge_number(edge: &Edge, prefix: &Key) -> Option<u64> {
    let rest = edge.key().strip_prefix(prefix.as_bytes())?;
    match Fields::of(rest).next()? {
        Field::Number(digits) => digits.parse().ok(),
        Field::State(_) | Field::NoTail | Field::Identifier(_) => None,
    }
}

/// Whether the fields so far fit the comparator's pattern, if it has one.
fn fits(comparator: &Comparator, chosen: &Chosen) -> bool {
    let Some(pattern) = &comparator.pattern else {
        return true;
    };
    let numbers = pattern.numbers.iter().zip(&chosen.numbers);
    let states = pattern.states.iter().zip(&chosen.states);
    numbers
        .into_iter()
        .all(|(want, n)| want.is_none_or(|want| want == *n))
        && states.into_iter().all(|(want, s)| want.accepts(s))
}
