//! SemVerX: versions whose three numbers each have a state, and ranges over them.
//!
//! ```
//! use diram_core::semverx::{Policy, Version, VersionRange, max_satisfying};
//!
//! let range = VersionRange::parse("semverx:2.*.*.stable")?;
//! assert!(range.contains(&Version::parse("2.stable.1.stable.0.stable")?));
//!
//! let have = ["1.9.0", "2.0.3", "2.1.0.experimental"].map(Version::parse);
//! let have: Vec<Version> = have.into_iter().collect::<Result<_, _>>()?;
//! assert_eq!(max_satisfying(&have, &range, &Policy::default()), Some(&have[1]));
//!
//! let why = range.explain(&have[2], &Policy::default());
//! assert_eq!(why.hint.as_deref(), Some("write `2.*.*.stable || 2.1.0.experimental`"));
//! # Ok::<_, Box<dyn std::error::Error>>(())
//! ```
//!
//! One function decides whether a version is admitted, [`VersionRange::admits_from`]; `contains`,
//! [`filter`], [`max_satisfying`] and `explain` ask it. On plain versions order and ranges are those of
//! SemVer as npm reads them.
//!
//! Limits: a version has at most 256 bytes, a range at most 4096 bytes and 64 comparators. Parsing
//! takes time linear in the text; a wrong text is an error with the column and, mostly, with what to
//! write. [`VersionRange::is_subset`] and its kin are exact, and give up with an error after 100 000
//! steps.
//!
//! What follows is the format.
#![doc = include_str!("semverx/FORMAT.md")]

mod algebra;
mod choose;
mod error;
mod explain;
mod key;
pub(crate) mod near;
mod policy;
mod range;
mod scan;
mod semver_out;
mod state;
mod suggest;
#[cfg(test)]
mod tests;
mod version;
mod view;
mod witness;

pub use choose::{filter, max_satisfying, preference, satisfies_many, sort};
pub(crate) use error::quote;
pub use error::{PolicyError, Problem, RangeError, VersionError};
pub use explain::{Reason, Verdict};
pub use policy::{AutoUpdate, Lines, Policy};
pub use range::{Origin, VersionRange};
pub use state::State;
pub use version::Version;
pub use view::VersionView;
