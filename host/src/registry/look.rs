//! Looking at a registry.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use diram_core::registry::{
    Entry, Name, ProofReport, RegistryError, RegistryNode, Snapshot, Tier, near_names,
};
use serde_json::Value;

use super::report::{
    ChangeReport, DependentReport, EntryReport, Graph, GraphEdge, GraphNode, SearchHit,
    VersionEntry,
};
use super::{Registry, version};
use crate::{Error, Result};

/// Most names that a search gives.
pub const MAX_FOUND: usize = 100;

/// Most edges of a graph.
const MAX_EDGES: usize = 1_000_000;

impl Registry {
    /// The names of all packages of which a version can be had, ascending.
    pub fn names(&self) -> Result<Vec<String>> {
        let snapshot = self.current();
        let tier = self.tier(&snapshot)?;
        let names = tier.names().filter(|name| is_present(tier, name.as_str()));
        Ok(names.map(Name::to_string).collect())
    }

    /// The versions of a package that can be had, yanked ones included, ascending.
    ///
    /// # Errors
    /// `NOT_FOUND`, with near names, if there are none.
    pub fn versions(&self, name: &str) -> Result<Vec<VersionEntry>> {
        let name = Name::parse(name)?;
        let snapshot = self.current();
        let tier = self.tier(&snapshot)?;
        let found: Vec<VersionEntry> = present(tier, name.as_str())
            .map(|entry| VersionEntry::of(entry))
            .collect();
        if found.is_empty() {
            return Err(self.no_package(tier, &name));
        }
        Ok(found)
    }

    /// All about one version.
    ///
    /// # Errors
    /// `NOT_FOUND`, with near names or versions.
    pub fn info(&self, name: &str, number: &str) -> Result<EntryReport> {
        let (name, number) = (Name::parse(name)?, version(number)?);
        let snapshot = self.current();
        let entry = snapshot.find(self.source(), name.as_str(), &number)?;
        Ok(EntryReport::of(self.source(), entry))
    }

    /// The version's node in the tree, with the fourteen fields of
    /// [`RegistryNode`], as JSON.
    ///
    /// # Errors
    /// `NOT_FOUND`, with near names or versions.
    pub fn node(&self, name: &str, number: &str) -> Result<Value> {
        let (name, number) = (Name::parse(name)?, version(number)?);
        let snapshot = self.current();
        snapshot.find(self.source(), name.as_str(), &number)?;
        let Some(mut node) = snapshot.node(self.source(), name.as_str(), &number) else {
            return Ok(Value::Null);
        };
        node.observers = self.shared.observers.ids(name.as_str());
        Ok(node_json(&node))
    }

    /// Names that hold `text`, ascending; if there are none, names near it. At most [`MAX_FOUND`].
    pub fn search(&self, text: &str) -> Result<Vec<SearchHit>> {
        let snapshot = self.current();
        let tier = self.tier(&snapshot)?;
        let wanted = text.to_lowercase();
        let holds =
            |name: &&Name| name.as_str().contains(&wanted) && is_present(tier, name.as_str());
        let found = tier.names().filter(holds).take(MAX_FOUND);
        let mut names: Vec<String> = found.map(Name::to_string).collect();
        if names.is_empty() {
            names = near_names(tier, text);
        }
        let best = |name: &str| Some(tier.best_stable(name)?.version.to_string());
        let hit = |name: String| SearchHit {
            best: best(&name),
            name,
        };
        Ok(names.into_iter().map(hit).collect())
    }

    /// What a package needs, directly and further on, whichever of its versions.
    ///
    /// # Errors
    /// `NOT_FOUND`, with near names; `LIMIT` for more than a million edges.
    pub fn graph(&self, name: &str) -> Result<Graph> {
        let first = Name::parse(name)?;
        let snapshot = self.current();
        let tier = self.tier(&snapshot)?;
        if !is_present(tier, first.as_str()) {
            return Err(self.no_package(tier, &first));
        }
        let mut nodes: BTreeMap<Name, usize> = BTreeMap::new();
        let mut edges = Vec::new();
        let mut open = BTreeSet::from([first]);
        while let Some(name) = open.pop_first() {
            let mut versions = 0;
            for entry in present(tier, name.as_str()) {
                versions += 1;
                edges.extend(entry.deps.iter().map(|dep| GraphEdge {
                    from: name.to_string(),
                    version: entry.version.to_string(),
                    to: dep.name.to_string(),
                    range: dep.text.to_string(),
                }));
                let further = entry.deps.iter().map(|dep| &dep.name);
                open.extend(
                    further
                        .filter(|to| !nodes.contains_key(*to) && **to != name)
                        .cloned(),
                );
            }
            if edges.len() > MAX_EDGES {
                return Err(Error::Limit {
                    argument: "graph",
                    range: "0..=1000000 edges",
                    got: edges.len().to_string(),
                });
            }
            nodes.insert(name, versions);
        }
        // Versions of one package are in order already.
        edges.sort_by(|a: &GraphEdge, b| a.from.cmp(&b.from));
        let node = |(name, versions): (Name, usize)| GraphNode {
            name: name.to_string(),
            versions,
        };
        Ok(Graph {
            nodes: nodes.into_iter().map(node).collect(),
            edges,
        })
    }

    /// Every version of every package that needs this one, by name and version.
    pub fn dependents(&self, name: &str) -> Result<Vec<DependentReport>> {
        let name = Name::parse(name)?;
        let snapshot = self.current();
        let tier = self.tier(&snapshot)?;
        let report = |d: diram_core::registry::Dependent<'_>| DependentReport {
            name: d.name.to_owned(),
            version: d.version.to_string(),
            range: d.range.to_owned(),
        };
        Ok(tier.dependents(name.as_str()).map(report).collect())
    }

    /// What changed from snapshot `a` to snapshot `b`, in all sources.
    ///
    /// # Errors
    /// `SNAPSHOT` for one that does not exist.
    pub fn diff(&self, a: u64, b: u64) -> Result<Vec<ChangeReport>> {
        let (a, b) = {
            let history = self.history();
            (history.at(a)?.clone(), history.at(b)?.clone())
        };
        Ok(b.diff(&a).into_iter().map(ChangeReport::of).collect())
    }

    /// The proof that a version, or with `None` any version of a name, is there or is not.
    pub fn prove(&self, name: &str, number: Option<&str>) -> Result<ProofReport> {
        let name = Name::parse(name)?;
        let number = number.map(version).transpose()?;
        let (snapshot, source) = (self.current(), self.source());
        Ok(ProofReport::of(&snapshot, source, &name, number.as_ref())?)
    }

    fn tier<'a>(&self, snapshot: &'a Snapshot) -> Result<&'a Tier> {
        Ok(snapshot.source(self.source())?)
    }

    pub(super) fn no_package(&self, tier: &Tier, name: &Name) -> Error {
        Error::Registry(RegistryError::NotFound {
            source_name: self.source().to_owned(),
            name: name.to_string(),
            version: None,
            near: near_names(tier, name.as_str()),
        })
    }
}

/// The versions that can be had.
fn present<'a>(
    tier: &'a Tier,
    name: &str,
) -> impl DoubleEndedIterator<Item = &'a Arc<Entry>> + use<'a> {
    tier.versions(name).filter(|entry| entry.is_present())
}

fn is_present(tier: &Tier, name: &str) -> bool {
    present(tier, name).next().is_some()
}

fn node_json(node: &RegistryNode<'_>) -> Value {
    // Nothing in it is a map with keys that are not text.
    serde_json::to_value(node).unwrap_or(Value::Null)
}
