//! Ids of one vulnerability: aliases hold both ways and from one to the next.

use std::collections::HashMap;

/// Disjoint sets of ids. Whatever circles the aliases make, each step leads to a larger set.
#[derive(Clone, Debug, Default)]
pub(super) struct Groups {
    index: HashMap<String, usize>,
    /// The set's parent and how many ids are below it; a root is its own parent.
    sets: Vec<(usize, usize)>,
}

impl Groups {
    /// Makes two ids names of one vulnerability.
    pub(super) fn join(&mut self, one: &str, other: &str) {
        let (one, other) = (self.of(one), self.of(other));
        let (one, other) = (self.root(one), self.root(other));
        if one == other {
            return;
        }
        let size = |at: usize| self.sets.get(at).map_or(0, |set| set.1);
        let total = size(one) + size(other);
        let (small, large) = if size(one) < size(other) {
            (one, other)
        } else {
            (other, one)
        };
        if let Some(set) = self.sets.get_mut(small) {
            set.0 = large;
        }
        if let Some(set) = self.sets.get_mut(large) {
            set.1 = total;
        }
    }

    /// What all ids of one vulnerability have in common: their set, or the id if it has no other.
    pub(super) fn vulnerability<'i>(&self, id: &'i str) -> Result<usize, &'i str> {
        self.index.get(id).map(|at| self.root(*at)).ok_or(id)
    }

    fn of(&mut self, id: &str) -> usize {
        if let Some(at) = self.index.get(id) {
            return *at;
        }
        let at = self.sets.len();
        self.sets.push((at, 1));
        self.index.insert(id.to_owned(), at);
        at
    }

    fn root(&self, mut at: usize) -> usize {
        while let Some((parent, _)) = self.sets.get(at)
            && *parent != at
        {
            at = *parent;
        }
        at
    }
}
