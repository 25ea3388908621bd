//! What a manifest asks for, put to a registry.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use diram_core::lockfile::{LockFile, LockedPackage};
use diram_core::registry::{Entry, Snapshot};
use diram_core::resolve::package_of;
use diram_core::semverx::{AutoUpdate, Version};

use super::manifest::Found;
use super::{LockOptions, Update};
use crate::registry::Registry;
use crate::resolve::{Resolution, ResolveOptions, Resolver, Wanted};
use crate::{Error, Result};

/// A manifest's requirements over a registry.
pub(super) struct Asked<'a> {
    registry: &'a Registry,
    pub(super) found: &'a Found,
    resolver: Resolver,
    options: &'a LockOptions,
    /// Seconds since 1970.
    pub(super) now: u64,
}

impl<'a> Asked<'a> {
    pub(super) fn new(
        registry: &'a Registry,
        found: &'a Found,
        options: &'a LockOptions,
    ) -> Result<Asked<'a>> {
        Ok(Asked {
            resolver: Resolver::new(registry, &found.manifest.policy)?,
            now: options.now.unwrap_or_else(|| registry.now()),
            registry,
            found,
            options,
        })
    }

    /// Whether every name that may move is one of the lock or of the manifest.
    pub(super) fn check_update(&self, old: Option<&LockFile>) -> Result<()> {
        let Update::Names(names) = &self.options.update else {
            return Ok(());
        };
        let requirements = &self.found.manifest.requirements;
        let mut known: BTreeSet<&str> = requirements.keys().map(String::as_str).collect();
        for label in old.into_iter().flat_map(|old| old.packages.keys()) {
            known.extend([label.as_str(), package_of(label)]);
        }
        match names.iter().find(|name| !known.contains(name.as_str())) {
            None => Ok(()),
            Some(name) => Err(Error::Argument {
                argument: "update",
                why: format!("{name:?} is neither in the lock nor in the manifest"),
            }),
        }
    }

    /// What of the old lock is to stay where it fits.
    pub(super) fn preferred(
        &self,
        old: Option<&LockFile>,
        options: &LockOptions,
    ) -> Vec<(String, String)> {
        let policy = &self.found.manifest.policy;
        let snapshot = self.registry.current();
        let trusted = |label: &str, package: &LockedPackage| {
            let entry = entry(&snapshot, label, package);
            entry.is_some_and(|entry| entry.fault.get() <= policy.max_fault)
        };
        let stays = |label: &str, package: &LockedPackage| {
            let moves = match &options.update {
                Update::None => false,
                Update::All => true,
                Update::Names(names) => names.contains(label) || names.contains(package_of(label)),
            };
            !moves && (policy.auto_update != AutoUpdate::Mandatory || trusted(label, package))
        };
        let packages = old.into_iter().flat_map(|old| &old.packages);
        packages
            .filter(|(label, package)| stays(label, package))
            .map(|(label, package)| (label.clone(), package.version.to_string()))
            .collect()
    }

    pub(super) fn resolve(&self, preferred: &[(String, String)]) -> Result<Resolution> {
        let requirements = self.found.manifest.requirements.iter();
        let wanted: Vec<Wanted<'_>> = requirements.map(|(n, r)| (&**n, &**r)).collect();
        let mut options = ResolveOptions::new()
            .certificate(false)
            .op(&self.options.op)
            .now(self.now);
        options.lock = preferred.to_vec();
        let answer = self.resolver.resolve(&wanted, &options)?;
        match answer.explanation {
            None => Ok(answer),
            Some(explanation) => Err(Error::NoSolution {
                explanation,
                near: answer.near_names.into_values().flatten().collect(),
            }),
        }
    }

    pub(super) fn lock_of(&self, answer: &Resolution) -> Result<LockFile> {
        let snapshot = self.registry.current();
        let mut sources: BTreeMap<(&str, &Version), &Arc<str>> = BTreeMap::new();
        for chosen in &answer.packages {
            sources.insert((chosen.name.as_str(), &chosen.version), &chosen.source);
        }
        let source = self.registry.source();
        let root = snapshot.source(source)?.root();
        let policy = self.found.manifest.policy.clone();
        let mut lock = LockFile::new(source, snapshot.seq(), root, policy);
        lock.requirements = self.found.manifest.requirements.clone();
        for (label, version) in &answer.solution {
            let name = package_of(label);
            let source = sources.get(&(name, version)).copied();
            let source = source
                .map_or(lock.source.as_str(), |source| source)
                .to_owned();
            let entry = snapshot.find(&source, name, version)?;
            lock.packages
                .insert(label.to_string(), locked(&source, entry));
        }
        Ok(lock)
    }
}

fn locked(source: &str, entry: &Entry) -> LockedPackage {
    let deps = entry.deps.iter();
    let mut package = LockedPackage::new(entry.version.clone(), source);
    package.sha256 = entry.sha256;
    package.fault = entry.fault;
    package.dependencies = deps
        .map(|dep| (dep.name.to_string(), dep.text.to_string()))
        .collect();
    package
}

/// What the registry has of a locked package.
pub(super) fn entry<'s>(
    snapshot: &'s Snapshot,
    label: &str,
    package: &LockedPackage,
) -> Option<&'s Arc<Entry>> {
    let tier = snapshot.tier(&package.source)?;
    let entry = tier.entry(package_of(label), &package.version)?;
    entry.is_present().then_some(entry)
}
