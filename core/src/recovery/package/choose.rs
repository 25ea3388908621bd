//! Which of the parts that a search found belong to the package.
//!
//! The manifest chooses; without one, the majority. Groups are never mixed: two packages that
//! remain are an error.

use std::collections::{BTreeMap, HashMap};
use std::io;

use super::super::{Head, Kind, Parts, RecoveryError, part};
use super::manifest::{ComponentInfo, Manifest};
use super::place::{Offsets, lay_out};
use super::{Source, scan};

/// Parts by component: number and offset of each, in the order of the file.
pub(super) type Groups = HashMap<Head, Vec<(u8, u64)>>;

/// A manifest that was put together again.
#[derive(Clone, Debug)]
pub(super) struct Recovered {
    pub(super) manifest: Manifest,
    /// The manifest's own component.
    pub(super) own: ComponentInfo,
    /// Where its parts were found.
    found: Vec<(u8, u64)>,
}

/// Searches the whole file.
pub(super) fn search<E: From<io::Error>>(
    source: &dyn Source,
    step: &mut dyn FnMut(u64) -> Result<(), E>,
) -> Result<Groups, E> {
    let mut groups = Groups::new();
    scan::scan(source, 0..source.len(), step, &mut |found| {
        groups
            .entry(found.head)
            .or_default()
            .push((found.number, found.offset));
    })?;
    Ok(groups)
}

/// The manifest whose parts were found at these places, if enough of them are left.
pub(super) fn recover(
    source: &dyn Source,
    head: Head,
    found: &[(u8, u64)],
) -> io::Result<Option<Recovered>> {
    let Ok(mut parts) = Parts::new("manifest".into(), head, None) else {
        return Ok(None);
    };
    let mut buffer = vec![0; head.part_len()];
    for &(number, offset) in found {
        if source.read_at(offset, &mut buffer)? == buffer.len() {
            parts.offer(number.into(), &buffer);
        }
    }
    if parts.rebuild(true).is_err() {
        return Ok(None);
    }
    let manifest = parts.decode().and_then(|bytes| {
        let manifest = Manifest::parse(&bytes)?;
        let own = own_info(head, &parts, bytes.len());
        Ok(Recovered {
            manifest,
            own,
            found: found.to_vec(),
        })
    });
    Ok(manifest.ok().filter(Recovered::is_consistent))
}

fn own_info(head: Head, parts: &Parts, size: usize) -> ComponentInfo {
    let hash = |number| {
        let mut hash = [0; 8];
        hash.copy_from_slice(&part::digest(parts.part(number))[..8]);
        hash
    };
    ComponentInfo {
        head,
        size: Some(size as u64),
        codec: part::Coding::parse(parts.part(0))
            .ok()
            .map(|coding| coding.codec),
        hashes: (0..usize::from(head.total)).map(hash).collect(),
    }
}

impl Recovered {
    fn volume(&self) -> u8 {
        self.own.head.address.volume
    }

    fn is_consistent(&self) -> bool {
        let volume = self.volume();
        self.manifest.header.volume == Some(volume)
            && self.manifest.components.iter().all(|info| {
                info.head.address.volume == volume && info.head.tag == self.own.head.tag
            })
    }

    /// The volume's components, the manifest's own last.
    pub(super) fn components(&self) -> Vec<ComponentInfo> {
        self.manifest
            .components
            .iter()
            .chain([&self.own])
            .cloned()
            .collect()
    }

    /// Where the volume lies in the file, as the places of the manifest's parts tell.
    fn extent(&self) -> std::ops::Range<u64> {
        let volume = self.components();
        let (places, len) = lay_out(&volume, 0);
        let own = places.last();
        let mut starts: Vec<u64> = self
            .found
            .iter()
            .filter_map(|(number, offset)| match own {
                Some(Offsets::Predicted { window, within }) => {
                    let at = window + u64::from(*within.get(usize::from(*number))?);
                    Some(offset.saturating_sub(at))
                }
                _ => None,
            })
            .collect();
        starts.sort_unstable();
        let start = starts.get(starts.len() / 2).copied().unwrap_or(0);
        start..start + len
    }

    fn contains(&self, other: &Recovered) -> bool {
        let extent = self.extent();
        other
            .found
            .iter()
            .all(|(_, offset)| extent.contains(offset))
    }
}

/// The manifests of the one package in the file, by volume.
pub(super) fn manifests<E: From<io::Error> + From<RecoveryError>>(
    source: &dyn Source,
    groups: &Groups,
) -> Result<BTreeMap<u8, Recovered>, E> {
    let mut all = Vec::new();
    for (head, found) in groups {
        if head.address.kind == Kind::Manifest && head.address.id == 0 {
            all.extend(recover(source, *head, found)?);
        }
    }
    // A package packed inside this one is content, not a package beside it.
    let outer: Vec<&Recovered> = all
        .iter()
        .filter(|inner| {
            let swallows = |other: &&Recovered| {
                other.own.head != inner.own.head && other.contains(inner) && !inner.contains(other)
            };
            !all.iter().any(|other| swallows(&other))
        })
        .collect();
    let mut chosen = BTreeMap::new();
    for recovered in &outer {
        chosen.insert(recovered.volume(), (*recovered).clone());
    }
    let one_package = outer.windows(2).all(|pair| {
        let id = |r: &Recovered| {
            let header = &r.manifest.header;
            (
                header.tag.clone(),
                header.name.clone(),
                header.version.clone(),
            )
        };
        id(pair[0]) == id(pair[1])
    });
    if chosen.len() < outer.len() || !one_package {
        return Err(conflict(outer.iter().map(|r| r.own.head.tag)).into());
    }
    Ok(chosen)
}

/// The tag that most parts bear, when no manifest is left to ask.
pub(super) fn majority(groups: &Groups) -> Result<Option<[u8; 3]>, RecoveryError> {
    let mut counts: BTreeMap<[u8; 3], usize> = BTreeMap::new();
    for (head, found) in groups {
        *counts.entry(head.tag).or_default() += found.len();
    }
    let all: usize = counts.values().sum();
    let Some((tag, most)) = counts.iter().max_by_key(|(_, count)| **count) else {
        return Ok(None);
    };
    // Strays of another package are a few; more than a tenth is another package.
    if most * 10 < all * 9 {
        return Err(conflict(counts.keys().copied()));
    }
    Ok(Some(*tag))
}

fn conflict(tags: impl Iterator<Item = [u8; 3]>) -> RecoveryError {
    let hex = |tag: [u8; 3]| {
        tag.iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
    };
    let mut tags: Vec<String> = tags.map(hex).collect();
    tags.sort();
    RecoveryError::ConflictingParts { tags }
}
