//! Options of locking.

use std::collections::BTreeSet;

use crate::Op;

/// Which locked versions may move to newer ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Update {
    /// Only those that no longer fit.
    #[default]
    None,
    /// All.
    All,
    /// Packages of these names, and what no longer fits.
    Names(BTreeSet<String>),
}

/// Options of [`Registry::lock`](crate::registry::Registry::lock).
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct LockOptions {
    /// Whether only to look: nothing is written, and no plugin is asked. Default false.
    pub check: bool,
    /// Which locked versions may move. Default [`Update::None`].
    pub update: Update,
    /// The time for `min_release_age`, in seconds since 1970; default: the registry's clock.
    pub now: Option<u64>,
    /// Cancel, time limit.
    pub op: Op,
}

impl LockOptions {
    /// The defaults.
    pub fn new() -> LockOptions {
        LockOptions::default()
    }

    /// Only looks.
    #[must_use]
    pub fn check(mut self, check: bool) -> LockOptions {
        self.check = check;
        self
    }

    /// Lets every package move.
    #[must_use]
    pub fn update_all(mut self) -> LockOptions {
        self.update = Update::All;
        self
    }

    /// Lets the packages of these names move.
    #[must_use]
    pub fn update<N: Into<String>>(mut self, names: impl IntoIterator<Item = N>) -> LockOptions {
        self.update = Update::Names(names.into_iter().map(Into::into).collect());
        self
    }

    /// Says what time it is.
    #[must_use]
    pub fn now(mut self, seconds: u64) -> LockOptions {
        self.now = Some(seconds);
        self
    }

    /// Sets the operation handle.
    #[must_use]
    pub fn op(mut self, op: &Op) -> LockOptions {
        self.op = op.clone();
        self
    }
}
