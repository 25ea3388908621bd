//! The registry's node as the original specification prints it: a read-only view.

use serde::{Deserialize, Serialize};

use super::{Activity, Entry, FaultState, Snapshot, Tier, to_hex};
use crate::registry::entry::forward_key;
use crate::registry::summary::{Leaf, Summary};
use crate::semverx::Version;
use crate::trie::AvlNode;

/// Which tier of the registry a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum AccessTier {
    /// Public releases.
    Live,
    /// Development and testing.
    Local,
    /// Private packages of an organisation.
    Remote,
}

impl AccessTier {
    /// The tier of a source: `live` and `local` are what they are called, every other source is an
    /// organisation's own.
    pub fn of(source: &str) -> AccessTier {
        match source {
            "live" => AccessTier::Live,
            "local" => AccessTier::Local,
            _ => AccessTier::Remote,
        }
    }

    /// Who may read it.
    pub fn level(self) -> AccessLevel {
        match self {
            AccessTier::Live => AccessLevel::Public,
            AccessTier::Local => AccessLevel::Protected,
            AccessTier::Remote => AccessLevel::Private,
        }
    }
}

/// Who may read a tier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum AccessLevel {
    /// Everyone.
    Public,
    /// Developers who sign in.
    Protected,
    /// The organisation.
    Private,
}

/// An edge between two packages. In `dependencies` it names the package needed, in `dependents` the
/// one in need.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DependencyEdge {
    /// The other package.
    pub name: String,
    /// The range asked for, as published.
    pub range: String,
    /// Where it is looked up.
    pub tier: AccessTier,
    /// Always false: a registry lists only what a version needs.
    pub optional: bool,
}

/// A neighbour in the tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NodeRef<'a> {
    /// The package.
    pub package_id: &'a str,
    /// The version.
    pub version: &'a Version,
}

/// One node of a tier's forward tree with the fourteen fields of the original specification.
///
/// `observers`, `last_update` and `update_count` live outside everything that is hashed; the
/// observers are kept by whoever serves the registry, so here there are none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RegistryNode<'a> {
    /// The package.
    pub package_id: &'a str,
    /// The version.
    pub version: &'a Version,
    /// The root of the smaller keys.
    pub left: Option<NodeRef<'a>>,
    /// The root of the larger keys.
    pub right: Option<NodeRef<'a>>,
    /// Nodes on the longest way down, 1 for a leaf.
    pub height: u32,
    /// What this version needs.
    pub dependencies: Vec<DependencyEdge>,
    /// Which versions of other packages name this package: `name` and `range` of each, by name.
    pub dependents: Vec<DependencyEdge>,
    /// The source's tier.
    pub access_tier: AccessTier,
    /// Who may read it.
    pub access_level: AccessLevel,
    /// The ids of the package's observers; empty in a view that core makes.
    pub observers: Vec<String>,
    /// When it changed last, in seconds since 1970; 0 if not since the registry was opened.
    pub last_update: u64,
    /// How often it changed since the registry was opened.
    pub update_count: u64,
    /// The band of its fault level.
    pub fault_state: FaultState,
    /// SHA-256 of the package file in hex.
    pub checksum: Option<String>,
}

impl Snapshot {
    /// The node of one entry, tombstones included.
    pub fn node(&self, source: &str, name: &str, version: &Version) -> Option<RegistryNode<'_>> {
        let tier = self.tier(source)?;
        let activity = self.activity(source, name, version);
        RegistryNode::of(tier, AccessTier::of(source), activity, name, version)
    }
}

impl<'a> RegistryNode<'a> {
    fn of(
        tier: &'a Tier,
        access_tier: AccessTier,
        activity: Activity,
        name: &str,
        version: &Version,
    ) -> Option<RegistryNode<'a>> {
        let node = find(tier, &forward_key(name, version))?;
        let entry: &'a Entry = &node.value().entry;
        let edge = |name: &str, range: &str| DependencyEdge {
            name: name.to_owned(),
            range: range.to_owned(),
            tier: access_tier,
            optional: false,
        };
        let needs = entry.deps.iter();
        let dependents = tier.dependents(name);
        Some(RegistryNode {
            package_id: entry.name.as_str(),
            version: &entry.version,
            left: node.left().map(NodeRef::of),
            right: node.right().map(NodeRef::of),
            height: node.height(),
            dependencies: needs.map(|d| edge(d.name.as_str(), &d.text)).collect(),
            dependents: dependents.map(|d| edge(d.name, d.range)).collect(),
            access_tier,
            access_level: access_tier.level(),
            observers: Vec::new(),
            last_update: activity.last_update,
            update_count: activity.update_count,
            fault_state: entry.fault.state(),
            checksum: entry.sha256.as_ref().map(|hash| to_hex(hash)),
        })
    }
}

impl<'a> NodeRef<'a> {
    fn of(node: AvlNode<'a, Leaf, Summary>) -> NodeRef<'a> {
        let entry = &node.value().entry;
        NodeRef {
            package_id: entry.name.as_str(),
            version: &entry.version,
        }
    }
}

fn find<'a>(tier: &'a Tier, key: &[u8]) -> Option<AvlNode<'a, Leaf, Summary>> {
    let mut at = tier.forward_root();
    while let Some(node) = at {
        at = match key.cmp(node.key()) {
            std::cmp::Ordering::Less => node.left(),
            std::cmp::Ordering::Equal => return Some(node),
            std::cmp::Ordering::Greater => node.right(),
        };
    }
    None
}
