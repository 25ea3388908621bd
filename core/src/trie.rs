//! `PhenoAVLTrie`: one persistent ordered index for everything that is looked up by name.
//!
//! A [`Trie`] maps byte strings to values and keeps them in byte order. Besides the questions of
//! an ordered map it answers those of a prefix tree: [`prefix`](Trie::prefix) (which keys begin
//! with this?) and [`longest_prefix`](Trie::longest_prefix) (which key does this text begin
//! with?). It is the `PhenoAVLTrie` of the original AuraSeal specification (§2.1), its nodes are
//! the `AVLNode`.
//!
//! *Persistent*: cloning takes constant time and gives a snapshot that no later change touches.
//! A change copies the nodes on one path from the root, and only those that a snapshot still
//! shares; all the rest stays shared, which is what makes [`diff`](Trie::diff) fast.
//!
//! *Annotated*: every node carries an [`Annotation`] made from its entry and the annotations below
//! it (a size, a worst case, a hash); `()` is the unannotated tree.
//!
//! ```
//! use diram_core::trie::{Change, Trie};
//!
//! let mut routes: Trie<u32> = [("GET /", 1), ("GET /users/", 2)].into_iter().collect();
//! assert_eq!(routes.longest_prefix("GET /users/42"), Some((&b"GET /users/"[..], &2)));
//!
//! let before = routes.clone(); // O(1)
//! routes.insert("GET /users/me", 3);
//! assert_eq!(before.get("GET /users/me"), None);
//! assert_eq!(routes.prefix("GET /users/").count(), 2);
//!
//! let changes: Vec<_> = routes.diff(&before).collect();
//! assert_eq!(changes, [Change::Added { key: b"GET /users/me", new: &3 }]);
//! ```
//!
//! # Cost
//!
//! With n entries the height is at most 1.4405·log2(n + 2). "O(log n)" counts key comparisons, and
//! a comparison reads at most the shorter key.
//!
//! | call | cost |
//! |---|---|
//! | `clone`, `len`, `annotation`, `root` | O(1) |
//! | `get`, `insert`, `remove`, `first`, `last`, `floor`, `ceiling`, `rank`, `select` | O(log n) |
//! | `iter`, `range`, `prefix` | O(log n) to begin, then O(1) amortised an entry, from either end |
//! | `longest_prefix` | O(log n) a round; see there how many rounds |
//! | `diff` and `==` of two versions with d changes between them | O(d·log n) |
//!
//! # Limits
//!
//! - Keys are compared as bytes: neither case nor Unicode normal forms are folded.
//! - A composite key needs a separator below every byte of its fields, such as 0x00, for `prefix`
//!   to stop at the field's end.
//! - There is no `get_mut`: a value changed behind the tree's back would leave annotations stale.
//!   Insert the new value instead.
//! - Values are cloned along copied paths, so a large value belongs in an `Arc`.
//! - The shape depends on the order of changes, so an annotation that covers the shape (a Merkle
//!   hash) identifies a history, not a content.
//! - A panic inside an annotation or a value's `clone` leaves the trie safe to use but with
//!   unspecified content; snapshots taken before are untouched.

mod diff;
mod iter;
mod node;
mod query;
#[cfg(test)]
mod tests;

use std::cmp::Ordering;
use std::fmt;
use std::ops::{Bound, RangeBounds};
use std::sync::Arc;

pub use diff::{Change, Diff};
pub use iter::Iter;
pub use node::AvlNode;
use node::{Link, Sought};

/// What every node says about itself and everything below it.
///
/// It is built anew for every node whose entry or subtree changes, and for no other, children
/// before parents. Whatever it needs to know about the shape (height, size) it can carry itself.
///
/// A part too dear to compute at every change (a hash) can wait in a `OnceLock` that `build`
/// leaves empty: a later walk from [`Trie::root`] fills it, and need not descend below a node
/// where it is filled already.
///
/// ```
/// use diram_core::trie::{Annotation, Trie};
///
/// #[derive(Clone)]
/// struct Worst(u8);
///
/// impl Annotation<u8> for Worst {
///     fn build(left: Option<&Worst>, _key: &[u8], value: &u8, right: Option<&Worst>) -> Worst {
///         let below = left.into_iter().chain(right).map(|w| w.0).max();
///         Worst(below.unwrap_or(0).max(*value))
///     }
/// }
///
/// let faults: Trie<u8, Worst> = [("a", 0), ("b", 11), ("c", 3)].into_iter().collect();
/// assert_eq!(faults.annotation().map(|w| w.0), Some(11));
/// ```
pub trait Annotation<V>: Clone {
    /// The annotation of a node with this entry over children with these annotations.
    /// Must depend on nothing else.
    fn build(left: Option<&Self>, key: &[u8], value: &V, right: Option<&Self>) -> Self;
}

impl<V> Annotation<V> for () {
    fn build(_: Option<&()>, _: &[u8], _: &V, _: Option<&()>) {}
}

/// An entry as every query returns it.
pub type Entry<'a, V> = (&'a [u8], &'a V);

/// A persistent ordered map from byte strings to `V`, annotated with `A`.
///
/// See the [module](self) for what it is, what it costs and what it does not do.
pub struct Trie<V, A = ()> {
    root: Link<V, A>,
}

/// The structure's name in the original specification.
pub type PhenoAvlTrie<V, A = ()> = Trie<V, A>;

impl<V, A> Trie<V, A> {
    /// An empty trie. Allocates nothing.
    pub const fn new() -> Trie<V, A> {
        Trie { root: None }
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        node::size(&self.root)
    }

    /// Whether there are no entries.
    pub fn is_empty(&self) -> bool {
        self.root.is_none()
    }

    /// Nodes on the longest way down; 0 when empty.
    pub fn height(&self) -> u32 {
        u32::from(node::height(&self.root))
    }

    /// The annotation over all entries; `None` when empty.
    pub fn annotation(&self) -> Option<&A> {
        self.root.as_deref().map(|node| &node.annotation)
    }

    /// The top node, for those who walk the tree themselves (annotations, proofs, pictures).
    pub fn root(&self) -> Option<AvlNode<'_, V, A>> {
        AvlNode::of(&self.root)
    }

    /// Whether both are the very same version, found without looking at any entry. `false` says
    /// nothing about the content.
    pub fn ptr_eq(&self, other: &Trie<V, A>) -> bool {
        node::same(&self.root, &other.root)
    }

    /// Removes every entry.
    pub fn clear(&mut self) {
        self.root = None;
    }

    /// The value of a key.
    pub fn get(&self, key: impl AsRef<[u8]>) -> Option<&V> {
        let key = Sought::new(key.as_ref());
        let mut at = self.root.as_deref();
        while let Some(node) = at {
            at = match key.cmp(node) {
                Ordering::Less => node.left.as_deref(),
                Ordering::Equal => return Some(&node.value),
                Ordering::Greater => node.right.as_deref(),
            };
        }
        None
    }

    /// Whether a key is there.
    pub fn contains_key(&self, key: impl AsRef<[u8]>) -> bool {
        self.get(key).is_some()
    }

    /// Every entry in key order.
    pub fn iter(&self) -> Iter<'_, V, A> {
        Iter::new(self.root.as_deref(), 0, self.len())
    }

    /// The entries whose keys lie within `bounds`, in key order. Bounds that exclude each other
    /// give an empty iterator.
    ///
    /// ```
    /// # use diram_core::trie::Trie;
    /// let trie: Trie<u32> = [("a", 1), ("b", 2), ("c", 3)].into_iter().collect();
    /// assert_eq!(trie.range("b"..).map(|(_, v)| *v).collect::<Vec<_>>(), [2, 3]);
    /// ```
    pub fn range<K: AsRef<[u8]>>(&self, bounds: impl RangeBounds<K>) -> Iter<'_, V, A> {
        let from = match bounds.start_bound() {
            Bound::Unbounded => 0,
            Bound::Included(start) => self.count_while(|key| key < start.as_ref()),
            Bound::Excluded(start) => self.count_while(|key| key <= start.as_ref()),
        };
        let to = match bounds.end_bound() {
            Bound::Unbounded => self.len(),
            Bound::Included(end) => self.count_while(|key| key <= end.as_ref()),
            Bound::Excluded(end) => self.count_while(|key| key < end.as_ref()),
        };
        Iter::new(self.root.as_deref(), from, to)
    }

    /// The entries whose keys begin with `prefix`, in key order. The empty prefix gives all.
    pub fn prefix(&self, prefix: impl AsRef<[u8]>) -> Iter<'_, V, A> {
        let prefix = prefix.as_ref();
        let from = self.count_while(|key| key < prefix);
        let to = self.count_while(|key| key < prefix || key.starts_with(prefix));
        Iter::new(self.root.as_deref(), from, to)
    }

    /// What changed from `old` to `self`, in key order. Subtrees that both share are not entered,
    /// so two close snapshots of a large trie compare in no time.
    pub fn diff<'a>(&'a self, old: &'a Trie<V, A>) -> Diff<'a, V, A> {
        Diff::new(&old.root, &self.root)
    }
}

impl<V: Clone, A: Annotation<V>> Trie<V, A> {
    /// Sets a value; returns the one that was there.
    pub fn insert(&mut self, key: impl AsRef<[u8]>, value: V) -> Option<V> {
        node::insert(&mut self.root, Sought::new(key.as_ref()), value)
    }

    /// Removes an entry; returns its value. Copies nothing when the key is absent.
    pub fn remove(&mut self, key: impl AsRef<[u8]>) -> Option<V> {
        let key = key.as_ref();
        if !self.contains_key(key) {
            return None;
        }
        node::remove(&mut self.root, Sought::new(key))
    }
}

impl<V, A> Clone for Trie<V, A> {
    /// A snapshot, in constant time.
    fn clone(&self) -> Trie<V, A> {
        Trie {
            root: self.root.as_ref().map(Arc::clone),
        }
    }
}

impl<V, A> Default for Trie<V, A> {
    fn default() -> Trie<V, A> {
        Trie::new()
    }
}

impl<K: AsRef<[u8]>, V: Clone, A: Annotation<V>> Extend<(K, V)> for Trie<V, A> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

impl<K: AsRef<[u8]>, V: Clone, A: Annotation<V>> FromIterator<(K, V)> for Trie<V, A> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Trie<V, A> {
        let mut trie = Trie::<V, A>::new();
        trie.extend(entries);
        trie
    }
}

impl<'a, V, A> IntoIterator for &'a Trie<V, A> {
    type Item = Entry<'a, V>;
    type IntoIter = Iter<'a, V, A>;

    fn into_iter(self) -> Iter<'a, V, A> {
        self.iter()
    }
}

/// Equal content; shape and annotations are not compared.
impl<V: PartialEq, A> PartialEq for Trie<V, A> {
    fn eq(&self, other: &Trie<V, A>) -> bool {
        self.len() == other.len() && self.diff(other).next().is_none()
    }
}

impl<V: Eq, A> Eq for Trie<V, A> {}

impl<V: fmt::Debug, A> fmt::Debug for Trie<V, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let entries = self
            .iter()
            .map(|(key, value)| (key.escape_ascii().to_string(), value));
        f.debug_map().entries(entries).finish()
    }
}
