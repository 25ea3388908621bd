//! [`Policy`]: what a root allows.

mod json;

use std::collections::BTreeMap;

use super::error::PolicyError;
use super::range::VersionRange;
use crate::document::{Entries, Node};

/// What happens when a newer version is published.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AutoUpdate {
    /// Nothing.
    Off,
    /// Offered.
    #[default]
    OptIn,
    /// Taken.
    Mandatory,
}

/// How many versions of one package may stand side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Lines {
    /// One for each major number and its state.
    Major,
}

/// What a root allows, beyond what ranges say. Only the root's own policy counts.
///
/// ```
/// use diram_core::semverx::{Policy, Version, VersionRange};
///
/// let policy = Policy::from_json(r#"{"allow_experimental": true, "min_release_age": "3d"}"#)?;
/// assert_eq!(policy.min_release_age, Some(259_200));
/// let range = VersionRange::parse("^1.2")?;
/// let v = Version::parse("1.stable.3.experimental.0.stable")?;
/// assert!(!range.contains(&v) && range.admits(&v, &policy));
/// # Ok::<_, Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Policy {
    /// Experimental states: `Some(true)` admits them everywhere, `None` where a range names them,
    /// `Some(false)` nowhere except in an exact pin of the root.
    pub allow_experimental: Option<bool>,
    /// The same for legacy states.
    pub allow_legacy: Option<bool>,
    /// Whether versions with a tail are admitted wherever the bounds admit them, instead of only
    /// where a range names their numbers with a tail.
    pub allow_prerelease: bool,
    /// What happens when a newer version is published. Kept for installs; resolution does not look
    /// at it.
    pub auto_update: AutoUpdate,
    /// The most updates accepted a second. Kept for subscriptions; resolution does not look at it.
    pub max_update_rate: u32,
    /// How old a release must be, in seconds.
    pub min_release_age: Option<u64>,
    /// The worst fault level that is still a candidate, 0 to 17.
    pub max_fault: u8,
    /// Whether versions of one package may stand side by side; `None` is one version a package.
    pub lines: Option<Lines>,
    /// Where packages come from: an exact name, or the beginning of names and `*`, to one source.
    pub sources: BTreeMap<String, String>,
    /// Ranges that replace, by package name, whatever is required of it.
    pub overrides: BTreeMap<String, VersionRange>,
    /// The most steps a resolution may take, decisions and propagations together.
    pub budget: u64,
    /// Whether checks that otherwise report refuse. Kept for installs; resolution does not look at it.
    pub strict: bool,
}

impl Policy {
    /// The largest fault level.
    pub const MAX_FAULT: u8 = 17;

    /// The default, without an allocation.
    pub(super) const DEFAULT: Policy = Policy {
        allow_experimental: None,
        allow_legacy: None,
        allow_prerelease: false,
        auto_update: AutoUpdate::OptIn,
        max_update_rate: 5,
        min_release_age: None,
        max_fault: 5,
        lines: None,
        sources: BTreeMap::new(),
        overrides: BTreeMap::new(),
        budget: 1_000_000,
        strict: false,
    };

    /// The default policy.
    pub fn new() -> Policy {
        Policy::DEFAULT
    }

    /// Reads a JSON object with the fields of this type as keys, `auto_update` as `"off"`,
    /// `"opt-in"` or `"mandatory"`, `lines` as `"major"`. `min_release_age` is a number of seconds
    /// or a text such as `"30m"`, `"12h"`, `"3d"`, `"2w"`. Keys left out, and those that are
    /// `null`, keep their default.
    pub fn from_json(text: &str) -> Result<Policy, PolicyError> {
        json::read(text)
    }

    /// Canonical JSON: keys in order, those with default values left out, no blanks.
    pub fn to_json(&self) -> String {
        serde_json::json!(json::fields(self)).to_string()
    }

    /// The same from entries that were read already.
    pub(crate) fn from_entries(entries: &Entries) -> Result<Policy, PolicyError> {
        json::read_entries(entries)
    }

    /// What [`to_json`](Policy::to_json) writes.
    pub(crate) fn to_entries(&self) -> Entries {
        let fields = json::fields(self).into_iter();
        fields
            .map(|(key, value)| (key.to_owned(), Node::from(value)))
            .collect()
    }

    /// Sets [`allow_experimental`](Policy::allow_experimental).
    pub fn with_allow_experimental(mut self, allow: Option<bool>) -> Policy {
        self.allow_experimental = allow;
        self
    }

    /// Sets [`allow_legacy`](Policy::allow_legacy).
    pub fn with_allow_legacy(mut self, allow: Option<bool>) -> Policy {
        self.allow_legacy = allow;
        self
    }

    /// Sets [`allow_prerelease`](Policy::allow_prerelease).
    pub fn with_allow_prerelease(mut self, allow: bool) -> Policy {
        self.allow_prerelease = allow;
        self
    }

    /// Sets [`auto_update`](Policy::auto_update).
    pub fn with_auto_update(mut self, auto_update: AutoUpdate) -> Policy {
        self.auto_update = auto_update;
        self
    }

    /// Sets [`max_update_rate`](Policy::max_update_rate), updates a second.
    pub fn with_max_update_rate(mut self, rate: u32) -> Policy {
        self.max_update_rate = rate;
        self
    }

    /// Sets [`min_release_age`](Policy::min_release_age), seconds.
    pub fn with_min_release_age(mut self, seconds: Option<u64>) -> Policy {
        self.min_release_age = seconds;
        self
    }

    /// Sets [`max_fault`](Policy::max_fault); above 17 is 17.
    pub fn with_max_fault(mut self, level: u8) -> Policy {
        self.max_fault = level.min(Policy::MAX_FAULT);
        self
    }

    /// Sets [`lines`](Policy::lines).
    pub fn with_lines(mut self, lines: Option<Lines>) -> Policy {
        self.lines = lines;
        self
    }

    /// Adds to [`sources`](Policy::sources).
    pub fn with_source(mut self, pattern: impl Into<String>, source: impl Into<String>) -> Policy {
        self.sources.insert(pattern.into(), source.into());
        self
    }

    /// Adds to [`overrides`](Policy::overrides).
    pub fn with_override(mut self, name: impl Into<String>, range: VersionRange) -> Policy {
        self.overrides.insert(name.into(), range);
        self
    }

    /// Sets [`budget`](Policy::budget), steps.
    pub fn with_budget(mut self, steps: u64) -> Policy {
        self.budget = steps;
        self
    }

    /// Sets [`strict`](Policy::strict).
    pub fn with_strict(mut self, strict: bool) -> Policy {
        self.strict = strict;
        self
    }
}

impl Default for Policy {
    fn default() -> Policy {
        Policy::DEFAULT
    }
}
