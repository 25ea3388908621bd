//! Choosing among versions.

use std::cmp::Ordering;

use super::policy::Policy;
use super::range::VersionRange;
use super::version::Version;

/// Which of two versions to take: the more settled overall state (custom states all alike), then
/// the one without a tail, then the higher. `Greater` when the first is preferred; `Equal` only for
/// equal versions.
///
/// ```
/// use std::cmp::Ordering;
/// use diram_core::semverx::{Version, preference};
/// let v = |text| Version::parse(text);
/// assert_eq!(preference(&v("1.0.0")?, &v("2.0.0.experimental")?), Ordering::Greater);
/// assert_eq!(preference(&v("1.0.0")?, &v("2.0.0-rc.1")?), Ordering::Greater);
/// assert_eq!(preference(&v("1.0.0")?, &v("1.0.1")?), Ordering::Less);
/// # Ok::<_, diram_core::semverx::VersionError>(())
/// ```
pub fn preference(a: &Version, b: &Version) -> Ordering {
    let rank = |v: &Version| (v.state().rank(), v.pre().is_none());
    rank(a).cmp(&rank(b)).then_with(|| a.cmp(b))
}

/// The preferred one of the admitted versions; the first of equal ones.
///
/// ```
/// use diram_core::semverx::{Policy, Version, VersionRange, max_satisfying};
/// let have = ["1.4.0", "1.5.0-rc.1", "1.6.0.experimental", "2.0.0"].map(|t| Version::parse(t).unwrap());
/// let best = max_satisfying(&have, &VersionRange::parse("^1.2")?, &Policy::default());
/// assert_eq!(best, Some(&have[0]));
/// # Ok::<_, diram_core::semverx::RangeError>(())
/// ```
pub fn max_satisfying<'a>(
    versions: &'a [Version],
    range: &VersionRange,
    policy: &Policy,
) -> Option<&'a Version> {
    let admitted = versions.iter().filter(|v| range.admits(v, policy));
    admitted.reduce(|best, v| match preference(v, best) {
        Ordering::Greater => v,
        Ordering::Less | Ordering::Equal => best,
    })
}

/// The admitted versions, in the order given.
pub fn filter<'a>(
    versions: &'a [Version],
    range: &VersionRange,
    policy: &Policy,
) -> Vec<&'a Version> {
    versions
        .iter()
        .filter(|v| range.admits(v, policy))
        .collect()
}

/// For each version, in order, whether it is admitted.
pub fn satisfies_many(versions: &[Version], range: &VersionRange, policy: &Policy) -> Vec<bool> {
    versions.iter().map(|v| range.admits(v, policy)).collect()
}

/// Sorts ascending; equal versions (by different builds) keep their places.
pub fn sort(versions: &mut [Version]) {
    versions.sort();
}
