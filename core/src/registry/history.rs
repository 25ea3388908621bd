//! The writer: changes become snapshots, and old snapshots are kept for a while.

mod recover;
mod retention;
mod rollback;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use recover::FaultHandled;
use retention::Kept;
pub use retention::{KEPT_SECONDS, KEPT_SNAPSHOTS};

use super::head::{Head, KeyPair, MAX_NOTE, SignedHead, SourceRoot};
use super::snapshot::{Activity, activity_key};
use super::{Entry, FaultLevel, Hash, Name, RegistryError, Snapshot, Tier};
use crate::semverx::Version;
use crate::trie::Trie;

/// One change to a registry.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Change {
    /// A new version. Refused if the version exists (build metadata makes no difference) or was
    /// undone.
    Publish {
        /// The source.
        source: String,
        /// The version and all about it; not a tombstone.
        entry: Entry,
    },
    /// Withdraws a version from new resolutions.
    Yank {
        /// The source.
        source: String,
        /// The package.
        name: Name,
        /// The version.
        version: Version,
    },
    /// Takes the withdrawal back.
    Unyank {
        /// The source.
        source: String,
        /// The package.
        name: Name,
        /// The version.
        version: Version,
    },
    /// Sets the fault level of a version.
    SetFault {
        /// The source.
        source: String,
        /// The package.
        name: Name,
        /// The version.
        version: Version,
        /// The level.
        fault: FaultLevel,
    },
    /// Raises the fault level of a version, never lowers it, and undoes one that was never sound if the
    /// level [asks for it](FaultLevel::rolls_back): see [`History::handle_fault`].
    HandleFault {
        /// The source.
        source: String,
        /// The package.
        name: Name,
        /// The version.
        version: Version,
        /// The level found.
        fault: FaultLevel,
    },
    /// Brings everything about one package back to an earlier state: see
    /// [`History::commit`].
    Rollback {
        /// The source.
        source: String,
        /// The package.
        name: Name,
        /// The snapshot to go back to; `None` undoes the package's latest change.
        to: Option<u64>,
    },
    /// Another signing key from here on; this head is signed by both.
    ChangeKey {
        /// The key that signs now.
        old: KeyPair,
        /// The key that signs from the next snapshot on.
        new: KeyPair,
    },
}

impl Change {
    /// The package that it changes; `None` for a change of the key.
    pub fn package(&self) -> Option<&Name> {
        match self {
            Change::Publish { entry, .. } => Some(&entry.name),
            Change::Yank { name, .. }
            | Change::Unyank { name, .. }
            | Change::SetFault { name, .. }
            | Change::HandleFault { name, .. }
            | Change::Rollback { name, .. } => Some(name),
            Change::ChangeKey { .. } => None,
        }
    }
}

/// A content digest is noted at every snapshot whose number this divides.
pub const CHECKPOINT: u64 = 1000;

/// All snapshots of a registry that are kept, and the only one who makes new ones.
///
/// ```
/// use diram_core::registry::{Change, History, Tier, read_line};
/// let mut history = History::open(vec![("live".into(), Tier::new())], 0, None)?;
/// let entry = read_line(r#"{"name":"core","version":"1.0.0","deps":{}}"#)?;
/// let publish = Change::Publish { source: "live".into(), entry };
/// let snapshot = history.commit(&[publish.clone()], 60, "first")?;
/// assert_eq!((snapshot.seq(), snapshot.head().time), (2, 60));
/// assert!(history.commit(&[publish], 61, "again").is_err());
/// assert_eq!(history.at(1)?.tier("live").map(Tier::len), Some(0));
/// # Ok::<(), diram_core::registry::RegistryError>(())
/// ```
#[derive(Clone, Debug)]
pub struct History {
    kept: Kept,
    key: Option<KeyPair>,
    /// For packages whose latest change is a rollback: the snapshot whose state they have.
    undone_to: BTreeMap<(String, Name), u64>,
    checkpoints: BTreeMap<u64, Hash>,
}

impl History {
    /// A history that begins with these sources: snapshot 1, without parent.
    ///
    /// # Errors
    /// No source, a source twice, or a source's name that is none: 1 to 64 of `a-z 0-9 . _ -`,
    /// beginning with a letter or digit.
    pub fn open(
        tiers: Vec<(String, Tier)>,
        time: u64,
        key: Option<KeyPair>,
    ) -> Result<History, RegistryError> {
        let mut sources = BTreeMap::new();
        for (source, tier) in tiers {
            check_source(&source)?;
            if sources.insert(source.clone(), tier).is_some() {
                return Err(RegistryError::SourceName {
                    source_name: source,
                    why: "it is there already",
                });
            }
        }
        if sources.is_empty() {
            return Err(RegistryError::SourceName {
                source_name: String::new(),
                why: "a registry needs one source at least",
            });
        }
        let head = Head {
            seq: 1,
            roots: roots(&sources),
            time,
            parent: None,
            keys: Vec::new(),
            note: String::new(),
        };
        let keys: Vec<&KeyPair> = key.iter().collect();
        let signed = SignedHead::sign(head, &keys);
        let first = Snapshot::new(signed, sources, Trie::new());
        Ok(History {
            kept: Kept::new(first),
            key,
            undone_to: BTreeMap::new(),
            checkpoints: BTreeMap::new(),
        })
    }

    /// The newest snapshot.
    pub fn snapshot(&self) -> &Snapshot {
        self.kept.newest()
    }

    /// A snapshot by number. One that is no longer kept is answered by the newest kept before it,
    /// so an old pin never shows what came later; before the oldest kept, by that.
    ///
    /// # Errors
    /// [`RegistryError::Snapshot`] for 0 and for numbers above the newest.
    pub fn at(&self, seq: u64) -> Result<&Snapshot, RegistryError> {
        self.kept.at(seq)
    }

    /// Every snapshot kept, oldest first.
    pub fn snapshots(&self) -> impl DoubleEndedIterator<Item = &Snapshot> {
        self.kept.iter()
    }

    /// The public key that signs, if any.
    pub fn public_key(&self) -> Option<[u8; 32]> {
        self.key.as_ref().map(KeyPair::public)
    }

    /// The [content digests](Snapshot::content_digest) noted at every [`CHECKPOINT`]th snapshot, by
    /// number.
    pub fn checkpoints(&self) -> &BTreeMap<u64, Hash> {
        &self.checkpoints
    }

    /// Makes one snapshot of these changes, in order, all or none. Changes that change nothing
    /// (yanking what is yanked) make no new snapshot: the newest is returned.
    ///
    /// `time` is in seconds since 1970; a clock behind the parent's counts as the parent's time.
    /// A note longer than [`MAX_NOTE`] bytes is refused.
    ///
    /// A **rollback** makes a new, higher snapshot in which everything about one package (which
    /// versions, yanked or not, fault levels) is as in an earlier one, and nothing else changes.
    /// A version that was not there then becomes a tombstone, and stays one for ever. Without a
    /// target it undoes the package's latest change; a second one then undoes the change before
    /// that, not the rollback. A target that is no longer kept is an error, never its neighbour.
    ///
    /// # Errors
    /// The first change that is not possible; nothing is changed then.
    pub fn commit(
        &mut self,
        changes: &[Change],
        time: u64,
        note: &str,
    ) -> Result<Snapshot, RegistryError> {
        let Some(next) = self.next(changes, time, note)? else {
            return Ok(self.snapshot().clone());
        };
        let Next {
            snapshot,
            undone_to,
            key,
        } = next;
        self.key = key;
        self.undone_to = undone_to;
        if snapshot.seq().is_multiple_of(CHECKPOINT) {
            let digest = snapshot.content_digest();
            self.checkpoints.insert(snapshot.seq(), digest);
        }
        self.kept.push(snapshot.clone());
        Ok(snapshot)
    }

    /// The snapshot that [`commit`](History::commit) would make of these changes, without making it.
    ///
    /// # Errors
    /// As [`commit`](History::commit).
    pub fn preview(
        &self,
        changes: &[Change],
        time: u64,
        note: &str,
    ) -> Result<Snapshot, RegistryError> {
        let next = self.next(changes, time, note)?;
        Ok(next.map_or_else(|| self.snapshot().clone(), |next| next.snapshot))
    }

    /// What the changes come to; `None` if to nothing.
    fn next(
        &self,
        changes: &[Change],
        time: u64,
        note: &str,
    ) -> Result<Option<Next>, RegistryError> {
        if note.len() > MAX_NOTE {
            return Err(RegistryError::Note { got: note.len() });
        }
        let mut draft = Draft::new(self);
        for change in changes {
            draft.apply(self, change)?;
        }
        let Draft {
            tiers,
            undone_to,
            key,
            ..
        } = draft;
        let parent = self.snapshot();
        let roots = roots(&tiers);
        if roots == parent.head().roots && key == self.key {
            return Ok(None);
        }
        let head = Head {
            seq: parent.seq() + 1,
            roots,
            time: time.max(parent.head().time),
            parent: Some(parent.id()),
            keys: Vec::new(),
            note: note.to_owned(),
        };
        let activity = activity(parent, &tiers, head.time);
        let mut keys: Vec<&KeyPair> = self.key.iter().collect();
        keys.extend(key.iter().filter(|_| key != self.key));
        Ok(Some(Next {
            snapshot: Snapshot::new(SignedHead::sign(head, &keys), tiers, activity),
            undone_to,
            key,
        }))
    }
}

/// A snapshot to be, and what the writer knows from it on.
struct Next {
    snapshot: Snapshot,
    undone_to: BTreeMap<(String, Name), u64>,
    key: Option<KeyPair>,
}

/// 1 to 64 of `a-z 0-9 . _ -`, beginning with a letter or digit.
pub(crate) fn check_source(source: &str) -> Result<(), RegistryError> {
    let allowed = |b: u8| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'-');
    let why = if source.is_empty() || source.len() > Name::MAX_PART {
        "it must have 1 to 64 bytes"
    } else if !source.bytes().all(allowed) || source.starts_with(['.', '_', '-']) {
        "it must be of a-z 0-9 . _ - and begin with a letter or digit"
    } else {
        return Ok(());
    };
    Err(RegistryError::SourceName {
        source_name: super::quote::short(source),
        why,
    })
}

fn roots(tiers: &BTreeMap<String, Tier>) -> Vec<SourceRoot> {
    let root = |(source, tier): (&String, &Tier)| SourceRoot {
        source: source.clone(),
        root: tier.root(),
    };
    tiers.iter().map(root).collect()
}

/// What the parent knows, and one more for every entry that differs.
fn activity(parent: &Snapshot, tiers: &BTreeMap<String, Tier>, time: u64) -> Trie<Activity> {
    let mut all = parent.activities().clone();
    for (source, tier) in tiers {
        let Some(before) = parent.tier(source) else {
            continue;
        };
        for change in tier.forward.diff(&before.forward) {
            let (crate::trie::Change::Added { key, .. }
            | crate::trie::Change::Changed { key, .. }
            | crate::trie::Change::Removed { key, .. }) = change;
            let key = activity_key(source, key);
            let count = all.get(&key).map_or(0, |known| known.update_count);
            let next = Activity {
                last_update: time,
                update_count: count + 1,
            };
            all.insert(key, next);
        }
    }
    all
}

/// The next state under way.
struct Draft {
    tiers: BTreeMap<String, Tier>,
    undone_to: BTreeMap<(String, Name), u64>,
    key: Option<KeyPair>,
}

impl Draft {
    fn new(history: &History) -> Draft {
        Draft {
            tiers: history.snapshot().tiers().clone(),
            undone_to: history.undone_to.clone(),
            key: history.key.clone(),
        }
    }

    fn apply(&mut self, history: &History, change: &Change) -> Result<(), RegistryError> {
        match change {
            Change::Publish { source, entry } => self.publish(source, entry),
            Change::Yank {
                source,
                name,
                version,
            } => self.edit(source, name, version, |entry| entry.yanked = true),
            Change::Unyank {
                source,
                name,
                version,
            } => self.edit(source, name, version, |entry| entry.yanked = false),
            Change::SetFault {
                source,
                name,
                version,
                fault,
            } => self.edit(source, name, version, |entry| entry.fault = *fault),
            Change::HandleFault {
                source,
                name,
                version,
                fault,
            } => self.handle_fault(history, source, name, version, *fault),
            Change::Rollback { source, name, to } => self.rollback(history, source, name, *to),
            Change::ChangeKey { old, new } => {
                if self.key.as_ref() != Some(old) || history.key.as_ref() != Some(old) {
                    return Err(RegistryError::Key);
                }
                self.key = Some(new.clone());
                Ok(())
            }
        }
    }

    fn tier(&mut self, source: &str) -> Result<&mut Tier, RegistryError> {
        if !self.tiers.contains_key(source) {
            return Err(RegistryError::Source {
                source_name: super::quote::short(source),
                known: self.tiers.keys().cloned().collect(),
            });
        }
        Ok(self.tiers.entry(source.to_owned()).or_default())
    }

    fn publish(&mut self, source: &str, entry: &Entry) -> Result<(), RegistryError> {
        let tier = self.tier(source)?;
        entry.check()?;
        let (name, version) = (&entry.name, &entry.version);
        if let Some(old) = tier.entry(name.as_str(), version) {
            return Err(match old.tombstone {
                Some(tombstone) => undone(old, tombstone),
                None => RegistryError::Exists {
                    name: name.clone(),
                    version: old.version.to_compact(),
                },
            });
        }
        if entry.tombstone.is_some() {
            return Err(RegistryError::Entry {
                name: name.clone(),
                version: version.to_compact(),
                why: "a tombstone is left by a rollback, never published".into(),
            });
        }
        tier.set(Arc::new(entry.clone()));
        self.touched(source, name);
        Ok(())
    }

    fn edit(
        &mut self,
        source: &str,
        name: &Name,
        version: &Version,
        change: impl FnOnce(&mut Entry),
    ) -> Result<(), RegistryError> {
        let tier = self.tier(source)?;
        let Some(old) = tier.entry(name.as_str(), version) else {
            return Err(super::tier::not_found(
                source,
                tier,
                name.as_str(),
                Some(version),
            ));
        };
        if let Some(tombstone) = old.tombstone {
            return Err(undone(old, tombstone));
        }
        let mut entry = Entry::clone(old);
        change(&mut entry);
        if entry != **old {
            tier.set(Arc::new(entry));
            self.touched(source, name);
        }
        Ok(())
    }

    /// A change after a rollback: the next rollback undoes the change.
    fn touched(&mut self, source: &str, name: &Name) {
        self.undone_to.remove(&(source.to_owned(), name.clone()));
    }
}

fn undone(entry: &Entry, tombstone: Hash) -> RegistryError {
    RegistryError::Undone {
        name: entry.name.clone(),
        version: entry.version.to_compact(),
        tombstone,
    }
}
