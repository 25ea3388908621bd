//! Reports: what a registry holds, as plain values. Their JSON is the same in every language.

use std::collections::BTreeMap;

use diram_core::gate::GateReport;
use diram_core::lockfile::LockedPackage;
use diram_core::registry::{
    ChangeKind, Entry, EntryChange, FaultState, ProofReport, Snapshot, to_hex,
};
use serde::Serialize;

/// One state of a registry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SnapshotReport {
    /// Its number, from 1.
    pub seq: u64,
    /// SHA-256 of its head in hex: what certificates are held against.
    pub root: String,
    /// The root of each source in hex.
    pub roots: BTreeMap<String, String>,
    /// When it was made, in seconds since 1970; 0 for a registry just opened.
    pub time: u64,
    /// The root of the snapshot before it.
    pub parent: Option<String>,
    /// What was done.
    pub note: String,
    /// The public keys that signed it, in hex.
    pub signed_by: Vec<String>,
}

impl SnapshotReport {
    pub(super) fn of(snapshot: &Snapshot) -> SnapshotReport {
        let head = snapshot.head();
        let root =
            |root: &diram_core::registry::SourceRoot| (root.source.clone(), to_hex(&root.root));
        SnapshotReport {
            seq: head.seq,
            root: to_hex(&snapshot.id()),
            roots: head.roots.iter().map(root).collect(),
            time: head.time,
            parent: head.parent.map(|parent| to_hex(&parent)),
            note: head.note.clone(),
            signed_by: head.keys.iter().map(|key| to_hex(&key.0)).collect(),
        }
    }
}

/// A version in a list of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct VersionEntry {
    /// Its canonical text.
    pub version: String,
    /// Its shortest text.
    pub compact: String,
    /// Whether it is stable and has no tail.
    pub stable: bool,
    /// Whether it was withdrawn.
    pub yanked: bool,
    /// Its fault level, 0 to 17.
    pub fault: u8,
    /// The level's band.
    pub fault_state: FaultState,
    /// When it was published, in seconds since 1970.
    pub published: Option<u64>,
}

impl VersionEntry {
    pub(super) fn of(entry: &Entry) -> VersionEntry {
        VersionEntry {
            version: entry.version.to_string(),
            compact: entry.version.to_compact(),
            stable: entry.version.is_stable(),
            yanked: entry.yanked,
            fault: entry.fault.get(),
            fault_state: entry.fault.state(),
            published: entry.published,
        }
    }
}

/// All about one version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct EntryReport {
    /// Its source.
    pub source: String,
    /// The package.
    pub name: String,
    /// The version's canonical text.
    pub version: String,
    /// Its shortest text.
    pub compact: String,
    /// What it needs: names and ranges, as published.
    pub deps: BTreeMap<String, String>,
    /// Whether it was withdrawn.
    pub yanked: bool,
    /// Its fault level, 0 to 17.
    pub fault: u8,
    /// The level's name, such as `LOW_WARNING`.
    pub fault_name: &'static str,
    /// The level's band.
    pub fault_state: FaultState,
    /// SHA-256 of the package file in hex.
    pub sha256: Option<String>,
    /// When it was published, in seconds since 1970.
    pub published: Option<u64>,
    /// Value hash of the entry in hex: what the trees hold.
    pub hash: String,
}

impl EntryReport {
    /// A locked version that the registry has no more: what the lock knows of it, and no hash.
    pub(crate) fn of_lock(name: &str, package: &LockedPackage) -> EntryReport {
        EntryReport {
            source: package.source.clone(),
            name: name.to_owned(),
            version: package.version.to_string(),
            compact: package.version.to_compact(),
            deps: package.dependencies.clone(),
            yanked: false,
            fault: package.fault.get(),
            fault_name: package.fault.name(),
            fault_state: package.fault.state(),
            sha256: package.sha256.map(|hash| to_hex(&hash)),
            published: None,
            hash: String::new(),
        }
    }

    pub(crate) fn of(source: &str, entry: &Entry) -> EntryReport {
        let deps = entry.deps.iter();
        EntryReport {
            source: source.to_owned(),
            name: entry.name.to_string(),
            version: entry.version.to_string(),
            compact: entry.version.to_compact(),
            deps: deps
                .map(|d| (d.name.to_string(), d.text.to_string()))
                .collect(),
            yanked: entry.yanked,
            fault: entry.fault.get(),
            fault_name: entry.fault.name(),
            fault_state: entry.fault.state(),
            sha256: entry.sha256.map(|hash| to_hex(&hash)),
            published: entry.published,
            hash: to_hex(&entry.value_hash()),
        }
    }
}

/// A version that needs a package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DependentReport {
    /// The package in need.
    pub name: String,
    /// Its version's canonical text, without build metadata.
    pub version: String,
    /// The range it asks for, as published.
    pub range: String,
}

/// A name found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SearchHit {
    /// The package.
    pub name: String,
    /// Its highest stable version's canonical text, if it has one that is neither yanked nor at
    /// fault level 6 or higher.
    pub best: Option<String>,
}

/// What a package needs, directly and further on, whichever of its versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Graph {
    /// The packages, by name.
    pub nodes: Vec<GraphNode>,
    /// Who needs whom, by name and version.
    pub edges: Vec<GraphEdge>,
}

/// A package of a graph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct GraphNode {
    /// Its name.
    pub name: String,
    /// How many of its versions can be had; 0 for one that does not exist.
    pub versions: usize,
}

/// A dependency of a graph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct GraphEdge {
    /// The package in need.
    pub from: String,
    /// Its version's canonical text.
    pub version: String,
    /// The package needed.
    pub to: String,
    /// The range asked for, as published.
    pub range: String,
}

/// One difference between two snapshots.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ChangeReport {
    /// The source.
    pub source: String,
    /// The package.
    pub name: String,
    /// The version's canonical text.
    pub version: String,
    /// What happened.
    pub kind: ChangeKind,
    /// The entry before.
    pub old: Option<Entry>,
    /// The entry after.
    pub new: Option<Entry>,
}

impl ChangeReport {
    pub(super) fn of(change: EntryChange) -> ChangeReport {
        let entry = |entry: Option<std::sync::Arc<Entry>>| entry.as_deref().cloned();
        ChangeReport {
            source: change.source,
            name: change.name.to_string(),
            version: change.version.to_string(),
            kind: change.kind,
            old: entry(change.old),
            new: entry(change.new),
        }
    }
}

/// What a change did.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Receipt {
    /// The snapshot that holds it.
    pub snapshot: SnapshotReport,
    /// The proof that it does.
    pub proof: ProofReport,
    /// What the gates said of a version that was published, recorded whether or not they may refuse;
    /// `None` for every other change.
    pub gates: Option<GateReport>,
}
