//! The registry schema's three strategies, as checks: is this swap safe, in which order does all of
//! it install, and which way leads from one version to another.
//!
//! They look at an answer that [`resolve`](crate::resolve) found, and report. Whether something
//! resolves is never theirs to say; what a report advises against (a hot swap, a hop) is said in it.
//!
//! - [`eulerian`]: how a swap changes the parity of links. A package that gains or loses one link loses
//!   its balance; two such are a [`Verdict::Warning`], more a [`Verdict::Panic`], which advises a cold swap.
//! - [`hamiltonian`]: a complete install order, every package once and dependencies first. There is
//!   one exactly when nothing is missing and nothing needs itself in a circle.
//! - [`astar`]: the cheapest way from a version to another, by the schema's own heuristic.
//!
//! The schema's literal forms (a verdict on the whole graph, a path along links) can be asked for;
//! on real dependency graphs they refuse about half of all good answers.

pub mod astar;
pub mod eulerian;
pub mod hamiltonian;

use serde::Serialize;

/// What a strategy advises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Verdict {
    /// Swap while it runs.
    SafeSwap,
    /// Swap, and look.
    Warning,
    /// Do not swap while it runs.
    Panic,
}

impl Verdict {
    /// The fault level that a verdict stands for: 0, 3 or 12.
    pub fn fault(self) -> u8 {
        match self {
            Verdict::SafeSwap => 0,
            Verdict::Warning => 3,
            Verdict::Panic => 12,
        }
    }

    /// The name in every language.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::SafeSwap => "SAFE_SWAP",
            Verdict::Warning => "WARNING",
            Verdict::Panic => "PANIC",
        }
    }
}
