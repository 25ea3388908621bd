//! Why a version is in or out, and what to write instead.

use serde::Serialize;

use super::policy::Policy;
use super::range::{Objection, Origin, VersionRange};
use super::state::State;
use super::version::Version;

/// Ranges up to this length are repeated in a hint, in bytes.
const REPEATED: usize = 200;

/// Why a version is in a range, or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Reason {
    /// It is in.
    Admitted,
    /// It lies outside all bounds.
    Outside,
    /// It lies within, but the range does not name one of its states.
    StateNotNamed,
    /// It lies within, but the policy refuses one of its states.
    StateRefused,
    /// It lies within, but it has a tail, and the range names no tail at its numbers.
    Prerelease,
}

/// What [`VersionRange::explain`] answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Verdict {
    /// Whether the version is in.
    pub admitted: bool,
    /// Why, for programs.
    pub reason: Reason,
    /// Why, in one sentence.
    pub message: String,
    /// What would admit it; was tried.
    pub hint: Option<String>,
}

impl VersionRange {
    /// Why a version is in the range under the root's policy, or why not, and what to write or
    /// set so that it is.
    ///
    /// ```
    /// use diram_core::semverx::{Policy, Reason, Version, VersionRange};
    ///
    /// let range = VersionRange::parse("^1.2")?;
    /// let verdict = range.explain(&Version::parse("1.3.0-rc.1")?, &Policy::default());
    /// assert_eq!((verdict.admitted, verdict.reason), (false, Reason::Prerelease));
    /// assert_eq!(verdict.hint.as_deref(), Some("write `^1.2 || 1.3.0-rc.1`"));
    /// # Ok::<_, Box<dyn std::error::Error>>(())
    /// ```
    pub fn explain(&self, version: &Version, policy: &Policy) -> Verdict {
        let (shown, range) = (version.to_compact(), self.as_str());
        let range = match range.get(..REPEATED) {
            Some(_) if range.len() > REPEATED => "the range".to_owned(),
            _ => format!("`{range}`"),
        };
        let (reason, message) = match self.objection(version, policy) {
            None => (Reason::Admitted, format!("{shown} is in {range}")),
            Some(Objection::Outside) => (
                Reason::Outside,
                format!("{shown} is outside the bounds of {range}"),
            ),
            Some(Objection::NotNamed(state)) => (
                Reason::StateNotNamed,
                format!(
                    "{shown} is within the bounds of {range}, which does not name its state {state}"
                ),
            ),
            Some(Objection::Refused(state)) => (
                Reason::StateRefused,
                format!(
                    "{shown} is within the bounds of {range}, but the policy refuses {state} states"
                ),
            ),
            Some(Objection::Tail) => (
                Reason::Prerelease,
                format!(
                    "{shown} is within the bounds of {range}, but is a pre-release that it does not name"
                ),
            ),
        };
        let admitted = reason == Reason::Admitted;
        let hint = if admitted {
            None
        } else {
            self.hint(version, policy)
        };
        Verdict {
            admitted,
            reason,
            message,
            hint,
        }
    }

    /// What stands against a version: of the first set whose bounds it meets, if there is one.
    fn objection(&self, version: &Version, policy: &Policy) -> Option<Objection> {
        if self.admits(version, policy) {
            return None;
        }
        let pin = self.exact_pin().is_some();
        let mut sets = self.sets().iter();
        let near = sets.find(|set| set.groups.iter().all(|group| group.accepts(version)));
        let objection = near.and_then(|set| set.objection(version, policy, pin));
        Some(objection.unwrap_or(Objection::Outside))
    }

    /// The first change that really admits the version.
    fn hint(&self, version: &Version, policy: &Policy) -> Option<String> {
        let alone = VersionRange::exact(version);
        if self.as_str().len() <= REPEATED
            && let Ok(wider) = self.union(&alone)
            && wider.admits(version, policy)
        {
            return Some(format!("write `{wider}`"));
        }
        let (allowing, keys) = allowing(version, policy);
        if !keys.is_empty() && self.admits(version, &allowing) {
            return Some(format!("set {}", keys.join(" and ")));
        }
        if alone.admits_from(version, policy, Origin::Dependency) {
            return Some(format!("write `{alone}`"));
        }
        let pinned = alone.admits(version, policy);
        pinned.then(|| format!("write `{alone}`, as an exact pin of the root"))
    }
}

/// The policy with what this version's states need, and the keys that changed.
fn allowing(version: &Version, policy: &Policy) -> (Policy, Vec<&'static str>) {
    let mut policy = policy.clone();
    let mut keys = Vec::new();
    let states = version.states();
    if states.contains(&State::Experimental) && policy.allow_experimental != Some(true) {
        policy.allow_experimental = Some(true);
        keys.push("allow_experimental");
    }
    if states.contains(&State::Legacy) && policy.allow_legacy != Some(true) {
        policy.allow_legacy = Some(true);
        keys.push("allow_legacy");
    }
    (policy, keys)
}
