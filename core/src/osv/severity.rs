//! How bad an advisory is.

use std::fmt;
use std::str::FromStr;

use cvss::Cvss;
use serde::Serialize;

use super::raw::{RawSeverity, RawSpecific};
use crate::registry::FaultCause;

/// How bad an advisory is. JSON: the name, such as `"high"`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// CVSS below 4.
    Low,
    /// CVSS below 7, and what nothing is known of.
    #[default]
    Medium,
    /// CVSS below 9.
    High,
    /// CVSS from 9 on.
    Critical,
}

impl Severity {
    /// The name: `low`, `medium`, `high` or `critical`.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Low => "low",
            Severity::Medium => "medium",
            Severity::High => "high",
            Severity::Critical => "critical",
        }
    }

    /// What a version that is affected is at fault for.
    pub fn cause(self) -> FaultCause {
        match self {
            Severity::Low => FaultCause::AdvisoryLow,
            Severity::Medium => FaultCause::AdvisoryMedium,
            Severity::High => FaultCause::AdvisoryHigh,
            Severity::Critical => FaultCause::AdvisoryCritical,
        }
    }

    /// What a database calls it, in any case.
    fn from_word(word: &str) -> Option<Severity> {
        const WORDS: [(&str, Severity); 9] = [
            ("none", Severity::Low),
            ("negligible", Severity::Low),
            ("low", Severity::Low),
            ("medium", Severity::Medium),
            ("moderate", Severity::Medium),
            ("high", Severity::High),
            ("important", Severity::High),
            ("critical", Severity::Critical),
            ("malicious", Severity::Critical),
        ];
        let known = WORDS
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(word.trim()));
        known.map(|(_, severity)| *severity)
    }

    /// What a CVSS vector comes to, if all of its base metrics are there.
    fn from_vector(vector: &str) -> Option<Severity> {
        let score = Cvss::from_str(vector).ok()?;
        if let Cvss::CvssV30(v) | Cvss::CvssV31(v) = &score {
            let access = v.av.is_some() && v.ac.is_some() && v.pr.is_some() && v.ui.is_some();
            let effect = v.s.is_some() && v.c.is_some() && v.i.is_some() && v.a.is_some();
            if !access || !effect {
                return None;
            }
        }
        Some(match score.severity() {
            cvss::Severity::None | cvss::Severity::Low => Severity::Low,
            cvss::Severity::Medium => Severity::Medium,
            cvss::Severity::High => Severity::High,
            cvss::Severity::Critical => Severity::Critical,
        })
    }

    /// What one place of an advisory says: its own word, else the worst of its scores.
    pub(super) fn read(
        specific: Option<&RawSpecific>,
        scores: Option<&Vec<RawSeverity>>,
    ) -> Option<Severity> {
        let word = specific.and_then(|specific| specific.severity.0.as_deref());
        word.and_then(Severity::from_word).or_else(|| {
            let score = |raw: &RawSeverity| {
                Severity::from_vector(&raw.score).or_else(|| Severity::from_word(&raw.score))
            };
            scores?.iter().filter_map(score).max()
        })
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
