//! What is to be said of a package beside its version.

use std::fmt;

use diram::registry::FaultLevel;
use diram::resolve::{SolutionNode, Verdict};

use super::Checked;

/// One thing to be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// It and others need each other.
    Cycle,
    /// Its fault level, 1 to 17.
    Fault(u8),
    /// Nobody shall begin to use it.
    Yanked,
    /// The swap changes whether it has an odd number of links; what the check advises.
    Odd(Verdict),
    /// It does not run yet, while others do.
    New,
}

impl Mark {
    /// Whether this freezes: nothing swaps to it.
    pub(super) fn freezes(self) -> bool {
        match self {
            Mark::Fault(level) => FaultLevel::new(level).is_ok_and(FaultLevel::freezes),
            _ => false,
        }
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Mark::Cycle => f.write_str("cycle"),
            Mark::Fault(level) if self.freezes() => write!(f, "frozen: fault {level}"),
            Mark::Fault(level) => write!(f, "fault {level}"),
            Mark::Yanked => f.write_str("yanked"),
            Mark::Odd(_) => f.write_str("odd"),
            Mark::New => f.write_str("new"),
        }
    }
}

/// What is to be said of a package, the worst first.
pub(super) fn marks(checked: &Checked, node: &SolutionNode) -> Vec<Mark> {
    let about = checked.about(&node.label);
    let marks = [
        about.in_cycle.then_some(Mark::Cycle),
        (node.fault > 0).then_some(Mark::Fault(node.fault)),
        node.yanked.then_some(Mark::Yanked),
        about.odd.map(Mark::Odd),
        checked.is_new(&node.label).then_some(Mark::New),
    ];
    marks.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::Mark;

    #[test]
    fn six_is_the_first_level_that_freezes() {
        assert!(!Mark::Fault(5).freezes() && Mark::Fault(6).freezes());
        assert_eq!(Mark::Fault(5).to_string(), "fault 5");
        assert_eq!(Mark::Fault(17).to_string(), "frozen: fault 17");
    }
}
