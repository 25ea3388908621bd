//! Which colour means what.

use diram::resolve::Verdict;
use diram::versions::{State, Version};

pub(super) const INK: &str = "#0f172a";
pub(super) const SOFT: &str = "#64748b";
pub(super) const LINE: &str = "#94a3b8";
pub(super) const NEW: &str = "#0284c7";
pub(super) const GOOD: &str = "#15803d";
pub(super) const FAIR: &str = "#b45309";
pub(super) const BAD: &str = "#b91c1c";

/// A state's name, its colour and the ground of its boxes.
pub(super) const STATES: [(&str, &str, &str); 4] = [
    ("stable", "#22c55e", "#f0fdf4"),
    ("experimental", "#8b5cf6", "#f5f3ff"),
    ("custom", "#06b6d4", "#ecfeff"),
    ("legacy", "#a8a29e", "#f5f5f4"),
];

/// Its place in [`STATES`]; a pre-release is an experiment.
pub(super) fn state(version: &Version) -> usize {
    match version.state() {
        State::Stable if version.pre().is_none() => 0,
        State::Stable | State::Experimental => 1,
        State::Custom(_) => 2,
        State::Legacy => 3,
    }
}

pub(super) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::SafeSwap => GOOD,
        Verdict::Warning => FAIR,
        Verdict::Panic => BAD,
    }
}

/// The colour of a fault level, by its band; `None` when clean.
pub(super) fn fault(level: u8) -> Option<&'static str> {
    match level {
        0 => None,
        1..=5 => Some(FAIR),
        6..=11 => Some("#ea580c"),
        _ => Some(BAD),
    }
}
