//! Making proofs.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Link, Node, PartialTree, Shown};
use crate::registry::Tier;
use crate::registry::entry::{forward_key, name_span};
use crate::registry::hash::Hash;
use crate::registry::summary::{Leaf, Summary, Value, subtree_hash, tier_root};
use crate::semverx::Version;
use crate::trie::AvlNode;

type TierNode<'a> = AvlNode<'a, Leaf, Summary>;

/// Collects what a proof is to show, then makes it: one proof may answer many questions.
#[derive(Clone, Debug)]
pub struct PartialTreeBuilder<'a> {
    tier: &'a Tier,
    /// Keys of the nodes to show, and whether the whole entry is wanted.
    shown: BTreeMap<&'a [u8], bool>,
}

impl<'a> PartialTreeBuilder<'a> {
    /// A proof that shows nothing yet.
    pub fn new(tier: &'a Tier) -> PartialTreeBuilder<'a> {
        PartialTreeBuilder {
            tier,
            shown: BTreeMap::new(),
        }
    }

    /// Shows an entry as a whole, or that there is none.
    pub fn prove_entry(&mut self, name: &str, version: &Version) -> &mut PartialTreeBuilder<'a> {
        let key = forward_key(name, version);
        let mut at = self.tier.forward_root();
        while let Some(node) = at {
            let order = (*key).cmp(node.key());
            let whole = self.shown.entry(node.key()).or_default();
            at = match order {
                Ordering::Less => node.left(),
                Ordering::Equal => {
                    *whole = true;
                    return self;
                }
                Ordering::Greater => node.right(),
            };
        }
        self
    }

    /// Shows which versions a package has, their entries as hashes; or that it has none.
    pub fn prove_versions(&mut self, name: &str) -> &mut PartialTreeBuilder<'a> {
        self.prove_span(name, false)
    }

    /// Shows which versions a package has, and their entries as a whole.
    pub fn prove_versions_with_entries(&mut self, name: &str) -> &mut PartialTreeBuilder<'a> {
        self.prove_span(name, true)
    }

    fn prove_span(&mut self, name: &str, whole: bool) -> &mut PartialTreeBuilder<'a> {
        let (from, to) = name_span(name);
        let mut open: Vec<TierNode<'a>> = self.tier.forward_root().into_iter().collect();
        while let Some(node) = open.pop() {
            let (below, above) = (node.key() < &*from, node.key() >= &*to);
            *self.shown.entry(node.key()).or_default() |= whole && !below && !above;
            if !below {
                open.extend(node.left());
            }
            if !above {
                open.extend(node.right());
            }
        }
        self
    }

    /// The proof. Everything collected so far is in it; more may be added for another.
    pub fn build(&self) -> PartialTree {
        let mut nodes = Vec::with_capacity(self.shown.len());
        let top = self.add(self.tier.forward_root(), &mut nodes);
        let reverse = self.tier.reverse_root();
        PartialTree {
            nodes,
            top,
            reverse,
            root: self.root(reverse),
        }
    }

    fn root(&self, reverse: Hash) -> Hash {
        tier_root(&subtree_hash(self.tier.forward_root()), &reverse)
    }

    /// Recursion ends at the tree's height. What is shown is closed upwards, so a node that is not
    /// shown has nothing shown below it.
    fn add(&self, node: Option<TierNode<'a>>, nodes: &mut Vec<Node>) -> Link {
        let Some(node) = node else {
            return Link::Absent;
        };
        let Some(whole) = self.shown.get(node.key()) else {
            return Link::Hidden(subtree_hash(Some(node)));
        };
        let (about, leaf) = (node.annotation(), node.value());
        let index = nodes.len();
        nodes.push(Node {
            key: node.key().to_vec(),
            value: match whole {
                true => Shown::Entry(Arc::clone(&leaf.entry)),
                false => Shown::Hash(leaf.value_hash()),
            },
            height: about.height(),
            size: about.size(),
            fault: about.worst().get(),
            states: about.states().bits(),
            left: Link::Absent,
            right: Link::Absent,
        });
        let left = self.add(node.left(), nodes);
        let right = self.add(node.right(), nodes);
        if let Some(place) = nodes.get_mut(index) {
            (place.left, place.right) = (left, right);
        }
        Link::Shown(index)
    }
}
