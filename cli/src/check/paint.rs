//! Which colour means what.

use diram::resolve::Verdict;
use diram::versions::{State, Version};

use super::marks::Mark;

pub(super) const INK: &str = "#0f172a";
pub(super) const SOFT: &str = "#64748b";
pub(super) const LINE: &str = "#94a3b8";
pub(super) const NEW: &str = "#0369a1";
pub(super) const GOOD: &str = "#15803d";
pub(super) const FAIR: &str = "#b45309";
pub(super) const GRAVE: &str = "#c2410c";
pub(super) const BAD: &str = "#b91c1c";

/// The dashes of a yanked package's border.
pub(super) const YANKED: &str = r#"stroke-dasharray="5 3""#;
/// The dashes of links that close a cycle.
pub(super) const CYCLE: &str = r#"stroke-dasharray="6 3""#;
/// What lies over a frozen package's ground.
pub(super) const FROZEN: &str = r#"fill="url(#frozen)""#;
/// Where [`FROZEN`] is defined.
pub(super) const DEFINITIONS: &str = r##"<defs><pattern id="frozen" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="3" height="8" fill="#fdba74" fill-opacity="0.55"/></pattern></defs>"##;

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

/// The colour of a mark; that of a fault is its band's.
pub(super) fn mark(mark: Mark) -> &'static str {
    match mark {
        Mark::Cycle => BAD,
        Mark::Fault(1..=5) | Mark::Yanked => FAIR,
        Mark::Fault(6..=11) => GRAVE,
        Mark::Fault(_) => BAD,
        Mark::Odd(advice) => verdict(advice),
        Mark::New => NEW,
    }
}
