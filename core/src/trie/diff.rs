//! The difference between two versions, without entering what they share.

use std::cmp::Ordering;
use std::iter::FusedIterator;

use super::node::{Link, Node};

/// One difference between two versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Change<'a, V> {
    /// The key is new.
    Added {
        /// The key.
        key: &'a [u8],
        /// Its value.
        new: &'a V,
    },
    /// The key is gone.
    Removed {
        /// The key.
        key: &'a [u8],
        /// The value it had.
        old: &'a V,
    },
    /// The key has another value.
    Changed {
        /// The key.
        key: &'a [u8],
        /// The value it had.
        old: &'a V,
        /// The value it has.
        new: &'a V,
    },
}

/// What is still to be compared on one side: whole subtrees and single entries, next on top.
enum Item<'a, V, A> {
    Tree(&'a Node<V, A>),
    Entry(&'a Node<V, A>),
}

/// The changes from one version to another, in key order; see [`Trie::diff`](super::Trie::diff).
pub struct Diff<'a, V, A> {
    old: Vec<Item<'a, V, A>>,
    new: Vec<Item<'a, V, A>>,
}

impl<'a, V, A> Diff<'a, V, A> {
    pub(super) fn new(old: &'a Link<V, A>, new: &'a Link<V, A>) -> Diff<'a, V, A> {
        let stack = |link: &'a Link<V, A>| link.as_deref().map(Item::Tree).into_iter().collect();
        Diff {
            old: stack(old),
            new: stack(new),
        }
    }

    /// Takes shared subtrees off both sides and opens others until both have a single entry on
    /// top, or nothing.
    fn align(&mut self) {
        loop {
            let (old, new) = match (self.old.last(), self.new.last()) {
                (Some(Item::Tree(old)), Some(Item::Tree(new))) => {
                    if std::ptr::eq(*old, *new) {
                        self.old.pop();
                        self.new.pop();
                        continue;
                    }
                    // The larger one may hold the other as it is.
                    (old.size >= new.size, new.size >= old.size)
                }
                (old, new) => (
                    matches!(old, Some(Item::Tree(_))),
                    matches!(new, Some(Item::Tree(_))),
                ),
            };
            if old {
                open(&mut self.old);
            }
            if new {
                open(&mut self.new);
            }
            if !old && !new {
                return;
            }
        }
    }
}

/// Replaces the subtree on top by its three parts.
fn open<V, A>(stack: &mut Vec<Item<'_, V, A>>) {
    if let Some(Item::Tree(node)) = stack.pop_if(|item| matches!(item, Item::Tree(_))) {
        stack.extend(node.right.as_deref().map(Item::Tree));
        stack.push(Item::Entry(node));
        stack.extend(node.left.as_deref().map(Item::Tree));
    }
}

fn top<'a, V, A>(stack: &[Item<'a, V, A>]) -> Option<&'a Node<V, A>> {
    stack
        .last()
        .map(|(Item::Tree(node) | Item::Entry(node))| *node)
}

impl<'a, V: PartialEq, A> Iterator for Diff<'a, V, A> {
    type Item = Change<'a, V>;

    fn next(&mut self) -> Option<Change<'a, V>> {
        loop {
            self.align();
            let (old, new) = (top(&self.old), top(&self.new));
            let order = match (old, new) {
                (None, None) => return None,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(old), Some(new)) => old.key.cmp(&new.key),
            };
            if order.is_le() {
                self.old.pop();
            }
            if order.is_ge() {
                self.new.pop();
            }
            match (order, old, new) {
                (
                    Ordering::Less,
                    Some(Node {
                        key, value: old, ..
                    }),
                    _,
                ) => {
                    return Some(Change::Removed { key, old });
                }
                (
                    Ordering::Greater,
                    _,
                    Some(Node {
                        key, value: new, ..
                    }),
                ) => {
                    return Some(Change::Added { key, new });
                }
                (
                    _,
                    Some(Node {
                        key, value: old, ..
                    }),
                    Some(Node { value: new, .. }),
                ) if old != new => {
                    return Some(Change::Changed { key, old, new });
                }
                _ => {}
            }
        }
    }
}

impl<V: PartialEq, A> FusedIterator for Diff<'_, V, A> {}
