//! Advisories in the OSV format, and which versions they affect.
//!
//! An [`Advisory`] is one file of an OSV database (schema 1.x); [`Advisories`] are many of them, by
//! package. Only what they say of packages of the ecosystem [`ECOSYSTEM`] is used; the rest is
//! counted.
//!
//! ```
//! use diram_core::osv::{Advisories, Advisory, Severity};
//! use diram_core::semverx::Version;
//!
//! let advisory = Advisory::parse(r#"{
//!     "id": "DIRAM-2026-1",
//!     "affected": [{
//!         "package": {"ecosystem": "SemVerX", "name": "core"},
//!         "ranges": [{"type": "SEMVER", "events": [{"introduced": "1.0.0"}, {"fixed": "1.4.2"}]}]
//!     }],
//!     "database_specific": {"severity": "HIGH"}
//! }"#)?;
//! let mut advisories = Advisories::new();
//! advisories.add("DIRAM-2026-1.json", advisory)?;
//!
//! let version = Version::parse("1.4.1")?;
//! let found = advisories.affecting("core", &version);
//! assert_eq!(found[0].id(), "DIRAM-2026-1");
//! assert_eq!(found[0].severity("core"), Some(Severity::High));
//! assert_eq!(found[0].fix("core", &version), Some(&Version::parse("1.4.2")?));
//! assert!(advisories.affecting("core", &Version::parse("1.4.2")?).is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Which versions
//!
//! A version of a package is affected if an `affected` entry of that package lists it in
//! `versions`, or one of its `ranges` holds it:
//!
//! 1. If the range has `limit` events, the version must be below one of them; `"*"` is above all.
//! 2. The events are taken in the order of their versions, `introduced: "0"` first. From an
//!    `introduced` on the version is affected, from a `fixed` on it is not, above a
//!    `last_affected` it is not. The last event that the version reaches decides. Events of one
//!    version stay in the order in which they are written, and `last_affected` comes after them.
//!
//! A withdrawn advisory affects nothing. Build metadata makes no difference.
//!
//! | range | what its texts are | how they are compared |
//! |---|---|---|
//! | `SEMVER` | SemVer 2.0.0, or versions with states | as SemVer, through [`Version::to_semver`] |
//! | `ECOSYSTEM` | versions, as everywhere in diram | in their own order |
//! | `GIT` | commits | not: it is counted |
//!
//! A tool that knows only SemVer writes `1.2.3-2.2.experimental.1` for `1.2.3` with an experimental
//! patch number: whatever [`Version::to_semver`] can have written stands for that version. Any
//! other text with a tail is the version that it looks like, so that `1.2.3-rc.1` is `1.2.3-rc.1`.
//! The one exception is a tail of `0` alone: `2.0.0-0` is SemVer's name for "before all that
//! belongs to 2.0.0", and means it here too, whatever the states. Whoever wants a tail that begins
//! with one of the numbers 0 to 3 and is nothing but itself writes an `ECOSYSTEM` range.
//!
//! # What is refused
//!
//! Advisories guard, so nothing in them that is about [`ECOSYSTEM`] is skipped in silence: a text
//! that is no version or no name, an event of two kinds or of none, a range that introduces
//! nothing, or that has both `fixed` and `last_affected`, an unknown kind of range, and two
//! advisories with one id that do not say the same, are errors. Keys that the schema does not know
//! are ignored, as it asks.
//!
//! # Limits
//!
//! A file has at most [`MAX_FILE`] bytes and [`MAX_EVENTS`] events. Severity is read from
//! `database_specific.severity` or a CVSS vector (2, 3 or 4) and decides nothing about which
//! versions are affected. `upstream` and `related` say nothing about versions and are not read.
//!
//! [`Version::to_semver`]: crate::semverx::Version::to_semver

mod advisory;
mod error;
mod groups;
mod point;
mod raw;
mod set;
mod severity;
#[cfg(test)]
mod tests;
mod timeline;

pub use advisory::Advisory;
pub use error::OsvError;
pub use set::{Advisories, AdvisoryCounts};
pub use severity::Severity;

/// The ecosystem of packages that diram knows, exactly so.
pub const ECOSYSTEM: &str = "SemVerX";

/// Longest text of an advisory, in bytes: 8 MiB.
pub const MAX_FILE: usize = 8 << 20;

/// Most events of one advisory, all its ranges together.
pub const MAX_EVENTS: usize = 100_000;
