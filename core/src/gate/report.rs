//! Verdicts and the report of them.

use serde::Serialize;

use super::Gate;
use crate::registry::ProofReport;

/// What one gate says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum GateVerdict {
    /// Nobody asked it, or an earlier gate made the question pointless.
    Skipped,
    /// All that it asks for is known, and fits.
    Valid,
    /// Something that it asks for is not known, or needs a review.
    Insufficient,
    /// Something contradicts what is known.
    Incoherent,
}

impl GateVerdict {
    /// The name in every language.
    pub fn name(self) -> &'static str {
        match self {
            GateVerdict::Skipped => "SKIPPED",
            GateVerdict::Valid => "VALID",
            GateVerdict::Insufficient => "INSUFFICIENT",
            GateVerdict::Incoherent => "INCOHERENT",
        }
    }

    /// What it means for the whole: a gate that was skipped counts for nothing.
    pub fn outcome(self) -> GateOutcome {
        match self {
            GateVerdict::Skipped | GateVerdict::Valid => GateOutcome::Valid,
            GateVerdict::Insufficient => GateOutcome::Insufficient,
            GateVerdict::Incoherent => GateOutcome::Incoherent,
        }
    }
}

/// What all gates say together: the worst of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum GateOutcome {
    /// Every gate that was asked says yes.
    Valid,
    /// Something is not known, or needs a review; refused only by a strict policy.
    Insufficient,
    /// Something contradicts what is known.
    Incoherent,
}

impl GateOutcome {
    /// The name in every language.
    pub fn name(self) -> &'static str {
        match self {
            GateOutcome::Valid => "VALID",
            GateOutcome::Insufficient => "INSUFFICIENT",
            GateOutcome::Incoherent => "INCOHERENT",
        }
    }

    /// Whether who enforces gates refuses this: incoherence always, insufficiency if `strict`.
    pub fn refuses(self, strict: bool) -> bool {
        match self {
            GateOutcome::Valid => false,
            GateOutcome::Insufficient => strict,
            GateOutcome::Incoherent => true,
        }
    }
}

/// One gate and what it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct GateCheck {
    /// Which.
    pub gate: Gate,
    /// What it says.
    pub verdict: GateVerdict,
    /// Why, in a sentence.
    pub reason: String,
}

/// What the gates say about one version.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct GateReport {
    /// The package; a text that is no name as it was given, shortened. Empty for a line that cannot be
    /// read.
    pub name: String,
    /// The version in canonical text; a text that is no version as it was given, shortened. Empty for
    /// a line that cannot be read.
    pub version: String,
    /// The worst of the verdicts.
    pub outcome: GateOutcome,
    /// All eight, in their order.
    pub gates: [GateCheck; 8],
    /// Names or versions that may have been meant, or that a new name looks like: hints.
    pub near: Vec<String>,
    /// The proof that it is not there, where the existence gate says so.
    pub proof: Option<Box<ProofReport>>,
}

impl GateReport {
    /// A report in which every gate was skipped for this reason.
    pub(super) fn begin(name: String, version: String, reason: &str) -> GateReport {
        let skipped = |gate| GateCheck {
            gate,
            verdict: GateVerdict::Skipped,
            reason: reason.to_owned(),
        };
        GateReport {
            name,
            version,
            outcome: GateOutcome::Valid,
            gates: Gate::ALL.map(skipped),
            near: Vec::new(),
            proof: None,
        }
        .set(Gate::Plugins, (GateVerdict::Skipped, NO_PLUGIN.to_owned()))
    }

    /// Replaces what one gate says.
    pub(super) fn set(mut self, gate: Gate, (verdict, reason): Said) -> GateReport {
        for check in &mut self.gates {
            if check.gate == gate {
                check.verdict = verdict;
                check.reason = reason;
                break;
            }
        }
        let verdicts = self.gates.iter().map(|check| check.verdict.outcome());
        self.outcome = verdicts.max().unwrap_or(GateOutcome::Valid);
        self
    }

    /// The same report with the plugins' verdict, and the outcome that follows.
    #[must_use]
    pub fn with_plugins(self, verdict: GateVerdict, reason: impl Into<String>) -> GateReport {
        self.set(Gate::Plugins, (verdict, reason.into()))
    }

    /// What one gate says.
    pub fn verdict(&self, gate: Gate) -> GateVerdict {
        let found = self.gates.iter().find(|check| check.gate == gate);
        found.map_or(GateVerdict::Skipped, |check| check.verdict)
    }

    /// The first gate with the worst verdict; `None` when the outcome is valid.
    pub fn first_refusal(&self) -> Option<&GateCheck> {
        let worst = |check: &&GateCheck| check.verdict.outcome() == self.outcome;
        (self.outcome != GateOutcome::Valid).then(|| self.gates.iter().find(worst))?
    }

    /// The outcome in a sentence: the first gate with the worst verdict, and why.
    pub fn message(&self) -> String {
        let what = format!("{} {}", self.name, self.version);
        let what = match what.trim() {
            "" => "the line",
            what => what,
        };
        match self.first_refusal() {
            Some(check) => format!(
                "{what}: {} at the {} gate: {}",
                check.verdict.name(),
                check.gate,
                check.reason
            ),
            None => format!("{what}: {}", self.outcome.name()),
        }
    }

    /// What to do next about [`first_refusal`](GateReport::first_refusal).
    pub fn hint(&self) -> Option<String> {
        let check = self.first_refusal()?;
        let next = match check.gate {
            Gate::Existence if !self.near.is_empty() => {
                return Some(format!("did you mean {}?", self.near.join(" or ")));
            }
            Gate::Syntax => "correct the text",
            Gate::Rights => "use a source that takes such versions, or make it a stable version",
            Gate::Existence if check.verdict == GateVerdict::Incoherent => {
                "publish it under a higher number"
            }
            Gate::Existence => "look at the versions that there are",
            Gate::NearName => "choose another name, or have somebody review this one",
            Gate::Cooldown => {
                "wait, choose an older version, or lower min_release_age in the policy"
            }
            Gate::Integrity if check.verdict == GateVerdict::Incoherent => {
                "fetch or heal the package file, and measure again; if a lock holds an old checksum and the \
                 new bytes are meant, remove the lock"
            }
            Gate::Integrity => "publish with sha256, the checksum of the package file",
            Gate::Fault => "choose another version; or have this one reviewed",
            Gate::Plugins => "ask who runs the plugins that refused",
        };
        Some(next.to_owned())
    }
}

/// What the plugins' gate says until somebody tells what they said.
const NO_PLUGIN: &str = "no plugin was asked";

/// A verdict and its reason.
pub(super) type Said = (GateVerdict, String);

pub(super) fn valid(reason: impl Into<String>) -> Said {
    (GateVerdict::Valid, reason.into())
}

pub(super) fn insufficient(reason: impl Into<String>) -> Said {
    (GateVerdict::Insufficient, reason.into())
}

pub(super) fn incoherent(reason: impl Into<String>) -> Said {
    (GateVerdict::Incoherent, reason.into())
}

pub(super) fn skipped(reason: impl Into<String>) -> Said {
    (GateVerdict::Skipped, reason.into())
}
