//! [`VersionRange`]: which versions fit.

mod comparator;
mod edge;
mod group;
mod parse;
mod partial;

use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub(super) use comparator::Comparator;
pub(super) use edge::{Edge, Place};
pub(super) use group::{Group, Objection, Set};

use super::error::RangeError;
use super::policy::Policy;
use super::version::Version;

/// Who asks: the root's own manifest (or a person), or a package that depends on another.
/// Only an exact pin of the root overrides a policy's `false`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// The root's manifest, or a direct question.
    Root,
    /// A dependency's manifest.
    Dependency,
}

/// A set of versions as people write it. Printing gives the canonical text; two ranges are equal
/// when their canonical texts are. Cloning copies a pointer.
///
/// ```
/// use diram_core::semverx::{Version, VersionRange};
///
/// let range = VersionRange::parse("semverx:2.*.*.stable || ~1.4")?;
/// assert!(range.contains(&Version::parse("2.stable.1.stable.0.stable")?));
/// assert!(!range.contains(&Version::parse("2.1.0.experimental")?));
/// assert_eq!(range.to_string(), "2.*.*.stable || ~1.4");
/// # Ok::<_, Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct VersionRange(Arc<Inner>);

struct Inner {
    /// Canonical.
    text: String,
    sets: Vec<Set>,
}

impl VersionRange {
    /// The longest text in bytes, as written and in canonical form.
    pub const MAX_LEN: usize = 4096;
    /// The most comparators, an empty group counting as one.
    pub const MAX_COMPARATORS: usize = 64;

    /// Reads a range.
    pub fn parse(text: &str) -> Result<VersionRange, RangeError> {
        VersionRange::from_sets(parse::sets(text)?)
    }

    /// Whether [`parse`](VersionRange::parse) would take it.
    pub(super) fn parses(text: &str) -> bool {
        parse::parses(text)
    }

    /// `*`: every version that needs no naming.
    pub fn any() -> VersionRange {
        let set = Set::new([Arc::new(Group::new(Vec::new()))]);
        VersionRange(Arc::new(Inner {
            text: set.text.clone(),
            sets: vec![set],
        }))
    }

    /// This version only; its build is not looked at.
    pub fn exact(version: &Version) -> VersionRange {
        let group = Group::new(vec![Comparator::exact(version)]);
        let set = Set::new([Arc::new(group)]);
        VersionRange(Arc::new(Inner {
            text: set.text.clone(),
            sets: vec![set],
        }))
    }

    /// Repetitions go; the limits hold for what is left.
    pub(super) fn from_sets(
        sets: impl IntoIterator<Item = Set>,
    ) -> Result<VersionRange, RangeError> {
        let mut kept: Vec<Set> = Vec::new();
        let mut comparators = 0;
        for set in sets {
            if kept.iter().any(|k| k.text == set.text) {
                continue;
            }
            comparators += set.comparators();
            if comparators > VersionRange::MAX_COMPARATORS {
                return Err(RangeError::TooManyComparators);
            }
            kept.push(set);
        }
        let texts: Vec<&str> = kept.iter().map(|s| s.text.as_str()).collect();
        let text = texts.join(" || ");
        if text.len() > VersionRange::MAX_LEN {
            return Err(RangeError::TooLong { found: text.len() });
        }
        Ok(VersionRange(Arc::new(Inner { text, sets: kept })))
    }

    pub(super) fn sets(&self) -> &[Set] {
        &self.0.sets
    }

    /// The canonical text.
    pub fn as_str(&self) -> &str {
        &self.0.text
    }

    /// Whether a version is in the range under the default policy.
    pub fn contains(&self, version: &Version) -> bool {
        self.admits(version, &Policy::DEFAULT)
    }

    /// Whether a version is in the range under the root's policy, asked by the root.
    pub fn admits(&self, version: &Version, policy: &Policy) -> bool {
        self.admits_from(version, policy, Origin::Root)
    }

    /// Whether a version is in the range under the root's policy, whoever wrote the range. Every
    /// other question of this kind is this one.
    pub fn admits_from(&self, version: &Version, policy: &Policy, origin: Origin) -> bool {
        let root_pin = origin == Origin::Root && self.exact_pin().is_some();
        let mut sets = self.sets().iter();
        sets.any(|set| set.objection(version, policy, root_pin).is_none())
    }

    /// The version, if the range is one exact version and nothing else.
    pub fn exact_pin(&self) -> Option<&Version> {
        let [set] = self.sets() else { return None };
        let [group] = &set.groups[..] else {
            return None;
        };
        let [comparator] = &group.comparators[..] else {
            return None;
        };
        comparator.pin.as_ref()
    }
}

impl Default for VersionRange {
    fn default() -> VersionRange {
        VersionRange::any()
    }
}

impl PartialEq for VersionRange {
    fn eq(&self, other: &VersionRange) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.text == other.0.text
    }
}

impl Eq for VersionRange {}

impl Hash for VersionRange {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.text.hash(state);
    }
}

impl fmt::Display for VersionRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.text)
    }
}

impl fmt::Debug for VersionRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VersionRange({self})")
    }
}

impl FromStr for VersionRange {
    type Err = RangeError;

    fn from_str(text: &str) -> Result<VersionRange, RangeError> {
        VersionRange::parse(text)
    }
}

impl Serialize for VersionRange {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0.text)
    }
}

impl<'de> Deserialize<'de> for VersionRange {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<VersionRange, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(from)?;
        VersionRange::parse(&text).map_err(serde::de::Error::custom)
    }
}
