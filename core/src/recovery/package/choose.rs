//! Which of the parts that a search found belong to the package.
//!
//! The manifest chooses; without one, the majority. Groups are never mixed: two packages that
//! remain are an error.

use std::collections::BTreeMap;
use std::io;
use std::ops::Range;

use super::super::geometry::MAX_DECODED;
use super::super::{Head, Kind, Parts, RecoveryError, part};
use super::Source;
use super::manifest::{ComponentInfo, Manifest};
use super::place::{Offsets, lay_out};
use super::scan::{self, Hit};

/// Parts by component: number and offset of each, in the order of the file.
pub(super) type Groups = BTreeMap<Head, Vec<(u8, u64)>>;

/// How many places are looked at a second time.
const MAX_SUSPECTS: usize = 4096;
/// How many components with the same identity are tried on one of them.
const MAX_NAMESAKES: usize = 4;
/// How many packages an error names.
const SHOWN_TAGS: usize = 8;
/// What rebuilding a component counts for, whatever its size.
const REBUILD: u64 = 16 << 10;

/// Bytes that all manifests of a file may still decode to. A manifest spends 11 bytes on a part of
/// at least 384, so those of real packages stay far below the file's own size; made-up ones could
/// ask for 20,000 times that.
pub(super) struct Budget(u64);

impl Budget {
    pub(super) fn of(source: &dyn Source) -> Budget {
        Budget(
            source
                .len()
                .saturating_mul(2)
                .saturating_add(MAX_DECODED as u64),
        )
    }

    /// Whether there was enough.
    pub(super) fn spend(&mut self, bytes: u64) -> bool {
        let left = self.0.checked_sub(bytes);
        self.0 = left.unwrap_or(0);
        left.is_some()
    }
}

/// A manifest that was put together again.
#[derive(Clone, Debug)]
pub(super) struct Recovered {
    pub(super) manifest: Manifest,
    /// The manifest's own component.
    pub(super) own: ComponentInfo,
    /// Where its parts were found.
    found: Vec<(u8, u64)>,
}

/// Searches the whole file: first for parts that prove themselves, then for those that their
/// siblings' head helps to mend.
pub(super) fn search<E: From<io::Error>>(
    source: &dyn Source,
    step: &mut dyn FnMut(u64) -> Result<(), E>,
) -> Result<Groups, E> {
    let (mut groups, mut suspects) = (Groups::new(), Vec::new());
    scan::scan(source, 0..source.len(), step, &mut |hit| match hit {
        Hit::Part(found) => groups
            .entry(found.head)
            .or_default()
            .push((found.number, found.offset)),
        Hit::Suspect { offset, identity } if suspects.len() < MAX_SUSPECTS => {
            suspects.push((offset, identity));
        }
        Hit::Suspect { .. } => {}
    })?;
    look_again(source, &mut groups, &suspects)?;
    Ok(groups)
}

/// Tries the heads of known components on what could be more of their parts.
fn look_again(
    source: &dyn Source,
    groups: &mut Groups,
    suspects: &[(u64, [u8; 16])],
) -> io::Result<()> {
    let without_number = |mut identity: [u8; 16]| {
        identity[6] = 0;
        identity
    };
    let mut known: BTreeMap<[u8; 16], Vec<Head>> = BTreeMap::new();
    for head in groups.keys() {
        let mut identity = [0; 16];
        identity.copy_from_slice(&head.to_bytes(0)[..16]);
        known.entry(identity).or_default().push(*head);
    }
    for &(offset, identity) in suspects {
        let siblings = known.get(&without_number(identity));
        for head in siblings.into_iter().flatten().take(MAX_NAMESAKES) {
            let expected = part::Expected {
                head: head.to_bytes(identity[6]),
                sha8: None,
            };
            let mut bytes = vec![0; head.part_len()];
            let there = source.read_at(offset, &mut bytes)? == bytes.len();
            if there && part::examine(&mut bytes, Some(&expected)).is_ok() {
                groups.entry(*head).or_default().push((identity[6], offset));
                break;
            }
        }
    }
    Ok(())
}

/// Why no manifest came of some parts.
pub(super) enum Refused {
    /// They are not enough, or not those of a manifest.
    Unfit,
    /// All manifests together are more than a file of this size can need.
    TooLarge,
}

/// The manifest whose parts were found at these places, if enough of them are left.
pub(super) fn recover(
    source: &dyn Source,
    head: Head,
    found: &[(u8, u64)],
    budget: &mut Budget,
) -> io::Result<Result<Recovered, Refused>> {
    let Ok(mut parts) = Parts::new("manifest".into(), head, None) else {
        return Ok(Err(Refused::Unfit));
    };
    let mut buffer = vec![0; head.part_len()];
    for &(number, offset) in found {
        if source.read_at(offset, &mut buffer)? == buffer.len() {
            parts.offer(number.into(), &buffer);
        }
    }
    if !parts.missing().is_empty() && !budget.spend(REBUILD) {
        return Ok(Err(Refused::TooLarge));
    }
    if parts.rebuild(true).is_err() {
        return Ok(Err(Refused::Unfit));
    }
    if !budget.spend(parts.announced_size()) {
        return Ok(Err(Refused::TooLarge));
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
    Ok(manifest
        .ok()
        .filter(Recovered::is_consistent)
        .ok_or(Refused::Unfit))
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
    fn extent(&self) -> Range<u64> {
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
        start..start.saturating_add(len)
    }

    /// From the first of the manifest's own parts to the last.
    fn span(&self) -> (u64, u64) {
        let offsets = || self.found.iter().map(|(_, offset)| *offset);
        (offsets().min().unwrap_or(0), offsets().max().unwrap_or(0))
    }

    fn identity(&self) -> (&str, &str, &str) {
        let header = &self.manifest.header;
        (&header.tag, &header.name, &header.version)
    }
}

/// A manifest and where its volume is.
struct Located {
    recovered: Recovered,
    extent: Range<u64>,
    span: (u64, u64),
}

impl Located {
    fn new(recovered: Recovered) -> Located {
        let (extent, span) = (recovered.extent(), recovered.span());
        Located {
            recovered,
            extent,
            span,
        }
    }

    fn contains(&self, other: &Located) -> bool {
        self.extent.contains(&other.span.0) && self.extent.contains(&other.span.1)
    }
}

/// The manifests of the one package in the file, by volume.
pub(super) fn manifests<E: From<io::Error> + From<RecoveryError>>(
    source: &dyn Source,
    groups: &Groups,
    step: &mut dyn FnMut(u64) -> Result<(), E>,
) -> Result<BTreeMap<u8, Recovered>, E> {
    let (mut all, mut budget) = (Vec::new(), Budget::of(source));
    for (head, found) in groups {
        if head.address.kind != Kind::Manifest || head.address.id != 0 {
            continue;
        }
        step(0)?;
        match recover(source, *head, found, &mut budget)? {
            Ok(recovered) => all.push(Located::new(recovered)),
            Err(Refused::Unfit) => {}
            Err(Refused::TooLarge) => {
                return Err(RecoveryError::TooLarge {
                    what: "the sum of all manifests".into(),
                    limit: "twice the size of the file and 8 MiB",
                }
                .into());
            }
        }
    }
    // The longest first: what lies in another is content of that, not a package beside it.
    all.sort_by_key(|one| std::cmp::Reverse(one.extent.end - one.extent.start));
    let mut outer: Vec<Located> = Vec::new();
    for one in all {
        if !outer.iter().any(|o| o.contains(&one) && !one.contains(o)) {
            outer.push(one);
        }
        // More volumes than there can be: two packages for certain.
        if outer.len() > usize::from(u8::MAX) + 1 {
            break;
        }
    }
    let one_package = outer
        .windows(2)
        .all(|pair| pair[0].recovered.identity() == pair[1].recovered.identity());
    let tags: Vec<_> = outer.iter().map(|o| o.recovered.own.head.tag).collect();
    let mut chosen = BTreeMap::new();
    for one in outer {
        chosen.insert(one.recovered.volume(), one.recovered);
    }
    if chosen.len() < tags.len() || !one_package {
        return Err(conflict(tags.into_iter()).into());
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
    if tags.len() > SHOWN_TAGS {
        let more = tags.len() - SHOWN_TAGS;
        tags.truncate(SHOWN_TAGS);
        tags.push(format!("{more} more"));
    }
    RecoveryError::ConflictingParts { tags }
}
