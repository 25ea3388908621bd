//! Versions and ranges: which ones fit, why not this one, and which is the best.
//!
//! ```
//! use diram::prelude::*;
//!
//! assert!(satisfies("2.stable.1.stable.0.stable", "2.*.*.stable", &Policy::default())?);
//! assert!(Version::parse("2.1.0.experimental")? < Version::parse("2.1.0")?);
//! # Ok::<(), Error>(())
//! ```
//!
//! All of it is [`diram_core::semverx`], which also holds the format; here are the two calls that
//! take texts.

use std::cmp::Ordering;

pub use diram_core::semverx::{
    AutoUpdate, Lines, Origin, Policy, PolicyError, Problem, RangeError, Reason, State, Verdict,
    Version, VersionError, VersionRange, VersionView, filter, max_satisfying, preference,
    satisfies_many, sort,
};

use crate::Result;

/// Whether a version is in a range under a policy, asked by the root.
///
/// # Errors
/// `VERSION` or `RANGE` (`LIMIT` for a range over its limits), with what to write instead.
pub fn satisfies(version: &str, range: &str, policy: &Policy) -> Result<bool> {
    let version = Version::parse(version)?;
    Ok(VersionRange::parse(range)?.admits(&version, policy))
}

/// The order of two versions; their builds do not count.
///
/// ```
/// use std::cmp::Ordering;
/// use diram::versions::compare;
/// assert_eq!(compare("1.2.3-rc.1", "1.2.3")?, Ordering::Less);
/// # Ok::<(), diram::Error>(())
/// ```
///
/// # Errors
/// `VERSION`, with what to write instead.
pub fn compare(a: &str, b: &str) -> Result<Ordering> {
    Ok(Version::parse(a)?.cmp(&Version::parse(b)?))
}
