//! What there is to tell between two snapshots.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Update, UpdateKind};
use crate::registry::{ChangeKind, Entry, EntryChange, FaultLevel, Snapshot, Tier};
use crate::semverx::{Policy, Version, VersionRange, preference};

/// From this level on a rising fault is a mandatory update.
pub const MANDATORY: FaultLevel = FaultLevel::MEDIUM_HIGH_DANGER;

/// The worst level of a version to go to.
const SOUND: FaultLevel = FaultLevel::HIGH_WARNING;

/// What observers of a source are to be told between two snapshots, by name and version. Enters only
/// what the two do not share. A source that neither has gives none.
pub fn updates(old: &Snapshot, new: &Snapshot, source: &str) -> Vec<Update> {
    let none = Tier::new();
    let before = old.tier(source).unwrap_or(&none);
    let after = new.tier(source).unwrap_or(&none);
    let mut told: Vec<Update> = Vec::new();
    for change in new.diff(old).iter().filter(|c| c.source == source) {
        let index = match told.last() {
            Some(last) if last.package == change.name.as_str() => last.index + 1,
            _ => 0,
        };
        let mut update = of(change, before, after);
        (update.seq, update.index) = (new.seq(), index);
        told.push(update);
    }
    told
}

/// One change, without its place.
fn of(change: &EntryChange, before: &Tier, after: &Tier) -> Update {
    let (name, version) = (change.name.as_str(), &change.version);
    let mut update = Update::new(name, version.to_string(), kind(change), 0, 0);
    let entry = change.new.as_deref();
    update.fault = entry.map_or(FaultLevel::CLEAN, |entry| entry.fault);
    match update.kind {
        UpdateKind::Publish => {
            let old = below(before, name, version);
            if old.is_some_and(|old| is_promotion(&old.version, version)) {
                update.kind = UpdateKind::OptIn;
            }
            update.old_version = old.map(|old| old.version.to_string());
        }
        UpdateKind::Mandatory => {
            update.dependents = affected(after, name, version);
            update.fix = best_fix(after, name, version).map(|fix| fix.version.to_string());
        }
        _ => {}
    }
    update
}

fn kind(change: &EntryChange) -> UpdateKind {
    if is_alarm(change) {
        return UpdateKind::Mandatory;
    }
    match change.kind {
        ChangeKind::Published => UpdateKind::Publish,
        ChangeKind::Undone | ChangeKind::Removed => UpdateKind::Rollback,
        ChangeKind::Yanked => UpdateKind::Yank,
        ChangeKind::Unyanked => UpdateKind::Unyank,
        ChangeKind::Fault => UpdateKind::Fault,
        ChangeKind::Changed => UpdateKind::Resync,
    }
}

/// Whether its fault level rose to 9 or more.
fn is_alarm(change: &EntryChange) -> bool {
    let (Some(old), Some(new)) = (&change.old, &change.new) else {
        return false;
    };
    old.is_present() && new.is_present() && new.fault >= MANDATORY && new.fault > old.fault
}

/// The highest present version below this one.
fn below<'a>(tier: &'a Tier, name: &str, version: &Version) -> Option<&'a Arc<Entry>> {
    let mut present = tier.versions(name).rev().filter(|entry| entry.is_present());
    present.find(|entry| entry.version < *version)
}

fn is_promotion(old: &Version, new: &Version) -> bool {
    new.is_stable() && !old.is_stable() && old.major() == new.major()
}

/// The packages of which a present version admits this one, whatever the root's policy is.
fn affected(tier: &Tier, name: &str, version: &Version) -> Arc<[String]> {
    let policy = Policy::new()
        .with_allow_experimental(Some(true))
        .with_allow_legacy(Some(true))
        .with_allow_prerelease(true);
    // Texts of ranges repeat: each is read once.
    let (mut admitting, mut refusing) = (BTreeSet::new(), BTreeSet::new());
    let mut found: Vec<&str> = Vec::new();
    for dependent in tier.dependents(name) {
        let known = admitting.contains(dependent.range);
        if found.last() == Some(&dependent.name) || refusing.contains(dependent.range) {
            continue;
        }
        if known || admits(dependent.range, version, &policy) {
            admitting.insert(dependent.range);
            found.push(dependent.name);
        } else {
            refusing.insert(dependent.range);
        }
    }
    found.into_iter().map(str::to_owned).collect()
}

/// A range that cannot be read does not get into a tier.
fn admits(range: &str, version: &Version, policy: &Policy) -> bool {
    VersionRange::parse(range).is_ok_and(|range| range.admits(version, policy))
}

/// The version of a package to go to from one that must be left: another one that is present, not
/// yanked, and has a fault level of 5 or less; one above if there is any, and of those the preferred.
pub fn best_fix<'a>(tier: &'a Tier, name: &str, version: &Version) -> Option<&'a Arc<Entry>> {
    let sound = |entry: &&Arc<Entry>| {
        entry.is_present() && !entry.yanked && entry.fault <= SOUND && entry.version != *version
    };
    tier.versions(name).filter(sound).max_by(|a, b| {
        let above = |entry: &Entry| entry.version > *version;
        above(a)
            .cmp(&above(b))
            .then_with(|| preference(&a.version, &b.version))
    })
}
