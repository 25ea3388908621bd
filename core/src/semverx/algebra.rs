//! Ranges as sets: intersection, union, subset, emptiness. FORMAT.md §5.

use super::error::RangeError;
use super::range::{Set, VersionRange};
use super::version::Version;
use super::witness;

impl VersionRange {
    /// The versions in both: every set of the one with every set of the other. An error when the
    /// result is over the limits of a range.
    ///
    /// ```
    /// use diram_core::semverx::VersionRange;
    /// let both = VersionRange::parse("^1.2 || 3")?.intersect(&VersionRange::parse("<2")?)?;
    /// assert_eq!(both.to_string(), "^1.2 & <2 || 3 & <2");
    /// # Ok::<_, diram_core::semverx::RangeError>(())
    /// ```
    pub fn intersect(&self, other: &VersionRange) -> Result<VersionRange, RangeError> {
        let pairs = self
            .sets()
            .iter()
            .flat_map(|a| other.sets().iter().map(move |b| (a, b)));
        let joined = pairs.map(|(a, b)| Set::new(a.groups.iter().chain(&b.groups).cloned()));
        VersionRange::from_sets(joined)
    }

    /// The versions in either. An error when the result is over the limits of a range.
    pub fn union(&self, other: &VersionRange) -> Result<VersionRange, RangeError> {
        VersionRange::from_sets(self.sets().iter().chain(other.sets()).cloned())
    }

    /// Whether every version in this range is in the other, under the default policy. Exact, over
    /// all possible versions; an error when that would take too many steps.
    ///
    /// ```
    /// use diram_core::semverx::VersionRange;
    /// let r = |text| VersionRange::parse(text);
    /// assert!(r("~1.4.2")?.is_subset(&r(">=1.4.2 <1.5")?)?);
    /// assert!(!r(">=1")?.is_subset(&r("1 || 2 || 3")?)?);
    /// # Ok::<_, diram_core::semverx::RangeError>(())
    /// ```
    pub fn is_subset(&self, other: &VersionRange) -> Result<bool, RangeError> {
        Ok(self.witness_outside(other)?.is_none())
    }

    /// Whether no version at all is in the range, under the default policy.
    pub fn is_empty(&self) -> Result<bool, RangeError> {
        Ok(witness::find(self, None)?.is_none())
    }

    /// A version that is in this range and not in the other, if there is one.
    pub fn witness_outside(&self, other: &VersionRange) -> Result<Option<Version>, RangeError> {
        if self == other {
            return Ok(None);
        }
        witness::find(self, Some(other))
    }
}
