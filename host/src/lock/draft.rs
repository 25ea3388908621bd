//! A lock that could be written: resolved, compared with the one there is, and ready for questions.

use std::collections::BTreeSet;
use std::path::Path;

use diram_core::gate::{self, GateOptions};
use diram_core::lockfile::{LockDiff, LockFile, LockedPackage};
use diram_core::registry::Snapshot;
use diram_core::resolve::package_of;
use diram_core::semverx::{AutoUpdate, Policy};

use super::LockOptions;
use super::asked::{Asked, entry};
use super::changes::{installs, newer, removes, updates};
use super::file::Shown;
use super::manifest::{Seen, find};
use super::report::{LockReport, LockStatus};
use crate::plugins::{Call, Package, Proposal, Vote};
use crate::registry::{GateReport, Registry, voted};
use crate::{Error, Op, Result};

/// What would be written, and what it would change.
#[derive(Debug)]
pub(crate) struct Draft {
    registry: Registry,
    manifest: Seen,
    shown: Shown,
    old: Option<LockFile>,
    new: LockFile,
    diff: LockDiff,
    policy: Policy,
    now: u64,
    op: Op,
    check: bool,
    report: LockReport,
}

impl Draft {
    /// Reads the project and resolves what it asks for.
    pub(super) fn of(registry: &Registry, project: &Path, options: &LockOptions) -> Result<Draft> {
        let found = find(project)?;
        let shown = Shown::beside(&found.path)?;
        let old = shown.content()?;
        // All that follows is about one state, whatever others publish meanwhile.
        let registry = registry.frozen();
        let asked = Asked::new(&registry, &found, options)?;
        asked.check_update(old.as_ref())?;
        let preferred = asked.preferred(old.as_ref(), options);
        let answer = asked.resolve(&preferred)?;
        let new = asked.lock_of(&answer)?;
        let nothing = LockFile::new(&*new.source, 0, [0; 32], Policy::new());
        let diff = old.as_ref().unwrap_or(&nothing).diff(&new);
        let available = match found.manifest.policy.auto_update {
            AutoUpdate::Off => Vec::new(),
            _ if preferred.is_empty() => Vec::new(),
            _ => match asked.resolve(&[]) {
                Ok(fresh) => newer(&answer, &fresh),
                // What is locked stays though nobody else would get it any more.
                Err(Error::NoSolution { .. }) => Vec::new(),
                Err(error) => return Err(error),
            },
        };
        let report = LockReport {
            manifest: found.path.display().to_string(),
            path: shown.path.display().to_string(),
            status: LockStatus::Current,
            installs: installs(&diff, &new),
            updates: updates(&diff, old.as_ref(), &new),
            removes: removes(&diff, old.as_ref()),
            available,
            solution: answer
                .solution
                .iter()
                .map(|(label, version)| (label.to_string(), version.to_string()))
                .collect(),
            fault: answer.fault,
            fault_state: answer.fault_state,
            snapshot: answer.snapshot.clone(),
            gates: Vec::new(),
            votes: Vec::new(),
        };
        Ok(Draft {
            now: asked.now,
            policy: asked.found.manifest.policy.clone(),
            op: options.op.clone(),
            manifest: found.seen(),
            check: options.check,
            registry,
            shown,
            old,
            new,
            diff,
            report,
        })
    }

    /// Whether there is anything to write: another snapshot alone is no reason.
    fn is_current(&self) -> bool {
        self.old.as_ref().is_some_and(|old| {
            self.diff.is_empty()
                && old.requirements == self.new.requirements
                && old.policy == self.new.policy
                && old.packages == self.new.packages
                && old.source == self.new.source
        })
    }

    /// What plugins are asked: nothing, if nothing will be written.
    pub(crate) fn calls(&self) -> Result<Vec<Call>> {
        if self.check || self.is_current() {
            return Ok(Vec::new());
        }
        let snapshot = self.registry.current();
        let new = |label: &String| view(&snapshot, label, self.new.packages.get(label));
        let old = |label: &String| {
            let old = self.old.as_ref();
            view(
                &snapshot,
                label,
                old.and_then(|old| old.packages.get(label)),
            )
        };
        let all: Result<Vec<Package>> = self.new.packages.keys().map(new).collect();
        let mut calls = vec![Call::OnResolve {
            proposal: Proposal {
                requirements: self.new.requirements.clone(),
                packages: all?,
                installs: self.diff.installs.clone(),
                updates: self.diff.updates.clone(),
                removes: self.diff.removes.clone(),
            },
        }];
        for label in &self.diff.removes {
            let package = old(label)?;
            calls.push(Call::OnRemove { package });
        }
        for label in &self.diff.updates {
            let (old, new) = (old(label)?, new(label)?);
            calls.push(Call::OnUpdate { old, new });
        }
        for label in &self.diff.installs {
            let package = new(label)?;
            calls.push(Call::OnInstall { package });
        }
        Ok(calls)
    }

    /// The gates of all that comes or changes.
    ///
    /// # Errors
    /// `GATE` for the first that is incoherent; with a strict policy, insufficient.
    pub(crate) fn pass_gates(&mut self) -> Result<()> {
        if self.check || self.is_current() {
            return Ok(());
        }
        let mut gates = Vec::new();
        for label in self.diff.installs.iter().chain(&self.diff.updates) {
            if let Some(package) = self.new.packages.get(label) {
                let report = self.gate(label, package)?;
                if report.outcome.refuses(self.policy.strict) {
                    return Err(Error::Gate(Box::new(report)));
                }
                gates.push(report);
            }
        }
        self.report.gates = gates;
        Ok(())
    }

    /// The checksum that was locked for this version is what any other is measured by: a version
    /// that is other bytes now does not slip into a lock.
    fn gate(&self, label: &str, package: &LockedPackage) -> Result<GateReport> {
        let old = self.old.as_ref().and_then(|old| old.packages.get(label));
        let same = old.filter(|old| old.version == package.version && old.source == package.source);
        let options = GateOptions::new(self.now).sha256(same.and_then(|old| old.sha256));
        let (snapshot, version) = (self.registry.current(), package.version.to_string());
        let (source, name) = (&package.source, package_of(label));
        Ok(gate::install(
            &snapshot,
            source,
            &self.policy,
            name,
            &version,
            &options,
        )?)
    }

    /// Whether plugins that are silent stop it.
    pub(crate) fn is_strict(&self) -> bool {
        self.policy.strict
    }

    /// What ends it early.
    pub(crate) fn op(&self) -> &Op {
        &self.op
    }

    /// Whether all that it rests on still is so in the registry of today, and in the manifest.
    fn still_holds(&self, registry: &Registry) -> Result<()> {
        self.manifest.is_unchanged()?;
        let (then, now) = (self.registry.current(), registry.current());
        if then.id() == now.id() {
            return Ok(());
        }
        let packages = self.new.packages.iter();
        let mut changed = packages
            .filter(|(label, locked)| entry(&then, label, locked) != entry(&now, label, locked));
        match changed.next() {
            None => Ok(()),
            Some((label, locked)) => Err(Error::State {
                why: format!(
                    "{label} {} changed in the registry while the lock was voted on; lock again",
                    locked.version.to_compact()
                ),
            }),
        }
    }

    /// Writes it, if it has to be written.
    pub(crate) fn write(mut self, registry: &Registry, votes: Vec<Vote>) -> Result<LockReport> {
        let gates = std::mem::take(&mut self.report.gates).into_iter();
        let plugins: BTreeSet<&str> = votes.iter().map(|vote| &*vote.plugin).collect();
        self.report.gates = gates.map(|gate| voted(gate, plugins.len())).collect();
        self.report.votes = votes;
        self.report.status = match (self.is_current(), self.check) {
            (true, _) => LockStatus::Current,
            (false, true) => LockStatus::Stale,
            (false, false) => {
                self.still_holds(registry)?;
                self.shown.replace(&self.new, &self.op)?;
                LockStatus::Written
            }
        };
        Ok(self.report)
    }
}

/// A locked package as plugins see it; as the lock has it, where the registry has it no more.
fn view(snapshot: &Snapshot, label: &str, package: Option<&LockedPackage>) -> Result<Package> {
    let Some(package) = package else {
        return Err(Error::Argument {
            argument: "lock",
            why: format!("{label} is not in it"),
        });
    };
    Ok(match entry(snapshot, label, package) {
        Some(entry) => Package::of(&package.source, entry),
        None => Package::of_lock(package_of(label), package),
    })
}
