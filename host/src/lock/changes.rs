//! What changes from one lock to the next, for people.

use std::collections::BTreeSet;

use diram_core::lockfile::{LockDiff, LockFile};
use diram_core::resolve::package_of;

use super::report::{Available, Installed, Removed, Updated};
use crate::resolve::Resolution;

pub(super) fn installs(diff: &LockDiff, new: &LockFile) -> Vec<Installed> {
    let versions = versions(Some(new), &diff.installs);
    let report = |(name, version)| Installed { name, version };
    versions.map(report).collect()
}

pub(super) fn updates(diff: &LockDiff, old: Option<&LockFile>, new: &LockFile) -> Vec<Updated> {
    let before = versions(old, &diff.updates);
    let after = versions(Some(new), &diff.updates);
    let report = |((name, old), (_, new))| Updated { name, old, new };
    before.zip(after).map(report).collect()
}

pub(super) fn removes(diff: &LockDiff, old: Option<&LockFile>) -> Vec<Removed> {
    let asked: BTreeSet<&str> = old
        .into_iter()
        .flat_map(|old| old.requirements.keys().map(String::as_str))
        .collect();
    let report = |(name, version): (String, String)| Removed {
        orphan: !asked.contains(package_of(&name)),
        name,
        version,
    };
    versions(old, &diff.removes).map(report).collect()
}

fn versions<'a>(
    lock: Option<&'a LockFile>,
    labels: &'a [String],
) -> impl Iterator<Item = (String, String)> + use<'a> {
    labels.iter().filter_map(move |label| {
        let package = lock?.packages.get(label)?;
        Some((label.clone(), package.version.to_string()))
    })
}

/// Where a fresh answer has a newer version than the one that keeps to the lock.
pub(super) fn newer(answer: &Resolution, fresh: &Resolution) -> Vec<Available> {
    let pairs = answer.solution.iter().filter_map(|(label, version)| {
        let newer = fresh.solution.get(label).filter(|newer| *newer > version)?;
        Some(Available {
            name: label.to_string(),
            version: version.to_string(),
            newer: newer.to_string(),
        })
    });
    pairs.collect()
}
