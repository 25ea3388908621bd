//! Which published versions may be chosen at all, whatever a range says.

use crate::registry::Entry;
use crate::semverx::Policy;

/// From this level on a version is never chosen.
const NEVER: u8 = 12;

/// Why a version is no candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unfit {
    /// Undone; the number is never free again.
    Undone,
    Yanked,
    Fault(u8),
    /// Published less than the policy's `min_release_age` ago.
    TooYoung,
    /// The policy asks for an age, the registry does not know it.
    AgeUnknown,
}

impl Unfit {
    pub(super) fn sentence(self) -> String {
        match self {
            Unfit::Undone => "was undone".into(),
            Unfit::Yanked => "is yanked".into(),
            Unfit::Fault(level) => format!("has fault {level}"),
            Unfit::TooYoung => "is younger than min_release_age".into(),
            Unfit::AgeUnknown => "has no release time, which min_release_age needs".into(),
        }
    }
}

/// Whether `entry` may be chosen. `named`: by the lock, or by an exact pin of the root, which admit
/// what is yanked, young or at fault, but nothing that is undone or in panic.
pub(super) fn unfit(
    entry: &Entry,
    policy: &Policy,
    now: Option<u64>,
    named: bool,
) -> Option<Unfit> {
    let fault = entry.fault.get();
    if entry.tombstone.is_some() {
        return Some(Unfit::Undone);
    }
    if fault >= NEVER || (fault > policy.max_fault && !named) {
        return Some(Unfit::Fault(fault));
    }
    if named {
        return None;
    }
    if entry.yanked {
        return Some(Unfit::Yanked);
    }
    let age = policy.min_release_age?;
    match (entry.published, now) {
        (Some(published), Some(now)) if now.saturating_sub(published) >= age => None,
        (Some(_), Some(_)) => Some(Unfit::TooYoung),
        _ => Some(Unfit::AgeUnknown),
    }
}
