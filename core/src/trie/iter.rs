//! Entries in order, from both ends.

use std::iter::FusedIterator;

use super::Entry;
use super::node::{Node, size};

/// Entries of a [`Trie`](super::Trie) in key order, from either end; knows how many are left.
pub struct Iter<'a, V, A> {
    root: Option<&'a Node<V, A>>,
    /// Ranks still to come: `from..to`.
    from: usize,
    to: usize,
    /// The next node on top, below it the ancestors that come later. Empty until first used.
    ahead: Vec<&'a Node<V, A>>,
    /// The same from the other end.
    behind: Vec<&'a Node<V, A>>,
}

impl<'a, V, A> Iter<'a, V, A> {
    pub(super) fn new(root: Option<&'a Node<V, A>>, from: usize, to: usize) -> Iter<'a, V, A> {
        Iter {
            root,
            from,
            to: to.max(from),
            ahead: Vec::new(),
            behind: Vec::new(),
        }
    }

    fn seek_ahead(&mut self) {
        let (mut at, mut rank) = (self.root, self.from);
        while let Some(node) = at {
            let below = size(&node.left);
            if rank <= below {
                self.ahead.push(node);
                at = if rank < below {
                    node.left.as_deref()
                } else {
                    None
                };
            } else {
                rank -= below + 1;
                at = node.right.as_deref();
            }
        }
    }

    fn seek_behind(&mut self) {
        // Counted from the top end, so that this mirrors `seek_ahead`.
        let mut rank = self.root.map_or(0, |node| node.size) - self.to;
        let mut at = self.root;
        while let Some(node) = at {
            let above = size(&node.right);
            if rank <= above {
                self.behind.push(node);
                at = if rank < above {
                    node.right.as_deref()
                } else {
                    None
                };
            } else {
                rank -= above + 1;
                at = node.left.as_deref();
            }
        }
    }
}

impl<'a, V, A> Iterator for Iter<'a, V, A> {
    type Item = Entry<'a, V>;

    fn next(&mut self) -> Option<Entry<'a, V>> {
        if self.from == self.to {
            return None;
        }
        if self.ahead.is_empty() {
            self.seek_ahead();
        }
        let node = self.ahead.pop()?;
        self.from += 1;
        let mut at = node.right.as_deref();
        while let Some(child) = at {
            self.ahead.push(child);
            at = child.left.as_deref();
        }
        Some(node.entry())
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.to - self.from, Some(self.to - self.from))
    }
}

impl<'a, V, A> DoubleEndedIterator for Iter<'a, V, A> {
    fn next_back(&mut self) -> Option<Entry<'a, V>> {
        if self.from == self.to {
            return None;
        }
        if self.behind.is_empty() {
            self.seek_behind();
        }
        let node = self.behind.pop()?;
        self.to -= 1;
        let mut at = node.left.as_deref();
        while let Some(child) = at {
            self.behind.push(child);
            at = child.right.as_deref();
        }
        Some(node.entry())
    }
}

impl<V, A> ExactSizeIterator for Iter<'_, V, A> {}
impl<V, A> FusedIterator for Iter<'_, V, A> {}

impl<V, A> Clone for Iter<'_, V, A> {
    fn clone(&self) -> Self {
        Iter {
            ahead: self.ahead.clone(),
            behind: self.behind.clone(),
            ..*self
        }
    }
}

impl<V: std::fmt::Debug, A> std::fmt::Debug for Iter<'_, V, A> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let rest = self
            .clone()
            .map(|(key, value)| (key.escape_ascii().to_string(), value));
        f.debug_map().entries(rest).finish()
    }
}
