//! Gates: what is certain about a version before it is published or installed, one verdict each.
//!
//! A gate never guesses. Where nothing is known, it says so ([`GateVerdict::Insufficient`]); where
//! something contradicts what is known, it says that ([`GateVerdict::Incoherent`]). All eight are in
//! every report, in one order, and the outcome is the worst of them.
//!
//! ```
//! use diram_core::gate::{Gate, GateOptions, GateOutcome, install};
//! use diram_core::registry::{History, Tier, read_lines};
//! use diram_core::semverx::Policy;
//!
//! let lines = r#"{"name":"requests","version":"1.0.0","deps":{},"fault":7}"#;
//! let tier = Tier::from_entries(read_lines(lines)?)?;
//! let history = History::open(vec![("live".into(), tier)], 0, None)?;
//! let ask = |name, version| {
//!     install(history.snapshot(), "live", &Policy::new(), name, version, &GateOptions::new(0))
//! };
//!
//! let report = ask("requests", "1.0.0")?;
//! assert_eq!(report.outcome, GateOutcome::Insufficient);
//! assert_eq!(report.first_refusal().map(|check| check.gate), Some(Gate::Integrity));
//! // A name that is not there is said to be not there, with the proof.
//! let report = ask("reqeusts", "1.0.0")?;
//! assert_eq!(report.near, ["requests"]);
//! assert!(report.proof.is_some_and(|proof| !proof.present));
//! // What is no name at all is an answer too.
//! assert_eq!(ask("Requests!", "1")?.outcome, GateOutcome::Incoherent);
//! # Ok::<(), diram_core::registry::RegistryError>(())
//! ```
//!
//! | gate | [`install`] | [`publish`] |
//! |---|---|---|
//! | syntax | INCOHERENT unless name and version are such | INCOHERENT unless the line is an entry |
//! | rights | INSUFFICIENT for a state that the tier does not take: `live` takes stable versions without a tail, `local` stable and experimental numbers, any other source all | INCOHERENT for it |
//! | existence | INSUFFICIENT for what the snapshot has not, with near names and the proof | INCOHERENT for what it has, or had and undid |
//! | near_name | SKIPPED: looked at when a name is new | INSUFFICIENT for a new name that looks like one that many need |
//! | cooldown | INSUFFICIENT for a version younger than the policy's `min_release_age`, or of unknown age | SKIPPED |
//! | integrity | INCOHERENT for a measured checksum that differs, or a measured coherence below 954/1000; INSUFFICIENT if none was published | INSUFFICIENT for a line without `sha256` |
//! | fault | INCOHERENT for 12 and above; INSUFFICIENT above the policy's `max_fault`, and for what is yanked | the same |
//! | plugins | SKIPPED until somebody [tells](GateReport::with_plugins) the plugins' verdict | the same |
//!
//! Otherwise a gate is VALID. What a gate that fails makes pointless is SKIPPED: everything after syntax,
//! for an install everything after existence. For those who may not list a source
//! ([`GateOptions::may_list`]) every name and version is "not found", and the report of one that is
//! there equals that of one that is not.

mod guard;
mod install;
mod options;
mod publish;
mod report;
#[cfg(test)]
mod tests;

pub use guard::{GUARDED_DEPENDENTS, looks_like};
pub use install::install;
pub use options::{GateOptions, MAX_COHERENCE};
pub use publish::{publish, publish_entry};
pub use report::{GateCheck, GateOutcome, GateReport, GateVerdict};

use serde::Serialize;

/// One of the eight gates, in their order. JSON: the name, such as `"near_name"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Gate {
    /// Is it a name and a version at all?
    Syntax,
    /// Does the tier take versions of this state?
    Rights,
    /// Is it there, or free?
    Existence,
    /// Does a new name look like a known one?
    NearName,
    /// Is it old enough?
    Cooldown,
    /// Are the bytes those that were published?
    Integrity,
    /// What is known against it?
    Fault,
    /// What do the plugins say?
    Plugins,
}

impl Gate {
    /// All eight, in their order.
    pub const ALL: [Gate; 8] = [
        Gate::Syntax,
        Gate::Rights,
        Gate::Existence,
        Gate::NearName,
        Gate::Cooldown,
        Gate::Integrity,
        Gate::Fault,
        Gate::Plugins,
    ];

    /// The name in every language.
    pub fn name(self) -> &'static str {
        match self {
            Gate::Syntax => "syntax",
            Gate::Rights => "rights",
            Gate::Existence => "existence",
            Gate::NearName => "near_name",
            Gate::Cooldown => "cooldown",
            Gate::Integrity => "integrity",
            Gate::Fault => "fault",
            Gate::Plugins => "plugins",
        }
    }
}

impl std::fmt::Display for Gate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}
