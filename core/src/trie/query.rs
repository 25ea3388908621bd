//! Questions answered by one way down from the root.

use std::cmp::Ordering;

use super::node::Sought;
use super::{Entry, Trie};

impl<V, A> Trie<V, A> {
    /// The entry with the smallest key.
    pub fn first(&self) -> Option<Entry<'_, V>> {
        self.select(0)
    }

    /// The entry with the largest key.
    pub fn last(&self) -> Option<Entry<'_, V>> {
        self.select(self.len().checked_sub(1)?)
    }

    /// The entry with the largest key that is not above `key`.
    pub fn floor(&self, key: impl AsRef<[u8]>) -> Option<Entry<'_, V>> {
        let key = Sought::new(key.as_ref());
        let (mut at, mut best) = (self.root.as_deref(), None);
        while let Some(node) = at {
            if key.cmp(node) != Ordering::Less {
                best = Some(node.entry());
                at = node.right.as_deref();
            } else {
                at = node.left.as_deref();
            }
        }
        best
    }

    /// The entry with the smallest key that is not below `key`.
    pub fn ceiling(&self, key: impl AsRef<[u8]>) -> Option<Entry<'_, V>> {
        let key = Sought::new(key.as_ref());
        let (mut at, mut best) = (self.root.as_deref(), None);
        while let Some(node) = at {
            if key.cmp(node) != Ordering::Greater {
                best = Some(node.entry());
                at = node.left.as_deref();
            } else {
                at = node.right.as_deref();
            }
        }
        best
    }

    /// Number of keys below `key`, whether or not it is there.
    pub fn rank(&self, key: impl AsRef<[u8]>) -> usize {
        let key = key.as_ref();
        self.count_while(|other| other < key)
    }

    /// The entry with exactly `rank` keys below it; `None` from [`len`](Trie::len) on.
    pub fn select(&self, mut rank: usize) -> Option<Entry<'_, V>> {
        let mut at = self.root.as_deref();
        while let Some(node) = at {
            let below = super::node::size(&node.left);
            at = if rank < below {
                node.left.as_deref()
            } else if rank == below {
                return Some(node.entry());
            } else {
                rank -= below + 1;
                node.right.as_deref()
            };
        }
        None
    }

    /// The entry with the longest key that `text` begins with (`text` itself included).
    ///
    /// Each round finds the floor of what is left of `text`. When that key is a prefix, no longer
    /// one exists. When it is not, it parts from the text at some byte, and every key that is a
    /// prefix ends before that byte: a longer one would lie between the two. So the text is cut
    /// there and the next round begins.
    ///
    /// A round costs O(log n). Usually one or two do; there are never more than one for each byte
    /// of `text`, nor more than one for each key and one besides.
    ///
    /// ```
    /// # use diram_core::trie::Trie;
    /// let trie: Trie<u32> = [("", 0), ("ab", 1), ("abc", 2), ("abca", 3)].into_iter().collect();
    /// assert_eq!(trie.longest_prefix("abcd"), Some((&b"abc"[..], &2)));
    /// assert_eq!(trie.longest_prefix("xyz"), Some((&b""[..], &0)));
    /// ```
    pub fn longest_prefix(&self, text: impl AsRef<[u8]>) -> Option<Entry<'_, V>> {
        let mut text = text.as_ref();
        loop {
            let (key, value) = self.floor(text)?;
            let shared = key.iter().zip(text).take_while(|(a, b)| a == b).count();
            if shared == key.len() {
                return Some((key, value));
            }
            // `shared < text.len()` here: a key that the text is a prefix of is above the text.
            text = text.get(..shared)?;
        }
    }

    /// Number of keys for which `test` holds. It must hold for a first stretch of the keys and
    /// for none after it.
    pub(super) fn count_while(&self, test: impl Fn(&[u8]) -> bool) -> usize {
        let (mut at, mut count) = (self.root.as_deref(), 0);
        while let Some(node) = at {
            if test(&node.key) {
                count += super::node::size(&node.left) + 1;
                at = node.right.as_deref();
            } else {
                at = node.left.as_deref();
            }
        }
        count
    }
}
