//! One state of all sources.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::hash::{Bytes, Hash};
use super::summary::Value;
use super::{Entry, Head, Name, RegistryError, SignedHead, Tier};
use crate::semverx::Version;
use crate::trie::{Change, Trie};

/// One state of all sources, with its head. Cloning takes constant time; a snapshot never changes.
#[derive(Clone, Debug)]
pub struct Snapshot(Arc<State>);

#[derive(Debug)]
struct State {
    signed: SignedHead,
    id: Hash,
    tiers: BTreeMap<String, Tier>,
    activity: Trie<Activity>,
}

/// What happened to an entry, outside everything that is hashed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Activity {
    /// When it changed last, in seconds since 1970; 0 for one that did not since the registry was
    /// opened.
    pub last_update: u64,
    /// How often it changed since the registry was opened.
    pub update_count: u64,
}

impl Snapshot {
    pub(super) fn new(
        signed: SignedHead,
        tiers: BTreeMap<String, Tier>,
        activity: Trie<Activity>,
    ) -> Snapshot {
        let id = signed.head.id();
        Snapshot(Arc::new(State {
            signed,
            id,
            tiers,
            activity,
        }))
    }

    /// What it commits to.
    pub fn head(&self) -> &Head {
        &self.0.signed.head
    }

    /// The head with its signatures.
    pub fn signed(&self) -> &SignedHead {
        &self.0.signed
    }

    /// The head's id.
    pub fn id(&self) -> Hash {
        self.0.id
    }

    /// The snapshot's number.
    pub fn seq(&self) -> u64 {
        self.head().seq
    }

    /// The names of the sources, ascending.
    pub fn sources(&self) -> impl ExactSizeIterator<Item = &str> {
        self.0.tiers.keys().map(String::as_str)
    }

    /// One source.
    pub fn tier(&self, source: &str) -> Option<&Tier> {
        self.0.tiers.get(source)
    }

    /// One source, or an error that names those there are.
    pub fn source(&self, source: &str) -> Result<&Tier, RegistryError> {
        self.tier(source).ok_or_else(|| RegistryError::Source {
            source_name: super::quote::short(source),
            known: self.sources().map(str::to_owned).collect(),
        })
    }

    /// One entry that can be had, or an error that names what is close.
    pub fn find(
        &self,
        source: &str,
        name: &str,
        version: &Version,
    ) -> Result<&Arc<Entry>, RegistryError> {
        let tier = self.source(source)?;
        let entry = tier.entry(name, version).filter(|entry| entry.is_present());
        entry.ok_or_else(|| super::tier::not_found(source, tier, name, Some(version)))
    }

    /// When and how often an entry changed since the registry was opened.
    pub fn activity(&self, source: &str, name: &str, version: &Version) -> Activity {
        let key = activity_key(source, &super::entry::forward_key(name, version));
        self.0.activity.get(key).copied().unwrap_or_default()
    }

    /// A hash of the content alone: the same for the same entries, whatever order they came in.
    /// Reads every entry.
    pub fn content_digest(&self) -> Hash {
        let mut bytes = Bytes::new("diram:content:1\n");
        bytes.number(self.0.tiers.len() as u64);
        for (source, tier) in &self.0.tiers {
            bytes.text(source.as_bytes()).number(tier.len() as u64);
            for (_, leaf) in &tier.forward {
                bytes.fixed(&leaf.value_hash());
            }
        }
        bytes.hash()
    }

    /// What changed from `old` to this one, by source, name and version. Enters only what the two
    /// do not share.
    pub fn diff(&self, old: &Snapshot) -> Vec<EntryChange> {
        let none = Tier::new();
        let mut changes = Vec::new();
        let mut sources: Vec<&str> = self.sources().chain(old.sources()).collect();
        sources.sort_unstable();
        sources.dedup();
        for source in sources {
            let after = self.tier(source).unwrap_or(&none);
            let before = old.tier(source).unwrap_or(&none);
            for change in after.forward.diff(&before.forward) {
                let (old, new) = match change {
                    Change::Added { new, .. } => (None, Some(&new.entry)),
                    Change::Removed { old, .. } => (Some(&old.entry), None),
                    Change::Changed { old, new, .. } => (Some(&old.entry), Some(&new.entry)),
                };
                changes.extend(EntryChange::new(source, old, new));
            }
        }
        changes
    }

    pub(super) fn tiers(&self) -> &BTreeMap<String, Tier> {
        &self.0.tiers
    }

    pub(super) fn activities(&self) -> &Trie<Activity> {
        &self.0.activity
    }
}

/// `source 0x00 forward-key`
pub(super) fn activity_key(source: &str, key: &[u8]) -> Vec<u8> {
    [source.as_bytes(), &[0], key].concat()
}

/// One difference between two snapshots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryChange {
    /// The source.
    pub source: String,
    /// The package.
    pub name: Name,
    /// The version.
    pub version: Version,
    /// What happened, in one word.
    pub kind: ChangeKind,
    /// The entry before, `None` if there was none.
    pub old: Option<Arc<Entry>>,
    /// The entry after, `None` if there is none.
    pub new: Option<Arc<Entry>>,
}

/// What happened to an entry: the first that fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ChangeKind {
    /// It is new.
    Published,
    /// It is gone: the later snapshot was compared as the earlier one.
    Removed,
    /// It became a tombstone.
    Undone,
    /// It was yanked.
    Yanked,
    /// It is no longer yanked.
    Unyanked,
    /// Its fault level is another.
    Fault,
    /// Something else about it is another.
    Changed,
}

impl EntryChange {
    fn new(
        source: &str,
        old: Option<&Arc<Entry>>,
        new: Option<&Arc<Entry>>,
    ) -> Option<EntryChange> {
        let kind = match (old, new) {
            (None, None) => return None,
            (None, Some(new)) if new.is_present() => ChangeKind::Published,
            (None, Some(_)) => ChangeKind::Undone,
            (Some(_), None) => ChangeKind::Removed,
            (Some(old), Some(new)) if old.is_present() && !new.is_present() => ChangeKind::Undone,
            (Some(old), Some(new)) if !old.yanked && new.yanked => ChangeKind::Yanked,
            (Some(old), Some(new)) if old.yanked && !new.yanked => ChangeKind::Unyanked,
            (Some(old), Some(new)) if old.fault != new.fault => ChangeKind::Fault,
            (Some(_), Some(_)) => ChangeKind::Changed,
        };
        let any = new.or(old)?;
        Some(EntryChange {
            source: source.to_owned(),
            name: any.name.clone(),
            version: any.version.clone(),
            kind,
            old: old.cloned(),
            new: new.cloned(),
        })
    }
}
