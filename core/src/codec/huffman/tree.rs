//! The Huffman tree as the original specification names it (000 §2.1), and the codes it gives.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::canonical::{self, CanonicalCodes, Code, HuffmanCodes};
use super::histogram::{self, Weights};
use super::lengths::Leaves;
use super::{DEFAULT_MAX_BITS, MAX_BITS};
use crate::codec::CodecError;

/// One node of a [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Node {
    /// A byte value.
    Leaf {
        /// The byte value.
        symbol: u8,
        /// How often it occurs.
        weight: u64,
    },
    /// Two subtrees.
    Inner {
        /// How often the bytes below occur together.
        weight: u64,
        /// Position of the lighter subtree in [`Tree::nodes`].
        left: usize,
        /// Position of the heavier subtree in [`Tree::nodes`].
        right: usize,
    },
}

impl Node {
    /// True for a node with two subtrees.
    pub fn is_inner(&self) -> bool {
        matches!(self, Node::Inner { .. })
    }

    /// How often the bytes at or below this node occur.
    pub fn weight(&self) -> u64 {
        match *self {
            Node::Leaf { weight, .. } | Node::Inner { weight, .. } => weight,
        }
    }
}

/// A Huffman tree without depth limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    nodes: Vec<Node>,
}

impl Tree {
    /// Every node, children before their parents.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The root; `None` for the tree of an empty input.
    pub fn root(&self) -> Option<&Node> {
        self.nodes.last()
    }

    /// How many different bytes there are.
    pub fn symbols(&self) -> usize {
        self.nodes.len().div_ceil(2)
    }

    /// Steps from the root to the deepest leaf; 0 for fewer than two symbols.
    pub fn depth(&self) -> usize {
        let mut depths = vec![0; self.nodes.len()];
        let mut deepest = 0;
        for (at, node) in self.nodes.iter().enumerate().rev() {
            deepest = deepest.max(depths[at]);
            if let Node::Inner { left, right, .. } = *node {
                depths[left] = depths[at] + 1;
                depths[right] = depths[at] + 1;
            }
        }
        deepest
    }

    fn weights(&self) -> Weights {
        let mut weights = [0; 256];
        for node in &self.nodes {
            if let Node::Leaf { symbol, weight } = *node {
                weights[usize::from(symbol)] = weight;
            }
        }
        weights
    }
}

/// The Huffman tree of `data`: a min-heap gives the two lightest trees, which become one, until one
/// is left. Equal weights: leaves before inner nodes, leaves by symbol, inner nodes by age; so the
/// tree is the shallowest of all optimal ones.
///
/// ```
/// use diram_core::codec::huffman::build_huffman_tree;
/// let tree = build_huffman_tree(b"aaaabbc");
/// assert_eq!((tree.symbols(), tree.depth()), (3, 2));
/// assert_eq!(tree.root().map(|root| root.weight()), Some(7));
/// ```
pub fn build_huffman_tree(data: &[u8]) -> Tree {
    let weights = histogram::count(data);
    let mut nodes: Vec<Node> = (0..=u8::MAX)
        .zip(weights)
        .filter(|&(_, weight)| weight > 0)
        .map(|(symbol, weight)| Node::Leaf { symbol, weight })
        .collect();
    // Positions rise with symbols, then with age: the tie-break is the position.
    let mut heap: BinaryHeap<Reverse<(u64, usize)>> = nodes
        .iter()
        .enumerate()
        .map(|(at, node)| Reverse((node.weight(), at)))
        .collect();
    while let (Some(Reverse((light, left))), Some(Reverse((heavy, right)))) =
        (heap.pop(), heap.pop())
    {
        heap.push(Reverse((light + heavy, nodes.len())));
        nodes.push(Node::Inner {
            weight: light + heavy,
            left,
            right,
        });
    }
    Tree { nodes }
}

/// The best code of `tree` whose words have at most `max_bits` bits (1..=15): length limiting, which
/// bounds the depth as balancing would and keeps the code as short as the bound allows.
///
/// # Errors
/// [`CodecError::Argument`] when `max_bits` is out of range or too small to tell the symbols apart,
/// and when the tree has fewer than two symbols: those are stored or a run, not Huffman.
pub fn balance_huffman_tree(tree: &Tree, max_bits: u8) -> Result<HuffmanCodes, CodecError> {
    if !(1..=MAX_BITS).contains(&max_bits) {
        return Err(argument("max_bits", "1..=15", max_bits.to_string()));
    }
    let lengths = Leaves::new(&tree.weights())
        .limited(max_bits)
        .ok_or_else(|| {
            argument(
                "symbols",
                "2..=2^max_bits",
                format!("{} with {max_bits} bits", tree.symbols()),
            )
        })?;
    canonical::build_canonical_huffman(&lengths)
}

fn argument(name: &'static str, range: &'static str, got: String) -> CodecError {
    CodecError::Argument { name, range, got }
}

/// The code [`encode`](super::encode) uses for `data`, with words of at most 11 bits.
///
/// # Errors
/// [`CodecError::Argument`] when `data` has fewer than two different bytes.
pub fn huffman_codes(data: &[u8]) -> Result<HuffmanCodes, CodecError> {
    balance_huffman_tree(&build_huffman_tree(data), DEFAULT_MAX_BITS)
}

/// The code words of [`huffman_codes`], by symbol; none when `data` has fewer than two different
/// bytes.
///
/// ```
/// use diram_core::codec::huffman::codes;
/// let words: Vec<String> =
///     codes(b"aaaabbc").iter().map(|c| format!("{}={c}", c.symbol as char)).collect();
/// assert_eq!(words, ["a=0", "b=10", "c=11"]);
/// assert!(codes(b"aaaa").is_empty());
/// ```
pub fn codes(data: &[u8]) -> Vec<Code> {
    huffman_codes(data)
        .map(|codes: CanonicalCodes| codes.codes().to_vec())
        .unwrap_or_default()
}
