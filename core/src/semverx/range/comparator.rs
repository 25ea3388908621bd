//! Comparators: an operator and a partial, made into two edges and a pattern. FORMAT.md §3.

use super::edge::{Edge, Part, Side, prefix};
use super::partial::{Partial, Pattern, StateField};
use crate::semverx::error::Problem;
use crate::semverx::key::KeyBuilder;
use crate::semverx::state::State;
use crate::semverx::version::Version;

/// An operator; no operator is `Exact`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Op {
    Exact,
    Caret,
    Tilde,
    AtLeast,
    AtMost,
    Above,
    Below,
}

impl Op {
    fn text(self) -> &'static str {
        match self {
            Op::Exact => "",
            Op::Caret => "^",
            Op::Tilde => "~",
            Op::AtLeast => ">=",
            Op::AtMost => "<=",
            Op::Above => ">",
            Op::Below => "<",
        }
    }
}

/// What a comparator accepts, by order alone, and what it names.
#[derive(Clone)]
pub(crate) struct Comparator {
    /// Canonical.
    pub(crate) text: String,
    pub(crate) lower: Edge,
    pub(crate) upper: Edge,
    /// What the edges cannot say.
    pub(crate) pattern: Option<Pattern>,
    /// The states written, other than stable.
    pub(crate) names: Vec<State>,
    /// The numbers, if there is a tail.
    pub(crate) tail: Option<[u64; 3]>,
    /// The version, if this is a pin.
    pub(crate) pin: Option<Version>,
}

/// The edges of a comparator.
type Edges = (Edge, Edge);

const ALL: Edges = (Edge::BOTTOM, Edge::TOP);
const NOTHING: Edges = (Edge::BOTTOM, Edge::BOTTOM);

impl Comparator {
    pub(crate) fn new(op: Op, partial: &Partial) -> Result<Comparator, Problem> {
        let (lower, upper) = match partial {
            Partial::Whole { version, .. } => whole(op, version),
            Partial::Plain { numbers } => plain(op, numbers),
            Partial::Fields(pattern) => fields(op, pattern)?,
        };
        let version = match partial {
            Partial::Whole { version, .. } => Some(version),
            Partial::Plain { .. } | Partial::Fields(_) => None,
        };
        Ok(Comparator {
            text: format!("{}{partial}", op.text()),
            lower,
            upper,
            pattern: match partial {
                Partial::Fields(pattern) if op == Op::Exact => Some((**pattern).clone()),
                _ => None,
            },
            names: names(partial),
            tail: version.filter(|v| v.pre().is_some()).map(Version::numbers),
            pin: version.filter(|_| op == Op::Exact).cloned(),
        })
    }

    /// The version alone, without its build.
    pub(crate) fn exact(version: &Version) -> Comparator {
        let version = version.without_build();
        let (lower, upper) = whole(Op::Exact, &version);
        Comparator {
            text: version.to_compact(),
            lower,
            upper,
            pattern: None,
            names: named(version.states().iter()),
            tail: version.pre().map(|_| version.numbers()),
            pin: Some(version),
        }
    }

    #[inline]
    pub(crate) fn accepts(&self, version: &Version) -> bool {
        let key = version.sort_key();
        !self.lower.is_above(key)
            && self.upper.is_above(key)
            && self.pattern.as_ref().is_none_or(|p| p.accepts(version))
    }
}

fn names(partial: &Partial) -> Vec<State> {
    match partial {
        Partial::Whole { version, .. } => named(version.states().iter()),
        Partial::Plain { .. } => Vec::new(),
        Partial::Fields(pattern) => named(pattern.states.iter().flat_map(StateField::named)),
    }
}

fn named<'a>(states: impl Iterator<Item = &'a State>) -> Vec<State> {
    let mut names: Vec<State> = states.filter(|s| **s != State::Stable).cloned().collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn before(parts: &[Part<'_>]) -> Edge {
    Edge::new(prefix(parts), Side::Before)
}

fn after(parts: &[Part<'_>]) -> Edge {
    Edge::new(prefix(parts), Side::AfterWithin)
}

/// The last column of the table: all fields given.
fn whole(op: Op, version: &Version) -> Edges {
    let edge = |side| Edge::new(version.key().clone(), side);
    let [a, b, c] = version.numbers().map(Part::Number);
    let [s, t, u] = version.states().each_ref().map(Part::State);
    match op {
        Op::Exact => (edge(Side::Before), edge(Side::AfterEqual)),
        Op::AtLeast => (edge(Side::Before), Edge::TOP),
        Op::Above => (edge(Side::AfterEqual), Edge::TOP),
        Op::AtMost => (Edge::BOTTOM, edge(Side::AfterEqual)),
        Op::Below => (Edge::BOTTOM, edge(Side::Before)),
        Op::Tilde => (edge(Side::Before), after(&[a, s, b])),
        Op::Caret => {
            let upper = match version.numbers() {
                [0, 0, _] => after(&[a, s, b, t, c, u]),
                [0, _, _] => after(&[a, s, b, t]),
                _ => after(&[a, s]),
            };
            (edge(Side::Before), upper)
        }
    }
}

/// The other columns: at most two numbers.
fn plain(op: Op, numbers: &[u64]) -> Edges {
    const S: Part<'_> = Part::State(&State::Stable);
    let (major, minor) = match *numbers {
        [major] => (major, None),
        [major, minor, ..] => (major, Some(minor)),
        [] if matches!(op, Op::Above | Op::Below) => return NOTHING,
        [] => return ALL,
    };
    let n = Part::Number;
    let within = match minor {
        Some(minor) => after(&[n(major), S, n(minor)]),
        None => after(&[n(major), S]),
    };
    match op {
        Op::Exact | Op::Tilde => (first(major, minor), within),
        Op::Caret if major == 0 => (first(major, minor), within),
        Op::Caret => (first(major, minor), after(&[n(major), S])),
        Op::AtLeast => (first(major, minor), Edge::TOP),
        Op::AtMost => (Edge::BOTTOM, within),
        Op::Below => {
            let minor = n(minor.unwrap_or(0));
            (Edge::BOTTOM, before(&[n(major), S, minor, S, n(0), S]))
        }
        Op::Above => {
            let (major, minor) = match minor {
                Some(minor) => (major, Some(minor + 1)),
                None => (major + 1, None),
            };
            if major.max(minor.unwrap_or(0)) > Version::MAX_NUMBER {
                return NOTHING;
            }
            (first(major, minor), Edge::TOP)
        }
    }
}

/// The edge below the plain version major.minor.0.
fn first(major: u64, minor: Option<u64>) -> Edge {
    let mut key = KeyBuilder::new();
    for number in [major, minor.unwrap_or(0), 0] {
        key.number(number);
        key.state(&State::Stable);
    }
    key.no_tail();
    Edge::new(key.finish(), Side::Before)
}

/// Field partials with something open.
fn fields(op: Op, pattern: &Pattern) -> Result<Edges, Problem> {
    let run = leading(pattern);
    if op != Op::Exact && number_after(pattern, run.len()) {
        return Err(Problem::NumberAfterGap);
    }
    let edges = match op {
        _ if run.is_empty() && matches!(op, Op::Above | Op::Below) => NOTHING,
        Op::Exact => (before(&run), after(&run)),
        Op::AtLeast => (before(&run), Edge::TOP),
        Op::Above => (after(&run), Edge::TOP),
        Op::AtMost => (Edge::BOTTOM, after(&run)),
        Op::Below => (Edge::BOTTOM, before(&run)),
        Op::Tilde => (before(&run), after(run.get(..3).unwrap_or(&run))),
        Op::Caret => (before(&run), after(significant(&run))),
    };
    Ok(edges)
}

/// The leading run of single fields.
fn leading(pattern: &Pattern) -> Vec<Part<'_>> {
    let mut run = Vec::with_capacity(6);
    for (number, state) in pattern.numbers.iter().zip(&pattern.states) {
        match number {
            Some(number) => run.push(Part::Number(*number)),
            None => break,
        }
        match state.single() {
            Some(state) => run.push(Part::State(state)),
            None => break,
        }
    }
    run
}

/// Whether a number is given after the first `run` fields.
fn number_after(pattern: &Pattern, run: usize) -> bool {
    let given = pattern.numbers.iter().enumerate();
    given.into_iter().any(|(i, n)| 2 * i >= run && n.is_some())
}

/// Up to the left-most number that is not zero, with its state; all of it if there is none.
fn significant<'a, 'b>(run: &'a [Part<'b>]) -> &'a [Part<'b>] {
    let nonzero = |part: &Part<'_>| matches!(part, Part::Number(n) if *n != 0);
    match run.iter().position(nonzero) {
        Some(at) => run.get(..at + 2).unwrap_or(run),
        None => run,
    }
}
