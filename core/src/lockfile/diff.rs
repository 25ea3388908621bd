//! What changes from one lock to the next.

use serde::Serialize;

use super::{LockFile, LockedPackage};

/// What changes from one lock to the next: labels, ascending.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LockDiff {
    /// Packages that only the new one has.
    pub installs: Vec<String>,
    /// Packages whose version, source or hash is another.
    pub updates: Vec<String>,
    /// Packages that only the old one has.
    pub removes: Vec<String>,
}

impl LockDiff {
    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.installs.is_empty() && self.updates.is_empty() && self.removes.is_empty()
    }
}

pub(super) fn diff(old: &LockFile, new: &LockFile) -> LockDiff {
    let only = |a: &LockFile, b: &LockFile| {
        let labels = a.packages.keys();
        labels
            .filter(|label| !b.packages.contains_key(*label))
            .cloned()
            .collect()
    };
    let changed = |(label, package): (&String, &LockedPackage)| {
        let before = old.packages.get(label)?;
        differs(before, package).then(|| label.clone())
    };
    LockDiff {
        installs: only(new, old),
        updates: new.packages.iter().filter_map(changed).collect(),
        removes: only(old, new),
    }
}

/// Whether other bytes would be installed. A hash that has become known is no change.
fn differs(old: &LockedPackage, new: &LockedPackage) -> bool {
    !old.version.identical(&new.version)
        || old.source != new.source
        || (old.sha256.is_some() && old.sha256 != new.sha256)
}
