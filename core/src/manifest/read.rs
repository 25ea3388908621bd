//! What all manifests have in common.

use std::collections::BTreeMap;

use super::{Manifest, ManifestError};
use crate::document::{Entries, Node, Place};
use crate::registry::Name;
use crate::semverx::{Policy, VersionRange};

/// What stands before a range where ranges of others stand too.
pub(super) const SCHEME: &str = "semverx:";

/// The value of a key, if it is there and not `null`.
pub(super) fn get<'n>(entries: &'n Entries, key: &str) -> Option<&'n Node> {
    let found = entries.iter().find(|(found, _)| found == key);
    found
        .map(|(_, value)| value)
        .filter(|value| !value.is_null())
}

/// The table that stands below some keys; nothing if something else does, or nothing.
pub(super) fn table<'n>(entries: &'n Entries, keys: &[&str]) -> Option<&'n Entries> {
    let mut entries = entries;
    for key in keys {
        entries = get(entries, key)?.as_table()?;
    }
    Some(entries)
}

/// The project's name; whether it is one is for its own package manager to say.
pub(super) fn name(entries: &Entries) -> Option<String> {
    get(entries, "name")?.as_text().map(str::to_owned)
}

pub(super) fn registry(
    at: &Place<'_>,
    value: Option<&Node>,
) -> Result<Option<String>, ManifestError> {
    const EXPECTED: &str = "the URL, file or folder of a registry";
    let Some(value) = value.filter(|value| !value.is_null()) else {
        return Ok(None);
    };
    match at.text(value, EXPECTED)? {
        "" => Err(at.wrong(value, EXPECTED).into()),
        text => Ok(Some(text.to_owned())),
    }
}

pub(super) fn policy(at: &Place<'_>, value: Option<&Node>) -> Result<Policy, ManifestError> {
    let Some(value) = value.filter(|value| !value.is_null()) else {
        return Ok(Policy::default());
    };
    let Node::Table(entries) = value else {
        return Err(at.wrong(value, "the keys of a policy").into());
    };
    Policy::from_entries(entries).map_err(|source| ManifestError::Policy {
        at: source.place(at),
        source,
    })
}

/// Requirements under way: where each name stood first.
#[derive(Default)]
pub(super) struct Requirements {
    texts: BTreeMap<String, String>,
    first: BTreeMap<String, (String, VersionRange)>,
    others: usize,
}

impl Requirements {
    /// Adds a range, with or without `semverx:`.
    pub(super) fn add(
        &mut self,
        at: &Place<'_>,
        name: &str,
        text: &str,
    ) -> Result<(), ManifestError> {
        self.room()?;
        Name::parse(name).map_err(|source| ManifestError::Name {
            at: at.to_string(),
            source,
        })?;
        let range = VersionRange::parse(text).map_err(|source| ManifestError::Range {
            at: at.to_string(),
            source,
        })?;
        match self.first.get(name) {
            None => {
                let text = text.strip_prefix(SCHEME).unwrap_or(text);
                self.texts.insert(name.to_owned(), text.to_owned());
                self.first.insert(name.to_owned(), (at.to_string(), range));
                Ok(())
            }
            Some((_, first)) if *first == range => Ok(()),
            Some((place, first)) => Err(ManifestError::TwoRanges {
                at: at.to_string(),
                range: range.to_string(),
                first: place.clone(),
                first_range: first.to_string(),
            }),
        }
    }

    /// Counts dependencies of others.
    pub(super) fn count_others(&mut self, more: usize) -> Result<(), ManifestError> {
        self.others = self.others.saturating_add(more);
        match self.texts.len().saturating_add(self.others) > Manifest::MAX_DEPENDENCIES {
            true => Err(ManifestError::TooMany),
            false => Ok(()),
        }
    }

    fn room(&self) -> Result<(), ManifestError> {
        match self.texts.len().saturating_add(self.others) >= Manifest::MAX_DEPENDENCIES {
            true => Err(ManifestError::TooMany),
            false => Ok(()),
        }
    }

    /// Whether there is none of ours.
    pub(super) fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    pub(super) fn move_into(self, manifest: &mut Manifest) {
        manifest.requirements = self.texts;
        manifest.others = self.others;
    }
}
