//! Groups of comparators, and the one place where a version is admitted. FORMAT.md §4.

use std::sync::Arc;

use super::comparator::Comparator;
use crate::semverx::policy::Policy;
use crate::semverx::state::State;
use crate::semverx::version::Version;

/// Comparators that a version must all satisfy, and what they name together.
pub(crate) struct Group {
    /// Canonical.
    pub(crate) text: String,
    /// None for `*` that was not written.
    pub(crate) comparators: Vec<Comparator>,
    names: Vec<State>,
    tails: Vec<[u64; 3]>,
}

/// Why a group does not admit a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Objection {
    /// A comparator does not accept it.
    Outside,
    /// This state would have to be named.
    NotNamed(State),
    /// The policy refuses this state.
    Refused(State),
    /// Its tail would have to be named.
    Tail,
}

impl Group {
    pub(crate) fn new(comparators: Vec<Comparator>) -> Group {
        let mut kept: Vec<Comparator> = Vec::with_capacity(comparators.len());
        for comparator in comparators {
            if kept.iter().all(|k| k.text != comparator.text) {
                kept.push(comparator);
            }
        }
        let texts: Vec<&str> = kept.iter().map(|c| c.text.as_str()).collect();
        let text = if texts.is_empty() {
            "*".to_owned()
        } else {
            texts.join(" ")
        };
        let mut names: Vec<State> = kept.iter().flat_map(|c| &c.names).cloned().collect();
        names.sort_unstable();
        names.dedup();
        let tails = kept.iter().filter_map(|c| c.tail).collect();
        Group {
            text,
            comparators: kept,
            names,
            tails,
        }
    }

    /// States named here, other than stable.
    pub(crate) fn names(&self) -> &[State] {
        &self.names
    }

    /// Numbers at which tails are admitted.
    pub(crate) fn tails(&self) -> &[[u64; 3]] {
        &self.tails
    }

    /// Whether all comparators accept it, by order alone.
    #[inline]
    pub(crate) fn accepts(&self, version: &Version) -> bool {
        self.comparators.iter().all(|c| c.accepts(version))
    }

    /// The admission function: why not, or nothing. `root_pin` says that the whole range is an
    /// exact pin of the root.
    #[inline]
    pub(crate) fn objection(
        &self,
        version: &Version,
        policy: &Policy,
        root_pin: bool,
    ) -> Option<Objection> {
        if !self.accepts(version) {
            return Some(Objection::Outside);
        }
        if version.is_stable() {
            return None;
        }
        let mut states = version.states().iter();
        states
            .find_map(|state| self.state_objection(state, policy, root_pin))
            .or_else(|| self.tail_objection(version, policy))
    }

    fn state_objection(&self, state: &State, policy: &Policy, root_pin: bool) -> Option<Objection> {
        let allowed = match state {
            State::Stable => Some(true),
            State::Experimental => policy.allow_experimental,
            State::Legacy => policy.allow_legacy,
            State::Custom(_) => None,
        };
        match allowed {
            Some(true) => None,
            Some(false) if root_pin => None,
            Some(false) => Some(Objection::Refused(state.clone())),
            None if self.names.contains(state) => None,
            None => Some(Objection::NotNamed(state.clone())),
        }
    }

    fn tail_objection(&self, version: &Version, policy: &Policy) -> Option<Objection> {
        let admitted = version.pre().is_none()
            || policy.allow_prerelease
            || self.tails.contains(&version.numbers());
        (!admitted).then_some(Objection::Tail)
    }
}

/// Groups that must all admit a version.
#[derive(Clone)]
pub(crate) struct Set {
    /// Canonical.
    pub(crate) text: String,
    pub(crate) groups: Vec<Arc<Group>>,
}

impl Set {
    /// Repetitions go. There is at least one group.
    pub(crate) fn new(groups: impl IntoIterator<Item = Arc<Group>>) -> Set {
        let mut kept: Vec<Arc<Group>> = Vec::new();
        for group in groups {
            if kept.iter().all(|k| k.text != group.text) {
                kept.push(group);
            }
        }
        let texts: Vec<&str> = kept.iter().map(|g| g.text.as_str()).collect();
        Set {
            text: texts.join(" & "),
            groups: kept,
        }
    }

    /// The objection of the first group that has one.
    #[inline]
    pub(crate) fn objection(
        &self,
        version: &Version,
        policy: &Policy,
        root_pin: bool,
    ) -> Option<Objection> {
        let mut groups = self.groups.iter();
        groups.find_map(|group| group.objection(version, policy, root_pin))
    }

    /// Comparators, an empty group counting as one.
    pub(crate) fn comparators(&self) -> usize {
        self.groups.iter().map(|g| g.comparators.len().max(1)).sum()
    }
}
