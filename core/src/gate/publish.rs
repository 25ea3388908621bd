//! May this version be published?

use super::guard::looks_like;
use super::install::{fault, rights, unread};
use super::report::{GateReport, Said, incoherent, insufficient, skipped, valid};
use super::{Gate, GateOptions};
use crate::registry::{Entry, RegistryError, Snapshot, Tier, read_line};
use crate::semverx::Policy;

/// What the gates say about publishing one line of a registry file. A line that cannot be read is an
/// answer of the syntax gate, not an error.
///
/// # Errors
/// [`RegistryError::Source`] for a source that the snapshot has not.
pub fn publish(
    snapshot: &Snapshot,
    source: &str,
    policy: &Policy,
    line: &str,
    options: &GateOptions,
) -> Result<GateReport, RegistryError> {
    snapshot.source(source)?;
    match read_line(line) {
        Ok(entry) => publish_entry(snapshot, source, policy, &entry, options),
        Err(error) => Ok(unread(String::new(), String::new(), error.to_string())),
    }
}

/// What the gates say about publishing an entry.
///
/// # Errors
/// [`RegistryError::Source`] for a source that the snapshot has not.
pub fn publish_entry(
    snapshot: &Snapshot,
    source: &str,
    policy: &Policy,
    entry: &Entry,
    options: &GateOptions,
) -> Result<GateReport, RegistryError> {
    let tier = snapshot.source(source)?;
    let (name, version) = (entry.name.to_string(), entry.version.to_string());
    let mut report = GateReport::begin(name, version, "looked at when it is installed")
        .set(Gate::Syntax, valid("an entry"))
        .set(Gate::Rights, rights(source, &entry.version))
        .set(Gate::Existence, free(tier, entry, options.may_list))
        .set(Gate::Integrity, checksum(entry))
        .set(Gate::Fault, fault(policy, entry));
    if !options.may_list {
        let reason = skipped("what the source holds is not for the caller to know");
        return Ok(report.set(Gate::NearName, reason));
    }
    // What was undone was never reviewed either.
    let mut versions = tier.versions(entry.name.as_str());
    if versions.any(|version| version.is_present()) {
        return Ok(report.set(Gate::NearName, valid("the name is known")));
    }
    report.near = looks_like(tier, entry.name.as_str(), options.guarded_dependents);
    let said = match report.near.is_empty() {
        true => valid("a new name that looks like no guarded one"),
        false => insufficient(format!("needs review: like {}", report.near.join(", "))),
    };
    Ok(report.set(Gate::NearName, said))
}

/// Whether the number is free.
fn free(tier: &Tier, entry: &Entry, may_list: bool) -> Said {
    if !may_list {
        return skipped("what the source holds is not for the caller to know");
    }
    match tier.entry(entry.name.as_str(), &entry.version) {
        None => valid("the number is free"),
        Some(old) if old.is_present() => incoherent("it exists already"),
        Some(_) => incoherent("it was undone by a rollback: its number is never free again"),
    }
}

fn checksum(entry: &Entry) -> Said {
    match entry.sha256 {
        Some(_) => valid("the checksum of the package file is there"),
        None => insufficient("the line has no checksum of the package file"),
    }
}
