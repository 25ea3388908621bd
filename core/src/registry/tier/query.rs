//! Questions to a tier.

use std::ops::Range;
use std::sync::Arc;

use super::Tier;
use crate::registry::entry::name_span;
use crate::registry::summary::{Edge, Leaf, Summary};
use crate::registry::{Entry, FaultLevel, Name, States};
use crate::semverx::Version;
use crate::trie::AvlNode;

/// One version that needs a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependent<'a> {
    /// The package in need.
    pub name: &'a str,
    /// Its version, without build metadata.
    pub version: Version,
    /// The range it asks for, as published.
    pub range: &'a str,
}

impl Tier {
    /// All versions of a package, ascending, yanked ones and tombstones included; none for a name
    /// that is not there.
    pub fn versions<'a>(
        &'a self,
        name: &str,
    ) -> impl DoubleEndedIterator<Item = &'a Arc<Entry>> + use<'a> {
        let (start, end) = name_span(name);
        self.forward.range(start..end).map(|(_, leaf)| &leaf.entry)
    }

    /// All names, ascending, in O(log n) each.
    pub fn names(&self) -> impl Iterator<Item = &Name> {
        let first = super::next_name(self, None);
        std::iter::successors(first, |name| super::next_name(self, Some(name)))
    }

    /// All entries, by name and version.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = &Arc<Entry>> {
        self.forward.iter().map(|(_, leaf)| &leaf.entry)
    }

    /// Every version of every package that names this one as a dependency, by name and version.
    /// The package itself need not exist.
    pub fn dependents<'a>(
        &'a self,
        name: &str,
    ) -> impl DoubleEndedIterator<Item = Dependent<'a>> + use<'a> {
        let (start, end) = name_span(name);
        let skip = start.len();
        self.reverse
            .range(start..end)
            .filter_map(move |(key, edge)| {
                let (name, version) = split_key(key.get(skip..)?)?;
                let range = &*edge.0;
                Some(Dependent {
                    name,
                    version,
                    range,
                })
            })
    }

    /// The packages that name this one as a dependency in any version, ascending, in O(log n) each.
    /// The package itself need not exist.
    pub fn dependent_names<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        let (start, end) = name_span(name);
        let skip = start.len();
        let mut from = start;
        std::iter::from_fn(move || {
            let (key, _) = self
                .reverse
                .ceiling(&from)
                .filter(|(key, _)| **key < *end)?;
            let (name, _) = split_name(key.get(skip..)?)?;
            // No byte of a name is below 0x02, so this is above all versions of this one.
            from.truncate(skip);
            from.extend_from_slice(name.as_bytes());
            from.push(1);
            Some(name)
        })
    }

    /// Whether at least so many packages name this one as a dependency. Allocates nothing for a name
    /// that none needs.
    pub(crate) fn is_needed_by(&self, name: &str, least: usize) -> bool {
        // No key is between a name's own and the name itself.
        let found = self.reverse.ceiling(name);
        let rest = found.and_then(|(key, _)| key.strip_prefix(name.as_bytes()));
        rest.is_some_and(|rest| rest.first() == Some(&0))
            && self
                .dependent_names(name)
                .nth(least.saturating_sub(1))
                .is_some()
    }

    /// How many bytes of this name a name that is needed begins with, at most.
    pub(crate) fn needed_prefix(&self, name: &str) -> usize {
        let same = |(key, _): (&[u8], &Edge)| {
            let pairs = key.iter().zip(name.as_bytes());
            pairs.take_while(|(a, b)| a == b).count()
        };
        let beside = [self.reverse.floor(name), self.reverse.ceiling(name)];
        beside.into_iter().flatten().map(same).max().unwrap_or(0)
    }

    /// How many dependencies all entries have together.
    pub(crate) fn edges(&self) -> usize {
        self.reverse.len()
    }

    /// The versions that can be had and have a fault of at least this level, by name and version.
    /// Enters only what holds one.
    pub fn faults(&self, at_least: FaultLevel) -> Vec<&Arc<Entry>> {
        let mut found = Vec::new();
        collect_faults(self.forward.root(), at_least, &mut found);
        found
    }

    /// The highest version of a package that is stable, has no tail, is neither yanked nor undone,
    /// and has a fault level of at most 5. O(log n).
    pub fn best_stable(&self, name: &str) -> Option<&Arc<Entry>> {
        let (start, end) = name_span(name);
        last_within(self.forward.root(), &(start..end), States::STABLE)
    }
}

/// `name 0x00 sort-key`, taken apart.
fn split_key(key: &[u8]) -> Option<(&str, Version)> {
    let (name, key) = split_name(key)?;
    Some((name, Version::from_sort_key(key)?))
}

fn split_name(key: &[u8]) -> Option<(&str, &[u8])> {
    let at = key.iter().position(|byte| *byte == 0)?;
    let name = std::str::from_utf8(key.get(..at)?).ok()?;
    Some((name, key.get(at + 1..)?))
}

/// Recursion ends at the tree's height.
fn collect_faults<'a>(
    node: Option<AvlNode<'a, Leaf, Summary>>,
    at_least: FaultLevel,
    found: &mut Vec<&'a Arc<Entry>>,
) {
    let Some(node) = node.filter(|node| node.annotation().worst() >= at_least) else {
        return;
    };
    collect_faults(node.left(), at_least, found);
    let entry = &node.value().entry;
    if entry.fault >= at_least && entry.is_present() {
        found.push(entry);
    }
    collect_faults(node.right(), at_least, found);
}

/// The last entry within the span that is of this kind. Subtrees that hold none are not entered,
/// and one that lies within the span and holds one ends the search: two ways down at most.
fn last_within<'a>(
    node: Option<AvlNode<'a, Leaf, Summary>>,
    span: &Range<Vec<u8>>,
    kind: States,
) -> Option<&'a Arc<Entry>> {
    let node = node?;
    if !node.annotation().states().contains(kind) {
        return None;
    }
    let (from, to) = (&*span.start, &*span.end);
    if node.key() < from {
        return last_within(node.right(), span, kind);
    }
    if node.key() >= to {
        return last_within(node.left(), span, kind);
    }
    let entry = &node.value().entry;
    last_within(node.right(), span, kind)
        .or_else(|| States::of(entry).contains(kind).then_some(entry))
        .or_else(|| last_within(node.left(), span, kind))
}
