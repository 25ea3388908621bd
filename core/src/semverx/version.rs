//! [`Version`]: three numbers with a state each, a tail and a build.

use std::cmp::Ordering;
use std::fmt::{self, Write};
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::error::{Problem, VersionError};
use super::key::{Field, Fields, Key};
use super::state::{State, States};
use super::{scan, suggest};

/// A SemVerX version. Order, equality and hash ignore the build; [`identical`](Version::identical)
/// looks at it. Printing gives the canonical six-field form.
///
/// Parsing makes the [sort key](Version::sort_key) once; a comparison is one of bytes. A version
/// without tail, build and custom states needs no allocation.
///
/// ```
/// use diram_core::semverx::{State, Version};
///
/// let v = Version::parse("2.1.0.experimental-rc.1+linux")?;
/// assert_eq!(v.to_string(), "2.experimental.1.experimental.0.experimental-rc.1+linux");
/// assert_eq!((v.numbers(), v.state()), ([2, 1, 0], &State::Experimental));
/// assert!(v < Version::parse("2.1.0")?);
/// assert_eq!(Version::parse("1.2.3")?.sort_key(), b"A13A23A33~");
/// # Ok::<_, diram_core::semverx::VersionError>(())
/// ```
#[derive(Clone)]
pub struct Version {
    key: Key,
    numbers: [u64; 3],
    states: States,
    /// `[-tail][+build]` as written.
    rest: Option<Arc<str>>,
    /// Length of `-tail`; 0 without.
    tail: u16,
}

impl Version {
    /// The largest number: 2^53 − 1, so that every language can hold it.
    pub const MAX_NUMBER: u64 = (1 << 53) - 1;
    /// The longest text in bytes, as written and in canonical form.
    pub const MAX_LEN: usize = 256;

    /// Reads the canonical, the short or the plain form. There is no loose mode: what is wrong is
    /// told together with what may have been meant.
    pub fn parse(text: &str) -> Result<Version, VersionError> {
        scan::version(text).map_err(|fault| {
            VersionError::new(text, fault.at, fault.problem, suggest::version(text))
        })
    }

    /// Reads SemVer 2.0.0 and nothing else: three numbers, all stable.
    pub fn from_semver(text: &str) -> Result<Version, VersionError> {
        let version = Version::parse(text)?;
        let (head, _) = scan::split_head(text);
        if scan::fields(head).1 != 3 {
            let plain = version.to_plain();
            return Err(VersionError::new(text, text, Problem::NotSemVer, plain));
        }
        Ok(version)
    }

    /// `tail` is the length of `-tail` at the front of `rest`.
    pub(super) fn from_parts(
        key: Key,
        numbers: [u64; 3],
        states: States,
        rest: Option<Arc<str>>,
        tail: usize,
    ) -> Version {
        Version {
            key,
            numbers,
            states,
            rest,
            // Texts are at most MAX_LEN long.
            tail: tail as u16,
        }
    }

    /// The first number.
    pub fn major(&self) -> u64 {
        self.numbers[0]
    }

    /// The second number.
    pub fn minor(&self) -> u64 {
        self.numbers[1]
    }

    /// The third number.
    pub fn patch(&self) -> u64 {
        self.numbers[2]
    }

    /// Major, minor, patch.
    pub fn numbers(&self) -> [u64; 3] {
        self.numbers
    }

    /// The states of major, minor and patch.
    pub fn states(&self) -> &[State; 3] {
        self.states.get()
    }

    /// The overall state: the lowest of the three.
    pub fn state(&self) -> &State {
        let [a, b, c] = self.states();
        a.min(b).min(c)
    }

    /// The pre-release tail, without its `-`.
    pub fn pre(&self) -> Option<&str> {
        let tail = self.rest.as_deref()?.get(..usize::from(self.tail))?;
        tail.strip_prefix('-')
    }

    /// The build, without its `+`.
    pub fn build(&self) -> Option<&str> {
        let build = self.rest.as_deref()?.get(usize::from(self.tail)..)?;
        build.strip_prefix('+')
    }

    /// Whether all three states are stable and there is no tail.
    #[inline]
    pub fn is_stable(&self) -> bool {
        self.tail == 0 && self.states.all_stable()
    }

    /// ASCII bytes that sort as the versions do, and are equal for equal versions.
    #[inline]
    pub fn sort_key(&self) -> &[u8] {
        self.key.as_bytes()
    }

    /// The version of a sort key, without build. `None` for everything that is not exactly a key.
    pub fn from_sort_key(key: &[u8]) -> Option<Version> {
        let mut text = String::new();
        let mut fields = Fields::of(key);
        for index in 0..6 {
            let dot = if index == 0 { "" } else { "." };
            match fields.next()? {
                Field::Number(digits) => write!(text, "{dot}{digits}").ok()?,
                Field::State(state) => write!(text, "{dot}{state}").ok()?,
                Field::NoTail | Field::Identifier(_) => return None,
            }
        }
        let mut joint = '-';
        while !fields.at_end() && text.len() <= Version::MAX_LEN {
            match fields.next()? {
                Field::Identifier(id) => write!(text, "{joint}{id}").ok()?,
                Field::NoTail if fields.at_end() => break,
                _ => return None,
            }
            joint = '.';
        }
        let version = scan::version(&text).ok()?;
        (version.sort_key() == key).then_some(version)
    }

    /// Equality that looks at the build too.
    pub fn identical(&self, other: &Version) -> bool {
        self == other && self.build() == other.build()
    }

    /// The SemVer form, if all three states are stable. Parses back to the identical version.
    pub fn to_plain(&self) -> Option<String> {
        self.states.all_stable().then(|| {
            let [a, b, c] = self.numbers;
            format!("{a}.{b}.{c}{}", self.rest())
        })
    }

    /// The shortest form that parses back to the identical version: plain, short or canonical.
    pub fn to_compact(&self) -> String {
        let [a, b, c] = self.numbers;
        match self.states() {
            [s, t, u] if s == t && t == u && *s != State::Stable => {
                format!("{a}.{b}.{c}.{s}{}", self.rest())
            }
            _ => self.to_plain().unwrap_or_else(|| self.to_string()),
        }
    }

    /// The same version; a build is forgotten.
    pub(super) fn without_build(&self) -> Version {
        let tail = self.rest().get(..usize::from(self.tail));
        Version {
            rest: tail.filter(|tail| !tail.is_empty()).map(Arc::from),
            ..self.clone()
        }
    }

    pub(super) fn key(&self) -> &Key {
        &self.key
    }

    /// `[-tail][+build]`.
    pub(super) fn rest(&self) -> &str {
        self.rest.as_deref().unwrap_or_default()
    }
}

impl PartialEq for Version {
    fn eq(&self, other: &Version) -> bool {
        self.sort_key() == other.sort_key()
    }
}

impl Eq for Version {}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Version) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Version) -> Ordering {
        self.sort_key().cmp(other.sort_key())
    }
}

impl Hash for Version {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.sort_key().hash(state);
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ([a, b, c], [s, t, u]) = (self.numbers, self.states());
        write!(f, "{a}.{s}.{b}.{t}.{c}.{u}{}", self.rest())
    }
}

impl fmt::Debug for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Version({self})")
    }
}

impl FromStr for Version {
    type Err = VersionError;

    fn from_str(text: &str) -> Result<Version, VersionError> {
        Version::parse(text)
    }
}

impl Serialize for Version {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Version, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(from)?;
        Version::parse(&text).map_err(serde::de::Error::custom)
    }
}
