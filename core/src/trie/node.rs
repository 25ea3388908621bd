//! The nodes: path copying and AVL balance.
//!
//! `Arc::make_mut` is the whole of persistence: a node that a snapshot still shares is copied
//! before it is changed, one that nobody shares is changed in place. Recursion is bounded by the
//! height, about 1.44·log2(n), dropping included.

use std::cmp::Ordering;
use std::sync::Arc;

use super::{Annotation, Entry};

pub(super) type Link<V, A> = Option<Arc<Node<V, A>>>;

#[derive(Clone)]
pub(super) struct Node<V, A> {
    pub(super) left: Link<V, A>,
    pub(super) right: Link<V, A>,
    pub(super) key: Arc<[u8]>,
    /// The key's [`head`]: most comparisons end here and never fetch the key.
    head: u64,
    pub(super) value: V,
    pub(super) annotation: A,
    /// Entries in this subtree.
    pub(super) size: usize,
    /// 1 for a leaf. 2^64 entries would make 93.
    pub(super) height: u8,
}

/// The first eight bytes of a key as a number, zeros after a shorter one. Where two heads differ,
/// they sort as the keys do.
fn head(key: &[u8]) -> u64 {
    if let Some(first) = key.first_chunk() {
        return u64::from_be_bytes(*first);
    }
    let mut bytes = [0; 8];
    bytes.iter_mut().zip(key).for_each(|(to, from)| *to = *from);
    u64::from_be_bytes(bytes)
}

/// A key that is looked for.
#[derive(Clone, Copy)]
pub(super) struct Sought<'a> {
    key: &'a [u8],
    head: u64,
}

impl<'a> Sought<'a> {
    pub(super) fn new(key: &'a [u8]) -> Sought<'a> {
        let head = head(key);
        Sought { key, head }
    }

    /// Where it lies, seen from a node.
    #[inline]
    pub(super) fn cmp<V, A>(self, node: &Node<V, A>) -> Ordering {
        let heads = self.head.cmp(&node.head);
        heads.then_with(|| self.key.cmp(&node.key))
    }
}

pub(super) fn size<V, A>(link: &Link<V, A>) -> usize {
    link.as_deref().map_or(0, |node| node.size)
}

pub(super) fn height<V, A>(link: &Link<V, A>) -> u8 {
    link.as_deref().map_or(0, |node| node.height)
}

pub(super) fn same<V, A>(a: &Link<V, A>, b: &Link<V, A>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => Arc::ptr_eq(a, b),
        (None, None) => true,
        _ => false,
    }
}

impl<V, A> Node<V, A> {
    pub(super) fn entry(&self) -> Entry<'_, V> {
        (&self.key, &self.value)
    }

    /// Height of the right subtree minus that of the left.
    pub(super) fn balance(&self) -> i16 {
        i16::from(height(&self.right)) - i16::from(height(&self.left))
    }
}

impl<V, A: Annotation<V>> Node<V, A> {
    fn leaf(sought: Sought<'_>, value: V) -> Node<V, A> {
        let annotation = A::build(None, sought.key, &value, None);
        Node {
            left: None,
            right: None,
            key: sought.key.into(),
            head: sought.head,
            value,
            annotation,
            size: 1,
            height: 1,
        }
    }

    /// Brings height, size and annotation up to date with entry and children.
    fn refresh(&mut self) {
        self.height = 1 + height(&self.left).max(height(&self.right));
        self.size = 1 + size(&self.left) + size(&self.right);
        self.annotate();
    }

    fn annotate(&mut self) {
        let left = self.left.as_deref().map(|node| &node.annotation);
        let right = self.right.as_deref().map(|node| &node.annotation);
        self.annotation = A::build(left, &self.key, &self.value, right);
    }
}

pub(super) fn insert<V, A>(link: &mut Link<V, A>, key: Sought<'_>, value: V) -> Option<V>
where
    V: Clone,
    A: Annotation<V>,
{
    let Some(node) = link else {
        *link = Some(Arc::new(Node::leaf(key, value)));
        return None;
    };
    let this = Arc::make_mut(node);
    let side = match key.cmp(this) {
        Ordering::Less => &mut this.left,
        Ordering::Equal => {
            let old = std::mem::replace(&mut this.value, value);
            this.annotate();
            return Some(old);
        }
        Ordering::Greater => &mut this.right,
    };
    let before = height(side);
    let old = insert(side, key, value);
    if height(side) == before {
        // Still in balance, which spares a look at the other side.
        this.size += usize::from(old.is_none());
        this.annotate();
    } else {
        rebalance(node);
    }
    old
}

pub(super) fn remove<V, A>(link: &mut Link<V, A>, key: Sought<'_>) -> Option<V>
where
    V: Clone,
    A: Annotation<V>,
{
    let node = link.as_mut()?;
    let side = match key.cmp(node) {
        Ordering::Less => &mut Arc::make_mut(node).left,
        Ordering::Equal => return unlink(link),
        Ordering::Greater => &mut Arc::make_mut(node).right,
    };
    let old = remove(side, key);
    rebalance(node);
    old
}

/// Takes the top entry out of a subtree.
fn unlink<V: Clone, A: Annotation<V>>(link: &mut Link<V, A>) -> Option<V> {
    let mut node = link.take()?;
    let this = Arc::make_mut(&mut node);
    *link = match (this.left.take(), this.right.take()) {
        (None, child) | (child, None) => child,
        (left, mut right) => {
            let mut next = take_first(&mut right)?;
            let top = Arc::make_mut(&mut next);
            top.left = left;
            top.right = right;
            rebalance(&mut next);
            Some(next)
        }
    };
    Arc::into_inner(node).map(|node| node.value)
}

/// Takes the node with the smallest key out of a subtree, without children.
fn take_first<V: Clone, A: Annotation<V>>(link: &mut Link<V, A>) -> Link<V, A> {
    let node = link.as_mut()?;
    if node.left.is_some() {
        let first = take_first(&mut Arc::make_mut(node).left);
        rebalance(node);
        return first;
    }
    let mut first = link.take()?;
    *link = Arc::make_mut(&mut first).right.take();
    Some(first)
}

/// Repairs a node after a change below it: one or two rotations at most, all else refreshed.
fn rebalance<V: Clone, A: Annotation<V>>(node: &mut Arc<Node<V, A>>) {
    match node.balance() {
        ..=-2 => {
            if let Some(left) = &mut Arc::make_mut(node).left
                && left.balance() > 0
            {
                rotate_left(left);
            }
            rotate_right(node);
        }
        2.. => {
            if let Some(right) = &mut Arc::make_mut(node).right
                && right.balance() < 0
            {
                rotate_right(right);
            }
            rotate_left(node);
        }
        _ => Arc::make_mut(node).refresh(),
    }
}

/// The left child comes up, the node becomes its right child.
fn rotate_right<V: Clone, A: Annotation<V>>(node: &mut Arc<Node<V, A>>) {
    let this = Arc::make_mut(node);
    let Some(mut other) = this.left.take() else {
        return;
    };
    this.left = Arc::make_mut(&mut other).right.take();
    this.refresh();
    std::mem::swap(node, &mut other);
    let top = Arc::make_mut(node);
    top.right = Some(other);
    top.refresh();
}

/// The right child comes up, the node becomes its left child.
fn rotate_left<V: Clone, A: Annotation<V>>(node: &mut Arc<Node<V, A>>) {
    let this = Arc::make_mut(node);
    let Some(mut other) = this.right.take() else {
        return;
    };
    this.right = Arc::make_mut(&mut other).left.take();
    this.refresh();
    std::mem::swap(node, &mut other);
    let top = Arc::make_mut(node);
    top.left = Some(other);
    top.refresh();
}

/// A node as a reader sees it.
pub struct AvlNode<'a, V, A>(&'a Node<V, A>);

impl<'a, V, A> AvlNode<'a, V, A> {
    pub(super) fn of(link: &'a Link<V, A>) -> Option<AvlNode<'a, V, A>> {
        link.as_deref().map(AvlNode)
    }

    /// The key.
    pub fn key(&self) -> &'a [u8] {
        &self.0.key
    }

    /// The value.
    pub fn value(&self) -> &'a V {
        &self.0.value
    }

    /// The annotation over this subtree.
    pub fn annotation(&self) -> &'a A {
        &self.0.annotation
    }

    /// The subtree of smaller keys.
    pub fn left(&self) -> Option<AvlNode<'a, V, A>> {
        AvlNode::of(&self.0.left)
    }

    /// The subtree of larger keys.
    pub fn right(&self) -> Option<AvlNode<'a, V, A>> {
        AvlNode::of(&self.0.right)
    }

    /// Nodes on the longest way down, 1 for a leaf.
    pub fn height(&self) -> u32 {
        u32::from(self.0.height)
    }

    /// Entries in this subtree.
    pub fn subtree_size(&self) -> usize {
        self.0.size
    }

    /// Height of the right subtree minus that of the left: −1, 0 or 1.
    pub fn balance_factor(&self) -> i32 {
        i32::from(self.0.balance())
    }
}

impl<V, A> Clone for AvlNode<'_, V, A> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<V, A> Copy for AvlNode<'_, V, A> {}

impl<V: std::fmt::Debug, A: std::fmt::Debug> std::fmt::Debug for AvlNode<'_, V, A> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AvlNode")
            .field("key", &self.key().escape_ascii().to_string())
            .field("value", self.value())
            .field("annotation", self.annotation())
            .field("height", &self.height())
            .field("subtree_size", &self.subtree_size())
            .finish_non_exhaustive()
    }
}
