//! What locking did.

use std::collections::BTreeMap;

use diram_core::registry::FaultState;
use diram_core::resolve::SnapshotId;
use serde::Serialize;

use crate::plugins::Vote;
use crate::registry::GateReport;

/// What became of the lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LockStatus {
    /// It was written.
    Written,
    /// It was right already.
    Current,
    /// It would have to be written; only asked for by a check.
    Stale,
}

/// A package that came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Installed {
    /// Its label: the name, with its line where there are several.
    pub name: String,
    /// Its version's canonical text.
    pub version: String,
}

/// A package that changed its version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Updated {
    /// Its label.
    pub name: String,
    /// The version before.
    pub old: String,
    /// The version now.
    pub new: String,
}

/// A package that went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Removed {
    /// Its label.
    pub name: String,
    /// The version it had.
    pub version: String,
    /// Whether the manifest had not asked for it: it went because what needed it did.
    pub orphan: bool,
}

/// A newer version that an update would bring.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Available {
    /// The package's label.
    pub name: String,
    /// The version locked.
    pub version: String,
    /// The version that would be chosen without a lock.
    pub newer: String,
}

/// What locking did, and what it rests on.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct LockReport {
    /// The manifest's path.
    pub manifest: String,
    /// The lock's path.
    pub path: String,
    /// What became of it.
    pub status: LockStatus,
    /// What came, by label.
    pub installs: Vec<Installed>,
    /// What changed, by label.
    pub updates: Vec<Updated>,
    /// What went, by label.
    pub removes: Vec<Removed>,
    /// What an update would bring, by label; empty when the policy's `auto_update` is `off`.
    pub available: Vec<Available>,
    /// Label → version's canonical text.
    pub solution: BTreeMap<String, String>,
    /// The worst fault level of the chosen versions.
    pub fault: u8,
    /// Its band.
    pub fault_state: FaultState,
    /// The registry's state that was asked.
    pub snapshot: SnapshotId,
    /// The gates of each package that came or changed, in the order of `installs`, then `updates`.
    pub gates: Vec<GateReport>,
    /// Every vote of every plugin.
    pub votes: Vec<Vote>,
}
