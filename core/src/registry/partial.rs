//! The one form of proof: a tier's forward tree as far as somebody looked, the rest as hashes.

mod build;
mod check;
mod json;
mod query;

use std::sync::Arc;

pub use build::PartialTreeBuilder;

use super::hash::{Hash, NONE};
use super::summary::{NodeFields, tier_root};
use super::{Entry, ProofError, Tier};

/// Most nodes that a proof shows.
pub const MAX_NODES: usize = 1 << 22;

/// Highest tree that a proof can be of: more than 2^40 entries fit below.
pub const MAX_HEIGHT: u8 = 64;

/// A tier's tree as far as somebody looked, enough to recompute the root and to show what is there
/// and what is not.
///
/// Every value of this type leads to its [`root`](PartialTree::root) and is a search tree as far as
/// it is shown: order, balance and annotations are checked when it is read. Whether the root is the
/// right one is for the caller to compare with a signed head, a root that is known, or a file.
///
/// ```
/// use diram_core::registry::{PartialTree, Tier, read_lines};
/// use diram_core::semverx::Version;
/// let tier = Tier::from_entries(read_lines(concat!(
///     "{\"name\":\"app\",\"version\":\"1.0.0\",\"deps\":{\"core\":\"^1\"}}\n",
///     "{\"name\":\"core\",\"version\":\"1.1.0\",\"deps\":{}}\n",
///     "{\"name\":\"web\",\"version\":\"1.0.0\",\"deps\":{}}\n",
/// ))?)?;
/// let version = Version::parse("1.1.0").unwrap();
///
/// let mut proof = PartialTree::builder(&tier);
/// proof.prove_entry("core", &version).prove_versions("cord");
/// let text = proof.build().to_json();
///
/// let read = PartialTree::from_json(&text).unwrap();
/// assert_eq!(read.root(), tier.root());
/// assert!(read.entry("core", &version).unwrap().is_some());
/// assert!(read.versions("cord").unwrap().is_empty()); // no such package
/// assert!(read.versions("web").is_err()); // not shown
/// # Ok::<(), diram_core::registry::RegistryError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct PartialTree {
    /// In preorder: a shown left child follows its parent, a shown right child the left subtree.
    nodes: Vec<Node>,
    top: Link,
    reverse: Hash,
    root: Hash,
}

/// Where a child is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Link {
    Absent,
    /// Not shown; the hash of its top node.
    Hidden(Hash),
    /// Shown; its place in the list.
    Shown(usize),
}

#[derive(Clone, Debug, PartialEq)]
struct Node {
    key: Vec<u8>,
    value: Shown,
    height: u8,
    size: u64,
    fault: u8,
    states: u8,
    left: Link,
    right: Link,
}

/// A value, whole or as its hash.
#[derive(Clone, Debug, PartialEq)]
enum Shown {
    Hash(Hash),
    Entry(Arc<Entry>),
}

impl Shown {
    fn hash(&self) -> Hash {
        match self {
            Shown::Hash(hash) => *hash,
            Shown::Entry(entry) => entry.value_hash(),
        }
    }
}

impl PartialTree {
    /// The root of the tier it is of.
    pub fn root(&self) -> Hash {
        self.root
    }

    /// Begins a proof about a tier.
    pub fn builder(tier: &Tier) -> PartialTreeBuilder<'_> {
        PartialTreeBuilder::new(tier)
    }

    /// Number of nodes shown.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether no node is shown: the tier is empty, or nobody looked.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Whether it is of the tier with this root.
    pub fn expect_root(&self, expected: &Hash) -> Result<(), ProofError> {
        if self.root != *expected {
            return Err(ProofError::Root {
                found: self.root,
                expected: *expected,
            });
        }
        Ok(())
    }

    /// Puts a tree together whose nodes are in preorder and whose links fit; checks the rest.
    fn new(nodes: Vec<Node>, top: Link, reverse: Hash) -> Result<PartialTree, ProofError> {
        let root = tier_root(&hash_of(&nodes, top), &reverse);
        let tree = PartialTree {
            nodes,
            top,
            reverse,
            root,
        };
        tree.check()?;
        Ok(tree)
    }
}

/// The hash of the tree at `top`: children stand behind their parents, so from the end on every
/// child's hash is there before it is needed.
fn hash_of(nodes: &[Node], top: Link) -> Hash {
    let mut hashes = vec![NONE; nodes.len()];
    let of = |link: Link, hashes: &[Hash]| match link {
        Link::Absent => NONE,
        Link::Hidden(hash) => hash,
        Link::Shown(index) => hashes.get(index).copied().unwrap_or(NONE),
    };
    for (index, node) in nodes.iter().enumerate().rev() {
        let hash = NodeFields {
            key: &node.key,
            value: node.value.hash(),
            height: node.height,
            size: node.size,
            fault: node.fault,
            states: node.states,
            left: of(node.left, &hashes),
            right: of(node.right, &hashes),
        }
        .hash();
        if let Some(place) = hashes.get_mut(index) {
            *place = hash;
        }
    }
    of(top, &hashes)
}
