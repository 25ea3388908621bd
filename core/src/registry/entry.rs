//! What the registry holds about one version of one package.

use std::sync::Arc;

use super::hash::{Bytes, Hash};
use super::{FaultLevel, Name, RegistryError};
use crate::semverx::{Version, VersionRange};

/// Most dependencies of one version.
pub const MAX_DEPENDENCIES: usize = 4096;

/// A package that a version needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// Its name.
    pub name: Name,
    /// Which of its versions.
    pub range: VersionRange,
    /// The range as its publisher wrote it; this is what hashes cover.
    pub text: Arc<str>,
}

impl Dependency {
    /// A dependency from its range's text.
    pub fn parse(name: Name, text: &str) -> Result<Dependency, crate::semverx::RangeError> {
        Ok(Dependency {
            name,
            range: VersionRange::parse(text)?,
            text: text.into(),
        })
    }
}

/// One version of one package, or the tombstone that it left behind.
///
/// Two entries are equal when their canonical bytes are: unlike versions alone, entries that differ
/// in build metadata differ.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The package.
    pub name: Name,
    /// The version.
    pub version: Version,
    /// What it needs: ascending by name, each name once.
    pub deps: Arc<[Dependency]>,
    /// Withdrawn: chosen only by a lock or an exact pin of the root.
    pub yanked: bool,
    /// How far it can be trusted.
    pub fault: FaultLevel,
    /// SHA-256 of the package file.
    pub sha256: Option<[u8; 32]>,
    /// When it was published, in seconds since 1970.
    pub published: Option<u64>,
    /// The value hash of the entry that a rollback undid. Such a version cannot be had, and its
    /// number is never free again.
    pub tombstone: Option<Hash>,
}

impl Entry {
    /// A clean entry. `deps` may come in any order.
    ///
    /// # Errors
    /// A name twice, or more than [`MAX_DEPENDENCIES`].
    pub fn new(
        name: Name,
        version: Version,
        deps: impl IntoIterator<Item = Dependency>,
    ) -> Result<Entry, RegistryError> {
        let mut deps: Vec<Dependency> = deps.into_iter().collect();
        deps.sort_by(|a, b| a.name.cmp(&b.name));
        let entry = Entry {
            name,
            version,
            deps: deps.into(),
            yanked: false,
            fault: FaultLevel::CLEAN,
            sha256: None,
            published: None,
            tombstone: None,
        };
        entry.check()?;
        Ok(entry)
    }

    /// What a rollback leaves of an entry.
    pub(super) fn undone(&self) -> Entry {
        Entry {
            name: self.name.clone(),
            version: self.version.clone(),
            deps: Arc::new([]),
            yanked: false,
            fault: FaultLevel::CLEAN,
            sha256: None,
            published: None,
            tombstone: Some(self.value_hash()),
        }
    }

    /// Whether the fields, which anyone may set, fit together.
    pub(super) fn check(&self) -> Result<(), RegistryError> {
        let bad = |why: String| {
            Err(RegistryError::Entry {
                name: self.name.clone(),
                version: self.version.to_compact(),
                why,
            })
        };
        if self.deps.len() > MAX_DEPENDENCIES {
            return bad(format!(
                "{} dependencies, at most {MAX_DEPENDENCIES} are allowed",
                self.deps.len()
            ));
        }
        for (a, b) in self.deps.iter().zip(self.deps.iter().skip(1)) {
            if a.name == b.name {
                return bad(format!("dependency {} stands twice", a.name));
            }
            if a.name > b.name {
                return bad(format!(
                    "dependencies {} and {} are not in order",
                    a.name, b.name
                ));
            }
        }
        if let Some(dep) = self.deps.iter().find(|dep| !same_range(dep)) {
            return bad(format!(
                "the text of dependency {} is another range",
                dep.name
            ));
        }
        Ok(())
    }

    /// Whether it can be had at all: it is no tombstone.
    pub fn is_present(&self) -> bool {
        self.tombstone.is_none()
    }

    /// The range asked of a package, if this version needs it.
    pub fn dependency(&self, name: &str) -> Option<&Dependency> {
        let at = self
            .deps
            .binary_search_by(|dep| dep.name.as_str().cmp(name));
        self.deps.get(at.ok()?)
    }

    /// Its key in a tier's forward tree.
    pub fn key(&self) -> Vec<u8> {
        forward_key(self.name.as_str(), &self.version)
    }

    /// The bytes that the value hash covers; see the format page.
    pub fn canonical_bytes(&self) -> Vec<u8> {
        self.write().done()
    }

    /// SHA-256 of [`canonical_bytes`](Entry::canonical_bytes).
    pub fn value_hash(&self) -> Hash {
        self.write().hash()
    }

    fn write(&self) -> Bytes {
        let mut bytes = Bytes::new("diram:entry:1\n");
        bytes
            .text(self.name.as_str().as_bytes())
            .text(self.version.to_string().as_bytes())
            .number(self.deps.len() as u64);
        for dep in &*self.deps {
            bytes
                .text(dep.name.as_str().as_bytes())
                .text(dep.text.as_bytes());
        }
        bytes
            .byte(u8::from(self.yanked))
            .byte(self.fault.get())
            .optional(self.sha256.as_ref());
        match self.published {
            None => bytes.byte(0),
            Some(time) => bytes.byte(1).number(time),
        };
        bytes.optional(self.tombstone.as_ref());
        bytes
    }
}

fn same_range(dep: &Dependency) -> bool {
    VersionRange::parse(&dep.text).is_ok_and(|range| range == dep.range)
}

impl PartialEq for Entry {
    fn eq(&self, other: &Entry) -> bool {
        self.name == other.name
            && self.version.identical(&other.version)
            && self.yanked == other.yanked
            && self.fault == other.fault
            && self.sha256 == other.sha256
            && self.published == other.published
            && self.tombstone == other.tombstone
            && self.deps.len() == other.deps.len()
            && self
                .deps
                .iter()
                .zip(&*other.deps)
                .all(|(a, b)| a.name == b.name && a.text == b.text)
    }
}

impl Eq for Entry {}

/// `name 0x00 sort-key`
pub(super) fn forward_key(name: &str, version: &Version) -> Vec<u8> {
    [name.as_bytes(), &[0], version.sort_key()].concat()
}

/// `dependency 0x00 name 0x00 sort-key`
pub(super) fn reverse_key(dependency: &str, entry: &Entry) -> Vec<u8> {
    let name = entry.name.as_str().as_bytes();
    [
        dependency.as_bytes(),
        &[0],
        name,
        &[0],
        entry.version.sort_key(),
    ]
    .concat()
}

/// The first key of a name and the first above all of them: no byte of a name is below 0x02.
pub(super) fn name_span(name: &str) -> (Vec<u8>, Vec<u8>) {
    (
        [name.as_bytes(), &[0]].concat(),
        [name.as_bytes(), &[1]].concat(),
    )
}
