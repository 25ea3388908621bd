//! What every node of a tier's trees says about everything below it.

use std::sync::{Arc, OnceLock};

use super::hash::{Bytes, Hash, NONE};
use super::{Entry, FaultLevel};
use crate::semverx::{State, Version};
use crate::trie::{Annotation, AvlNode};

/// What a set of entries holds: one bit for each kind. An entry is of exactly one kind, the first
/// that fits of: tombstone, yanked, withheld, pre-release, and its overall state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct States(pub(super) u8);

impl States {
    /// Overall state legacy.
    pub const LEGACY: States = States(1);
    /// Overall state custom.
    pub const CUSTOM: States = States(2);
    /// Overall state experimental.
    pub const EXPERIMENTAL: States = States(4);
    /// All three states stable.
    pub const STABLE: States = States(8);
    /// A version with a pre-release tail.
    pub const PRERELEASE: States = States(16);
    /// Fault level 6 or higher.
    pub const WITHHELD: States = States(32);
    /// Yanked.
    pub const YANKED: States = States(64);
    /// Undone by a rollback.
    pub const TOMBSTONE: States = States(128);

    /// The kind of one entry.
    pub fn of(entry: &Entry) -> States {
        if entry.tombstone.is_some() {
            States::TOMBSTONE
        } else if entry.yanked {
            States::YANKED
        } else if entry.fault >= FaultLevel::LOW_DANGER {
            States::WITHHELD
        } else {
            States::of_version(&entry.version)
        }
    }

    fn of_version(version: &Version) -> States {
        if version.pre().is_some() {
            return States::PRERELEASE;
        }
        match version.state() {
            State::Legacy => States::LEGACY,
            State::Custom(_) => States::CUSTOM,
            State::Experimental => States::EXPERIMENTAL,
            State::Stable => States::STABLE,
        }
    }

    /// The mask itself.
    pub fn bits(self) -> u8 {
        self.0
    }

    /// Both together.
    #[must_use]
    pub fn union(self, other: States) -> States {
        States(self.0 | other.0)
    }

    /// Whether all of `other` is in here.
    pub fn contains(self, other: States) -> bool {
        self.0 & other.0 == other.0
    }
}

/// A value in one of a tier's trees.
pub(super) trait Value: Clone {
    fn fault(&self) -> FaultLevel;
    fn states(&self) -> States;
    fn value_hash(&self) -> Hash;
}

/// A forward tree's value. The hash is made when first asked for.
#[derive(Clone)]
pub(super) struct Leaf {
    pub(super) entry: Arc<Entry>,
    hash: OnceLock<Hash>,
}

impl Leaf {
    pub(super) fn new(entry: Arc<Entry>) -> Leaf {
        Leaf {
            entry,
            hash: OnceLock::new(),
        }
    }
}

impl PartialEq for Leaf {
    fn eq(&self, other: &Leaf) -> bool {
        Arc::ptr_eq(&self.entry, &other.entry) || self.entry == other.entry
    }
}

impl Value for Leaf {
    fn fault(&self) -> FaultLevel {
        self.entry.fault
    }

    fn states(&self) -> States {
        States::of(&self.entry)
    }

    fn value_hash(&self) -> Hash {
        *self.hash.get_or_init(|| self.entry.value_hash())
    }
}

/// A reverse tree's value: the text of the range that the dependent asks for.
#[derive(Clone, PartialEq)]
pub(super) struct Edge(pub(super) Arc<str>);

impl Value for Edge {
    fn fault(&self) -> FaultLevel {
        FaultLevel::CLEAN
    }

    fn states(&self) -> States {
        States(0)
    }

    fn value_hash(&self) -> Hash {
        Bytes::new("diram:edge:1\n").text(self.0.as_bytes()).hash()
    }
}

/// The annotation: how many, how bad, which kinds, and the hash once somebody asked for it.
#[derive(Clone, Debug)]
pub struct Summary {
    size: u64,
    height: u8,
    worst: FaultLevel,
    states: States,
    hash: OnceLock<Hash>,
}

impl Summary {
    /// Entries at and below the node.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Nodes on the longest way down, 1 for a leaf.
    pub fn height(&self) -> u8 {
        self.height
    }

    /// The highest fault level.
    pub fn worst(&self) -> FaultLevel {
        self.worst
    }

    /// The kinds of entries.
    pub fn states(&self) -> States {
        self.states
    }
}

impl<V: Value> Annotation<V> for Summary {
    fn build(left: Option<&Summary>, _: &[u8], value: &V, right: Option<&Summary>) -> Summary {
        let mut all = Summary {
            size: 1,
            height: 1,
            worst: value.fault(),
            states: value.states(),
            hash: OnceLock::new(),
        };
        for below in left.into_iter().chain(right) {
            all.size += below.size;
            all.height = all.height.max(below.height + 1);
            all.worst = all.worst.max(below.worst);
            all.states = all.states.union(below.states);
        }
        all
    }
}

/// The hash of a subtree; made only for nodes that have none yet. Recursion ends at the height.
pub(super) fn subtree_hash<V: Value>(node: Option<AvlNode<'_, V, Summary>>) -> Hash {
    let Some(node) = node else { return NONE };
    let about = node.annotation();
    if let Some(hash) = about.hash.get() {
        return *hash;
    }
    let hash = NodeFields {
        key: node.key(),
        value: node.value().value_hash(),
        height: about.height,
        size: about.size,
        fault: about.worst.get(),
        states: about.states.bits(),
        left: subtree_hash(node.left()),
        right: subtree_hash(node.right()),
    }
    .hash();
    *about.hash.get_or_init(|| hash)
}

/// Everything a node's hash covers.
pub(super) struct NodeFields<'a> {
    pub(super) key: &'a [u8],
    pub(super) value: Hash,
    pub(super) height: u8,
    pub(super) size: u64,
    pub(super) fault: u8,
    pub(super) states: u8,
    pub(super) left: Hash,
    pub(super) right: Hash,
}

impl NodeFields<'_> {
    pub(super) fn hash(&self) -> Hash {
        Bytes::new("diram:node:1\n")
            .text(self.key)
            .fixed(&self.value)
            .byte(self.height)
            .number(self.size)
            .byte(self.fault)
            .byte(self.states)
            .fixed(&self.left)
            .fixed(&self.right)
            .hash()
    }
}

/// The root of a tier: both trees.
pub(super) fn tier_root(forward: &Hash, reverse: &Hash) -> Hash {
    Bytes::new("diram:tier:1\n")
        .fixed(forward)
        .fixed(reverse)
        .hash()
}
