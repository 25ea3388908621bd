//! One source of packages: a forward and a reverse tree that always agree.

mod query;

use std::fmt;
use std::sync::{Arc, OnceLock};

pub use query::Dependent;

use super::entry::{forward_key, reverse_key};
use super::hash::Hash;
use super::summary::{Edge, Leaf, Summary, subtree_hash, tier_root};
use super::{Entry, FaultLevel, Name, RegistryError, States};
use crate::semverx::Version;
use crate::trie::{AvlNode, Trie};

/// One source of packages: every version of every package, and who needs whom.
///
/// Two persistent trees of one snapshot: *forward* from name and version to the [`Entry`], *reverse*
/// from a dependency to its dependents. Cloning takes constant time.
///
/// ```
/// use diram_core::registry::{Tier, read_lines};
/// let tier = Tier::from_entries(read_lines(concat!(
///     "{\"name\":\"app\",\"version\":\"1.0.0\",\"deps\":{\"core\":\"^2\"}}\n",
///     "{\"name\":\"core\",\"version\":\"2.1.0\",\"deps\":{}}\n",
///     "{\"name\":\"core\",\"version\":\"2.0.0\",\"deps\":{}}\n",
/// ))?)?;
/// let versions: Vec<_> = tier.versions("core").map(|e| e.version.to_compact()).collect();
/// assert_eq!(versions, ["2.0.0", "2.1.0"]);
/// assert_eq!(tier.dependents("core").next().map(|d| (d.name, d.range)), Some(("app", "^2")));
/// # Ok::<(), diram_core::registry::RegistryError>(())
/// ```
#[derive(Clone, Default)]
pub struct Tier {
    pub(super) forward: Trie<Leaf, Summary>,
    reverse: Trie<Edge, Summary>,
    root: OnceLock<Hash>,
}

impl Tier {
    /// A source without packages.
    pub fn new() -> Tier {
        Tier::default()
    }

    /// A source with these entries, which may come in any order: they go into the trees in order of
    /// their keys, so the same entries always give the same root.
    ///
    /// # Errors
    /// An entry twice (build metadata makes no difference), or one whose fields do not fit together.
    pub fn from_entries(entries: Vec<Entry>) -> Result<Tier, RegistryError> {
        let mut entries: Vec<Arc<Entry>> = entries.into_iter().map(Arc::new).collect();
        entries.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.version.cmp(&b.version)));
        let mut tier = Tier::new();
        let mut edges = Vec::new();
        for entry in &entries {
            entry.check()?;
            edges.extend(edges_of(entry));
            if let Some(old) = tier
                .forward
                .insert(entry.key(), Leaf::new(Arc::clone(entry)))
            {
                return Err(RegistryError::Exists {
                    name: entry.name.clone(),
                    version: old.entry.version.to_compact(),
                });
            }
        }
        edges.sort_by(|a, b| a.0.cmp(&b.0));
        tier.reverse.extend(edges);
        Ok(tier)
    }

    /// Number of entries, tombstones included.
    pub fn len(&self) -> usize {
        self.forward.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.forward.is_empty()
    }

    /// The hash over both trees; the empty tier has one too. Computed when first asked for, over
    /// what changed since a version of the tier that was asked.
    pub fn root(&self) -> Hash {
        *self
            .root
            .get_or_init(|| tier_root(&subtree_hash(self.forward.root()), &self.reverse_root()))
    }

    /// The hash of the reverse tree alone; 32 zero bytes when empty.
    pub(super) fn reverse_root(&self) -> Hash {
        subtree_hash(self.reverse.root())
    }

    /// The highest fault level of any entry.
    pub fn worst_fault(&self) -> FaultLevel {
        self.forward
            .annotation()
            .map_or(FaultLevel::CLEAN, Summary::worst)
    }

    /// Which kinds of entries there are.
    pub fn states(&self) -> States {
        self.forward
            .annotation()
            .map_or(States::default(), Summary::states)
    }

    /// Nodes on the longest way down the forward tree.
    pub fn height(&self) -> u32 {
        self.forward.height()
    }

    /// One entry, tombstones included.
    pub fn entry(&self, name: &str, version: &Version) -> Option<&Arc<Entry>> {
        Some(&self.forward.get(forward_key(name, version))?.entry)
    }

    /// Whether both are the very same tier, without looking at any entry.
    pub(super) fn same(&self, other: &Tier) -> bool {
        self.forward.ptr_eq(&other.forward)
    }

    /// Sets an entry in both trees. The caller has checked it.
    pub(super) fn set(&mut self, entry: Arc<Entry>) {
        self.root = OnceLock::new();
        let old = self
            .forward
            .insert(entry.key(), Leaf::new(Arc::clone(&entry)));
        for (key, _) in old.iter().flat_map(|old| edges_of(&old.entry)) {
            if !has_edge(&entry, &key) {
                self.reverse.remove(key);
            }
        }
        for (key, edge) in edges_of(&entry) {
            if self.reverse.get(&key) != Some(&edge) {
                self.reverse.insert(key, edge);
            }
        }
    }

    pub(super) fn forward_root(&self) -> Option<AvlNode<'_, Leaf, Summary>> {
        self.forward.root()
    }

    #[cfg(test)]
    pub(super) fn reverse_entries(&self) -> Vec<(Vec<u8>, String)> {
        self.reverse
            .iter()
            .map(|(key, edge)| (key.to_vec(), edge.0.to_string()))
            .collect()
    }

    #[cfg(test)]
    pub(super) fn reverse_tree(&self) -> &Trie<Edge, Summary> {
        &self.reverse
    }
}

fn edges_of(entry: &Entry) -> impl Iterator<Item = (Vec<u8>, Edge)> {
    entry.deps.iter().map(|dep| {
        let key = reverse_key(dep.name.as_str(), entry);
        (key, Edge(Arc::clone(&dep.text)))
    })
}

/// Whether the edge under this reverse key of the same name and version is one of the entry's.
fn has_edge(entry: &Entry, key: &[u8]) -> bool {
    let name = key.split(|byte| *byte == 0).next().unwrap_or_default();
    entry
        .deps
        .iter()
        .any(|dep| dep.name.as_str().as_bytes() == name)
}

impl fmt::Debug for Tier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tier")
            .field("entries", &self.len())
            .field("worst_fault", &self.worst_fault())
            .finish_non_exhaustive()
    }
}

/// A source as text says which.
pub(super) fn not_found(
    source: &str,
    tier: &Tier,
    name: &str,
    version: Option<&Version>,
) -> RegistryError {
    let known = tier.versions(name).next().is_some();
    let near = if known {
        let present = tier.versions(name).rev().filter(|e| e.is_present());
        present.take(3).map(|e| e.version.to_compact()).collect()
    } else {
        super::near_names(tier, name)
    };
    RegistryError::NotFound {
        source_name: source.to_owned(),
        name: super::quote::short(name),
        version: version.filter(|_| known).map(Version::to_compact),
        near,
    }
}

/// All names of a tier, see [`Tier::names`].
pub(super) fn next_name<'a>(tier: &'a Tier, after: Option<&Name>) -> Option<&'a Name> {
    let next = match after {
        None => tier.forward.first(),
        Some(name) => tier
            .forward
            .ceiling(super::entry::name_span(name.as_str()).1),
    };
    Some(&next?.1.entry.name)
}
