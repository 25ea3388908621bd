//! What a resolver knows: the packages of one snapshot under one policy, each interned when it is
//! first asked for, with its versions in order of preference and its requirements as bits.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use smallvec::SmallVec;

use super::bits::Bits;
use super::fitness::unfit;
use super::solver::Lists;
use super::source::Sources;
use crate::registry::{Entry, Name, Snapshot};
use crate::semverx::{Lines, Origin, Policy, State, Version, VersionRange, preference};

/// Searches at the same time whose lists are kept.
const KEPT_LISTS: usize = 16;

/// One line of a package, when `lines: major` lets several live side by side.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Line {
    pub(super) major: u64,
    pub(super) state: State,
}

impl Line {
    pub(super) fn of(version: &Version) -> Line {
        Line {
            major: version.major(),
            state: version.states()[0].clone(),
        }
    }
}

impl std::fmt::Display for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.state {
            State::Stable => write!(f, "{}", self.major),
            _ => write!(f, "{}.{}", self.major, self.state),
        }
    }
}

/// The label of a chosen version: its name, with its line where the policy has lines.
pub(crate) fn label(name: &str, version: &Version, policy: &Policy) -> String {
    match policy.lines {
        None => name.to_owned(),
        Some(Lines::Major) => format!("{name}@{}", Line::of(version)),
    }
}

/// Index of a package among those interned.
pub(super) type PackageId = u32;

/// What one requirement forbids of one package: everything but the versions it accepts.
pub(super) type Target = (PackageId, Bits);

/// Versions of a package that state the same requirement.
pub(super) struct Group {
    /// As numbers: where thousands of versions each state their own, sets would take a word for
    /// every 64 versions each.
    values: SmallVec<[u32; 4]>,
    pub(super) name: Name,
    pub(super) range: VersionRange,
    /// As the publisher wrote it, or the root's override.
    pub(super) text: Arc<str>,
    pub(super) overridden: bool,
    targets: OnceLock<SmallVec<[Target; 1]>>,
}

impl Group {
    /// The values of the versions, ascending.
    pub(super) fn values(&self) -> impl Iterator<Item = usize> + '_ {
        self.values.iter().map(|value| *value as usize)
    }

    /// The versions as a set, of `size` values.
    pub(super) fn versions(&self, size: usize) -> Bits {
        let mut bits = Bits::none(size);
        self.values().for_each(|value| bits.insert(value));
        bits
    }
}

/// A package, or one line of it.
pub(super) struct Package {
    pub(super) source: Arc<str>,
    pub(super) name: Name,
    pub(super) line: Option<Line>,
    /// The name, with the line where there are several.
    pub(super) label: Arc<str>,
    /// Value i is `entries[i - 1]`, the most preferred first; value 0 is "not selected".
    pub(super) entries: Vec<Arc<Entry>>,
    /// The values that the policy alone rules out.
    pub(super) unfit: Bits,
    pub(super) groups: Vec<Group>,
    /// The groups of each value, value 0 aside.
    pub(super) groups_of: Vec<SmallVec<[u32; 4]>>,
}

impl Package {
    /// Values, "not selected" included.
    pub(super) fn size(&self) -> usize {
        self.entries.len() + 1
    }

    pub(super) fn entry(&self, value: usize) -> Option<&Arc<Entry>> {
        self.entries.get(value.checked_sub(1)?)
    }

    pub(super) fn value_of(&self, version: &Version) -> Option<usize> {
        let found = self.entries.iter().position(|e| e.version == *version);
        found.map(|at| at + 1)
    }

    /// The versions that `range` accepts.
    pub(super) fn accepted(&self, range: &VersionRange, policy: &Policy, origin: Origin) -> Bits {
        let mut bits = Bits::none(self.size());
        for (at, entry) in self.entries.iter().enumerate() {
            if range.admits_from(&entry.version, policy, origin) {
                bits.insert(at + 1);
            }
        }
        bits
    }
}

#[derive(Default)]
struct Interned {
    ids: HashMap<Name, SmallVec<[PackageId; 1]>>,
    packages: Vec<Arc<Package>>,
}

pub(super) struct Universe {
    pub(super) snapshot: Snapshot,
    pub(super) policy: Policy,
    pub(super) sources: Sources,
    interned: RwLock<Interned>,
    /// Lists of searches that are over.
    lists: Mutex<Vec<Lists>>,
}

impl Universe {
    pub(super) fn new(snapshot: Snapshot, policy: Policy, sources: Sources) -> Universe {
        Universe {
            snapshot,
            policy,
            sources,
            interned: RwLock::default(),
            lists: Mutex::default(),
        }
    }

    /// Lists for a search.
    pub(super) fn lists(&self) -> Lists {
        let mut lists = self.lists.lock().unwrap_or_else(PoisonError::into_inner);
        lists.pop().unwrap_or_default()
    }

    /// Takes lists back, unless the search grew them out of the ordinary.
    pub(super) fn keep(&self, mut kept: Lists) {
        kept.clear();
        let mut lists = self.lists.lock().unwrap_or_else(PoisonError::into_inner);
        if lists.len() < KEPT_LISTS && kept.is_ordinary() {
            lists.push(kept);
        }
    }

    /// The packages of a name: one, or one a line. A name that nobody published has none.
    pub(super) fn packages(&self, name: &Name) -> SmallVec<[PackageId; 1]> {
        let known = self.interned.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(ids) = known.ids.get(name) {
            return ids.clone();
        }
        drop(known);
        let source: Arc<str> = self.sources.of(name).into();
        let tier = self.snapshot.tier(&source);
        let entries: Vec<Arc<Entry>> = tier
            .map(|tier| tier.versions(name.as_str()).cloned().collect())
            .unwrap_or_default();
        if entries.is_empty() {
            // Names that nobody published are not kept: there is no end to them.
            return SmallVec::new();
        }
        let mut all = self
            .interned
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(ids) = all.ids.get(name) {
            return ids.clone();
        }
        let mut ids = SmallVec::new();
        for (line, entries) in in_lines(entries, self.policy.lines) {
            let id = all.packages.len() as PackageId;
            let package = self.package(source.clone(), name, line, entries);
            all.packages.push(Arc::new(package));
            ids.push(id);
        }
        all.ids.insert(name.clone(), ids.clone());
        ids
    }

    pub(super) fn get(&self, id: PackageId) -> Option<Arc<Package>> {
        let known = self.interned.read().unwrap_or_else(PoisonError::into_inner);
        known.packages.get(id as usize).cloned()
    }

    /// What `range` on `name` forbids, package by package; a package it accepts nothing of is left
    /// out, as "everything of it is forbidden" says nothing about the others.
    pub(super) fn targets(
        &self,
        name: &Name,
        range: &VersionRange,
        origin: Origin,
    ) -> SmallVec<[Target; 1]> {
        let mut targets = SmallVec::new();
        for id in self.packages(name) {
            let Some(package) = self.get(id) else {
                continue;
            };
            let accepted = package.accepted(range, &self.policy, origin);
            if !accepted.is_empty() {
                targets.push((id, accepted.complement(package.size())));
            }
        }
        targets
    }

    pub(super) fn targets_of<'g>(&self, group: &'g Group) -> &'g [Target] {
        let compute = || self.targets(&group.name, &group.range, Origin::Dependency);
        group.targets.get_or_init(compute)
    }

    fn package(
        &self,
        source: Arc<str>,
        name: &Name,
        line: Option<Line>,
        mut entries: Vec<Arc<Entry>>,
    ) -> Package {
        entries.sort_by(|a, b| preference(&b.version, &a.version));
        let size = entries.len() + 1;
        let mut bad = Bits::none(size);
        for (at, entry) in entries.iter().enumerate() {
            // The age is looked at with the request, which brings the time.
            let timeless = self.policy.min_release_age.is_none();
            if timeless && unfit(entry, &self.policy, None, false).is_some() {
                bad.insert(at + 1);
            }
        }
        let (groups, groups_of) = self.groups(&entries);
        Package {
            source,
            name: name.clone(),
            label: match &line {
                None => name.as_str().into(),
                Some(line) => format!("{name}@{line}").into(),
            },
            line,
            entries,
            unfit: bad,
            groups,
            groups_of,
        }
    }

    fn groups(&self, entries: &[Arc<Entry>]) -> (Vec<Group>, Vec<SmallVec<[u32; 4]>>) {
        let mut groups: Vec<Group> = Vec::new();
        let mut known: HashMap<(Name, Arc<str>), u32> = HashMap::new();
        let mut groups_of = Vec::with_capacity(entries.len());
        for (at, entry) in entries.iter().enumerate() {
            let mut mine = SmallVec::new();
            for dep in entry.deps.iter() {
                let forced = self.policy.overrides.get(dep.name.as_str());
                let text = forced.map_or_else(|| dep.text.clone(), |r| r.to_string().into());
                let key = (dep.name.clone(), text.clone());
                let id = *known.entry(key).or_insert_with(|| {
                    groups.push(Group {
                        values: SmallVec::new(),
                        name: dep.name.clone(),
                        range: forced.unwrap_or(&dep.range).clone(),
                        text,
                        overridden: forced.is_some(),
                        targets: OnceLock::new(),
                    });
                    groups.len() as u32 - 1
                });
                if let Some(group) = groups.get_mut(id as usize) {
                    group.values.push(at as u32 + 1);
                }
                mine.push(id);
            }
            groups_of.push(mine);
        }
        (groups, groups_of)
    }
}

/// All entries as one package, or bucketed by line, lowest first.
fn in_lines(
    entries: Vec<Arc<Entry>>,
    lines: Option<Lines>,
) -> Vec<(Option<Line>, Vec<Arc<Entry>>)> {
    match lines {
        _ if entries.is_empty() => Vec::new(),
        None => vec![(None, entries)],
        Some(Lines::Major) => {
            let mut buckets: Vec<(Option<Line>, Vec<Arc<Entry>>)> = Vec::new();
            for entry in entries {
                let line = Some(Line::of(&entry.version));
                match buckets.last_mut() {
                    Some((last, bucket)) if *last == line => bucket.push(entry),
                    _ => buckets.push((line, vec![entry])),
                }
            }
            buckets
        }
    }
}
