//! States: how far each number of a version can be trusted. FORMAT.md §1 and §2.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use super::error::{Problem, VersionError};

/// The longest name of a custom state, in bytes.
const LONGEST: usize = 32;
/// Names that no custom state may have: they mean something else, or nothing, to readers of ranges.
const RESERVED: [&str; 3] = ["x", "exp", "any"];

/// The state of one number of a version. The order is the one of versions:
/// legacy < custom (by their bytes) < experimental < stable.
///
/// ```
/// use diram_core::semverx::State;
/// let beta: State = "beta".parse()?;
/// assert!(State::Legacy < beta && beta < State::Experimental);
/// assert_eq!(beta.to_string(), "beta");
/// # Ok::<_, diram_core::semverx::VersionError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// Kept for those who still need it.
    Legacy,
    /// A state of the publisher's own: a small letter, then up to 31 small letters, digits or `_`.
    Custom(Arc<str>),
    /// Not settled yet.
    Experimental,
    /// What everybody gets.
    Stable,
}

impl State {
    /// The name, as in a version.
    pub fn name(&self) -> &str {
        match self {
            State::Legacy => "legacy",
            State::Custom(name) => name,
            State::Experimental => "experimental",
            State::Stable => "stable",
        }
    }

    /// 0 to 3, custom states all alike.
    pub(crate) fn rank(&self) -> u8 {
        match self {
            State::Legacy => 0,
            State::Custom(_) => 1,
            State::Experimental => 2,
            State::Stable => 3,
        }
    }

    /// The state of this name, if it can be one.
    pub(super) fn from_name(name: &str) -> Option<State> {
        match name {
            "stable" => Some(State::Stable),
            "experimental" => Some(State::Experimental),
            "legacy" => Some(State::Legacy),
            _ => is_custom(name).then(|| State::Custom(name.into())),
        }
    }
}

fn is_custom(name: &str) -> bool {
    let rest = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    name.len() <= LONGEST
        && name.as_bytes().first().is_some_and(u8::is_ascii_lowercase)
        && name.bytes().all(rest)
        && !RESERVED.contains(&name)
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for State {
    type Err = VersionError;

    fn from_str(name: &str) -> Result<State, VersionError> {
        State::from_name(name).ok_or_else(|| VersionError::new(name, name, Problem::State, None))
    }
}

/// The three states of a version. Those without custom names are one byte and a static table.
#[derive(Clone)]
pub(super) enum States {
    /// First × 9 + second × 3 + third, with legacy 0, experimental 1, stable 2.
    BuiltIn(u8),
    Named(Arc<[State; 3]>),
}

impl States {
    pub(super) const STABLE: States = States::BuiltIn(26);

    pub(super) fn new(states: [State; 3]) -> States {
        let digit = |state: &State| match state {
            State::Legacy => Some(0),
            State::Experimental => Some(1),
            State::Stable => Some(2),
            State::Custom(_) => None,
        };
        match states.each_ref().map(digit) {
            [Some(a), Some(b), Some(c)] => States::BuiltIn(a * 9 + b * 3 + c),
            _ => States::Named(Arc::new(states)),
        }
    }

    pub(super) fn get(&self) -> &[State; 3] {
        match self {
            States::BuiltIn(index) => TABLE.get(usize::from(*index)).unwrap_or(&TABLE[26]),
            States::Named(states) => states,
        }
    }

    pub(super) fn all_stable(&self) -> bool {
        matches!(self, States::BuiltIn(26))
    }
}

use State::{Experimental as E, Legacy as L, Stable as S};

static TABLE: [[State; 3]; 27] = [
    [L, L, L],
    [L, L, E],
    [L, L, S],
    [L, E, L],
    [L, E, E],
    [L, E, S],
    [L, S, L],
    [L, S, E],
    [L, S, S],
    [E, L, L],
    [E, L, E],
    [E, L, S],
    [E, E, L],
    [E, E, E],
    [E, E, S],
    [E, S, L],
    [E, S, E],
    [E, S, S],
    [S, L, L],
    [S, L, E],
    [S, L, S],
    [S, E, L],
    [S, E, E],
    [S, E, S],
    [S, S, L],
    [S, S, E],
    [S, S, S],
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order() {
        assert!(TABLE.is_sorted() && TABLE.len() == 27);
        for states in &TABLE {
            assert_eq!(States::new(states.clone()).get(), states);
        }
    }

    #[test]
    fn names_are_states_or_errors() {
        for good in ["stable", "a", "beta_2", &"z".repeat(32)] {
            assert_eq!(good.parse::<State>().unwrap().name(), good);
        }
        for bad in [
            "",
            "x",
            "exp",
            "any",
            "Beta",
            "2a",
            "_a",
            "a-b",
            "é",
            &"z".repeat(33),
        ] {
            assert!(bad.parse::<State>().is_err(), "{bad}");
        }
    }
}
