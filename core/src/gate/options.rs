//! What the gates are told besides the snapshot and the policy.

use super::GUARDED_DEPENDENTS;
use crate::registry::Hash;

/// The coherence of a package that is whole, in thousandths.
pub const MAX_COHERENCE: u16 = 1000;

/// What the gates are told besides the snapshot and the policy.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct GateOptions {
    /// The time, in seconds since 1970.
    pub now: u64,
    /// The SHA-256 measured of the package file.
    pub sha256: Option<Hash>,
    /// The coherence measured of the package, in thousandths: 0 to [`MAX_COHERENCE`].
    pub coherence: Option<u16>,
    /// Whether the caller may know what the source holds; else everything is "not found".
    pub may_list: bool,
    /// From how many dependents on a name is guarded against names that look like it. Default
    /// [`GUARDED_DEPENDENTS`].
    pub guarded_dependents: usize,
}

impl GateOptions {
    /// Nothing was measured, and the caller may list.
    pub fn new(now: u64) -> GateOptions {
        GateOptions {
            now,
            sha256: None,
            coherence: None,
            may_list: true,
            guarded_dependents: GUARDED_DEPENDENTS,
        }
    }

    /// Tells the checksum measured.
    #[must_use]
    pub fn sha256(mut self, measured: Option<Hash>) -> GateOptions {
        self.sha256 = measured;
        self
    }

    /// Tells the coherence measured, in thousandths.
    #[must_use]
    pub fn coherence(mut self, thousandths: Option<u16>) -> GateOptions {
        self.coherence = thousandths;
        self
    }

    /// Says whether the caller may know what the source holds.
    #[must_use]
    pub fn may_list(mut self, may_list: bool) -> GateOptions {
        self.may_list = may_list;
        self
    }

    /// Sets from how many dependents on a name is guarded.
    #[must_use]
    pub fn guarded_dependents(mut self, dependents: usize) -> GateOptions {
        self.guarded_dependents = dependents;
        self
    }
}
