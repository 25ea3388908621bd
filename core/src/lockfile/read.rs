//! A lock from text, each value by itself.

use std::collections::BTreeMap;

use super::{LockFile, LockFileError, LockedPackage};
use crate::document::{DocumentError, Entries, Node, Place, fields, from_json};
use crate::registry::{FaultLevel, Hash, Name, check_source, from_hex};
use crate::resolve::package_of;
use crate::semverx::{Policy, Version};

type Result<T, E = LockFileError> = std::result::Result<T, E>;

const HEX: &str = "64 lower-case hexadecimal digits";

/// Numbers of JSON are exact up to here everywhere.
const MAX_SEQ: u64 = (1 << 53) - 1;

pub(super) fn read(text: &str) -> Result<LockFile> {
    if text.len() > LockFile::MAX_LEN {
        let (found, limit) = (text.len(), LockFile::MAX_LEN);
        return Err(DocumentError::TooLong { found, limit }.into());
    }
    let entries = from_json(text)?;
    check_version(&entries)?;
    let known = [
        "lock_version",
        "registry",
        "policy",
        "requirements",
        "packages",
    ];
    let [_, registry, policy, requirements, packages] = fields(&Place::TOP, &entries, known)?;
    let mut lock = read_registry(registry)?;
    lock.policy = read_policy(policy)?;
    let at = Place::TOP.key("requirements");
    lock.requirements = read_ranges(&at, at.need(requirements)?)?;
    let at = Place::TOP.key("packages");
    let found = at.table(at.need(packages)?, "an object of packages")?;
    for (label, package) in found {
        let package = read_package(&at.key(label), label, package)?;
        lock.packages.insert(label.clone(), package);
    }
    Ok(lock)
}

/// Looked at before anything else: another version may have other keys.
fn check_version(entries: &Entries) -> Result<()> {
    let at = Place::TOP.key("lock_version");
    let found = entries.iter().find(|(key, _)| key == "lock_version");
    let found = at.need(found.map(|(_, value)| value))?;
    match found.as_whole() {
        Some(LockFile::VERSION) => Ok(()),
        Some(other) => Err(LockFileError::LockVersion {
            found: other.to_string(),
        }),
        None => Err(at.wrong(found, "a whole number").into()),
    }
}

fn read_registry(value: Option<&Node>) -> Result<LockFile> {
    let at = Place::TOP.key("registry");
    let entries = at.table(at.need(value)?, "an object with root, seq and source")?;
    let [root, seq, source] = fields(&at, entries, ["root", "seq", "source"])?;
    let root = read_hash(&at.key("root"), root)?;
    let source = read_source(&at.key("source"), source)?;
    let at = at.key("seq");
    let seq = at.need(seq)?;
    let seq = seq
        .as_whole()
        .filter(|seq| *seq <= MAX_SEQ)
        .ok_or_else(|| at.wrong(seq, "the number of a snapshot, from 0 to 2^53 − 1"))?;
    Ok(LockFile::new(source, seq, root, Policy::default()))
}

fn read_policy(value: Option<&Node>) -> Result<Policy> {
    let at = Place::TOP.key("policy");
    let value = at.need(value)?;
    let Node::Table(entries) = value else {
        return Err(at.wrong(value, "an object of a policy's keys").into());
    };
    Policy::from_entries(entries).map_err(|source| LockFileError::Policy {
        at: source.place(&at),
        source,
    })
}

fn read_package(at: &Place<'_>, label: &str, value: &Node) -> Result<LockedPackage> {
    check_name(at, package_of(label))?;
    let entries = at.table(value, "an object with version, source and dependencies")?;
    let known = ["version", "source", "sha256", "fault", "dependencies"];
    let [version, source, sha256, fault, dependencies] = fields(at, entries, known)?;
    let inner = at.key("version");
    let version = inner.text(inner.need(version)?, "the text of a version")?;
    let version = Version::parse(version).map_err(|source| LockFileError::Version {
        at: inner.to_string(),
        source,
    })?;
    let mut package = LockedPackage::new(version, read_source(&at.key("source"), source)?);
    if sha256.is_some() {
        package.sha256 = Some(read_hash(&at.key("sha256"), sha256)?);
    }
    if let Some(fault) = fault {
        let level = fault.as_whole().and_then(|level| u8::try_from(level).ok());
        let level = level.and_then(|level| FaultLevel::new(level).ok());
        let wrong = || at.key("fault").wrong(fault, "a fault level from 0 to 17");
        package.fault = level.ok_or_else(wrong)?;
    }
    let at = at.key("dependencies");
    package.dependencies = read_ranges(&at, at.need(dependencies)?)?;
    Ok(package)
}

/// Names and texts; whether these are ranges is looked at when all is read.
fn read_ranges(at: &Place<'_>, value: &Node) -> Result<BTreeMap<String, String>> {
    let entries = at.table(value, "an object of names and ranges")?;
    let mut ranges = BTreeMap::new();
    for (name, value) in entries {
        let at = at.key(name);
        check_name(&at, name)?;
        let text = at.text(value, "the text of a version range")?;
        ranges.insert(name.clone(), text.to_owned());
    }
    Ok(ranges)
}

fn check_name(at: &Place<'_>, name: &str) -> Result<()> {
    match Name::parse(name) {
        Ok(_) => Ok(()),
        Err(source) => Err(LockFileError::Name {
            at: at.to_string(),
            source,
        }),
    }
}

fn read_hash(at: &Place<'_>, value: Option<&Node>) -> Result<Hash> {
    let value = at.need(value)?;
    let hash = from_hex(at.text(value, HEX)?);
    Ok(hash.ok_or_else(|| at.wrong(value, HEX))?)
}

fn read_source(at: &Place<'_>, value: Option<&Node>) -> Result<String> {
    const EXPECTED: &str = "the name of a source: 1 to 64 of a-z 0-9 . _ -";
    let value = at.need(value)?;
    let source = at.text(value, EXPECTED)?;
    check_source(source).map_err(|_| at.wrong(value, EXPECTED))?;
    Ok(source.to_owned())
}
