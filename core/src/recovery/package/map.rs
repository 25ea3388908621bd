//! What a package holds and where every part should be, found out from a possibly damaged file.

use std::collections::BTreeMap;
use std::io;

use super::super::geometry::MAX_TOTAL;
use super::super::{Head, Kind, RecoveryError, part};
use super::choose::{self, Budget, Groups, Recovered};
use super::directory;
use super::manifest::{ComponentInfo, Header, Manifest};
use super::place::{Found, Offsets, Place, Shifts, lay_out};
use super::write::{Tail, in_file_order};
use super::{Source, plain, zip};

/// The map of a package.
#[derive(Clone, Debug)]
pub struct Map {
    header: Option<Header>,
    places: Vec<Place>,
    /// How many places there are of each kind.
    counts: [usize; Kind::ALL.len()],
    /// Where each volume's places begin.
    volume_starts: Vec<usize>,
    /// By volume.
    shifts: Vec<Shifts>,
    /// The file is exactly as long as the package, and begins with it.
    exact: bool,
    searched: bool,
}

impl Map {
    /// Finds the package in `source`: through the zip's directory when that is whole, by searching
    /// every byte otherwise. `step` is told about bytes searched and may end the search.
    ///
    /// # Errors
    /// `NotAPackage` without any part, `ConflictingParts` with two packages, `Truncated` when
    /// neither a manifest nor a part of the last component is left.
    pub fn open<E: From<io::Error> + From<RecoveryError>>(
        source: &dyn Source,
        step: &mut dyn FnMut(u64) -> Result<(), E>,
    ) -> Result<Map, E> {
        if let Some(map) = Map::by_directory(source, step)? {
            return Ok(map);
        }
        let groups = choose::search(source, step)?;
        if groups.is_empty() {
            return Err(RecoveryError::NotAPackage {
                bytes: source.len(),
            }
            .into());
        }
        let manifests = choose::manifests(source, &groups, step)?;
        let mut plain = None;
        if manifests.is_empty()
            && let Some(tag) = choose::majority(&groups)?
        {
            plain = plain::find(source, tag, step)?;
        }
        Map::by_search(&groups, manifests, plain).map_err(E::from)
    }

    /// The fast way; `None` when anything is not as packed.
    fn by_directory<E: From<io::Error>>(
        source: &dyn Source,
        step: &mut dyn FnMut(u64) -> Result<(), E>,
    ) -> Result<Option<Map>, E> {
        let Some(listed) = directory::manifest_parts(source)? else {
            return Ok(None);
        };
        let mut volumes: BTreeMap<u8, Vec<(u8, u64)>> = BTreeMap::new();
        for part in listed {
            volumes
                .entry(part.address.volume)
                .or_default()
                .push((part.part, part.offset));
        }
        let (mut manifests, mut budget) = (BTreeMap::new(), Budget::of(source));
        for (volume, found) in volumes {
            step(0)?;
            if found.len() > MAX_TOTAL {
                return Ok(None);
            }
            let Some(head) = first_head(source, volume, &found)? else {
                return Ok(None);
            };
            let Ok(recovered) = choose::recover(source, head, &found, &mut budget)? else {
                return Ok(None);
            };
            manifests.insert(volume, recovered);
        }
        let Ok(map) = Map::by_search(&Groups::new(), manifests, None) else {
            return Ok(None);
        };
        let map = Map {
            searched: false,
            ..map
        };
        let whole = map.expected_len().is_some_and(|len| len == source.len());
        Ok(whole.then_some(Map { exact: true, ..map }))
    }

    fn by_search(
        groups: &Groups,
        manifests: BTreeMap<u8, Recovered>,
        plain: Option<Manifest>,
    ) -> Result<Map, RecoveryError> {
        let mut map = Map {
            header: None,
            places: Vec::new(),
            counts: [0; Kind::ALL.len()],
            volume_starts: Vec::new(),
            shifts: Vec::new(),
            exact: false,
            searched: true,
        };
        let tag = match manifests.values().next() {
            Some(recovered) => recovered.own.head.tag,
            None => choose::majority(groups)?.unwrap_or_default(),
        };
        if let Some(plain) = plain {
            map.volume_starts.push(0);
            let (infos, offsets) = by_plain(groups, plain.components);
            map.header = Some(plain.header);
            map.add_volume(infos, offsets);
            return Ok(map);
        }
        let count = volume_count(groups, &manifests, tag)?;
        let mut start = 0;
        for volume in 0..count {
            map.volume_starts.push(map.places.len());
            let number = volume as u8;
            let (infos, offsets) = match manifests.get(&number) {
                Some(recovered) => {
                    let infos = recovered.components();
                    let (offsets, end) = lay_out(&infos, start);
                    start = end;
                    map.header = Some(recovered.manifest.header.clone());
                    (infos, offsets)
                }
                None if volume + 1 == count => infer(groups, tag, number)?,
                None => {
                    let why = format!("the manifest of volume {volume} is gone");
                    return Err(RecoveryError::Truncated { why });
                }
            };
            map.add_volume(infos, offsets);
        }
        map.note_shifts(groups);
        Ok(map)
    }

    fn add_volume(&mut self, infos: Vec<ComponentInfo>, offsets: Vec<Offsets>) {
        for (info, parts) in infos.into_iter().zip(offsets) {
            let Head { address, .. } = info.head;
            let number = match address.kind {
                Kind::Manifest => usize::from(address.volume) * 256 + usize::from(address.id),
                kind => self.counts[kind as usize],
            };
            self.counts[address.kind as usize] += 1;
            let name = format!("diram-{}-{number}.bin", address.kind.name());
            self.places.push(Place { info, name, parts });
        }
    }

    fn note_shifts(&mut self, groups: &Groups) {
        self.shifts = vec![Shifts::new(); self.volume_starts.len()];
        for place in &self.places {
            let volume = usize::from(place.info.head.address.volume);
            let Some(shifts) = self.shifts.get_mut(volume) else {
                continue;
            };
            for &(number, offset) in groups.get(&place.info.head).into_iter().flatten() {
                if let Some(expected) = place.expected(number.into()) {
                    shifts.push((expected, offset.wrapping_sub(expected) as i64));
                }
            }
        }
        for shifts in &mut self.shifts {
            shifts.sort_unstable();
            shifts.dedup_by_key(|(_, shift)| *shift);
        }
    }

    /// Searches every byte for parts that are not where they should be. `true` when this was not
    /// done before.
    pub fn search_again<E: From<io::Error>>(
        &mut self,
        source: &dyn Source,
        step: &mut dyn FnMut(u64) -> Result<(), E>,
    ) -> Result<bool, E> {
        if self.searched {
            return Ok(false);
        }
        let groups = choose::search(source, step)?;
        self.note_shifts(&groups);
        self.searched = true;
        Ok(true)
    }

    /// Whether every byte was searched for parts already.
    pub fn is_searched(&self) -> bool {
        self.searched
    }

    /// The manifest's header; `None` when every manifest is beyond recovery.
    pub fn header(&self) -> Option<&Header> {
        self.header.as_ref()
    }

    /// Whether every volume's manifest is there, as it is in every package that can be healed.
    pub fn has_manifests(&self) -> bool {
        let own = |place: &&Place| {
            let address = place.info.head.address;
            address.kind == Kind::Manifest && address.id == 0
        };
        self.header.is_some() && self.places.iter().filter(own).count() == self.volume_starts.len()
    }

    /// Every component in package order.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// The components of one kind, in package order.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Place> {
        self.places
            .iter()
            .filter(move |place| place.info.head.address.kind == kind)
    }

    /// The components of the file index, in package order.
    pub fn index(&self) -> impl Iterator<Item = &Place> {
        self.of_kind(Kind::Manifest)
            .filter(|place| place.info.head.address.id > 0)
    }

    /// The components by volume.
    pub fn volumes(&self) -> impl Iterator<Item = &[Place]> {
        let ends = self
            .volume_starts
            .iter()
            .skip(1)
            .copied()
            .chain([self.places.len()]);
        self.volume_starts
            .iter()
            .zip(ends)
            .map(|(start, end)| &self.places[*start..end])
    }

    /// Collects the parts of one component. Damaged and missing ones are no error.
    ///
    /// # Errors
    /// What `source` fails with, and `Memory`.
    pub fn collect<E: From<io::Error> + From<RecoveryError>>(
        &self,
        source: &dyn Source,
        place: &Place,
    ) -> Result<Found, E> {
        let volume = usize::from(place.info.head.address.volume);
        let none = Shifts::new();
        place.collect(source, self.shifts.get(volume).unwrap_or(&none))
    }

    /// What is known about the components, by volume.
    fn infos(&self) -> Vec<Vec<&ComponentInfo>> {
        self.volumes()
            .map(|volume| volume.iter().map(|place| &place.info).collect())
            .collect()
    }

    /// Where the parts end, when a manifest says so.
    fn parts_end(&self) -> Option<u64> {
        let infos = self.infos();
        let lengths = infos
            .iter()
            .flat_map(|volume| in_file_order(volume).map(|(i, part)| (&volume[i].head, part)))
            .map(|(head, part)| {
                (zip::LOCAL_LEN + head.address.part_path(part).len() + head.part_len()) as u64
            });
        self.header.as_ref().map(|_| lengths.sum())
    }

    fn expected_len(&self) -> Option<u64> {
        let (header, offset) = (self.header.as_ref()?, self.parts_end()?);
        let volumes = self.infos();
        let tail = Tail {
            volumes: &volumes,
            crcs: &[],
            header,
            offset,
        };
        tail.write(&mut io::sink()).ok().map(|tail| offset + tail)
    }

    /// Whether everything but the parts and their local headers is as packed: the plain manifest,
    /// the directory, and nothing before, between or after. `crcs` are those of all part files, by
    /// place.
    pub fn tail_is_intact(&self, source: &dyn Source, crcs: &[Vec<u32>]) -> io::Result<bool> {
        let (Some(header), Some(offset)) = (self.header.as_ref(), self.parts_end()) else {
            return Ok(false);
        };
        if !self.exact {
            return Ok(false);
        }
        let volumes = self.infos();
        let mut ordered = Vec::new();
        for (volume, start) in volumes.iter().zip(&self.volume_starts) {
            for (component, part) in in_file_order(volume) {
                let crc = crcs.get(start + component).and_then(|crcs| crcs.get(part));
                ordered.push(crc.copied().unwrap_or(0));
            }
        }
        let mut compare = Compare {
            source,
            at: offset,
            same: true,
            buffer: Vec::new(),
        };
        Tail {
            volumes: &volumes,
            crcs: &ordered,
            header,
            offset,
        }
        .write(&mut compare)?;
        Ok(compare.same && compare.at == source.len())
    }
}

/// Compares what is written through it with a source.
struct Compare<'a> {
    source: &'a dyn Source,
    at: u64,
    same: bool,
    buffer: Vec<u8>,
}

impl io::Write for Compare<'_> {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        self.buffer.resize(buf.len(), 0);
        let have = self.source.read_at(self.at, &mut self.buffer)?;
        self.same &= self.buffer[..have] == *buf;
        self.at += buf.len() as u64;
        Ok(buf.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The head of a volume's manifest, from the first of its parts that proves itself.
fn first_head(source: &dyn Source, volume: u8, found: &[(u8, u64)]) -> io::Result<Option<Head>> {
    let mut bytes = [0; part::HEAD_LEN];
    for &(_, offset) in found {
        if source.read_at(offset, &mut bytes)? < bytes.len() {
            continue;
        }
        let Ok((head, _)) = Head::parse(&bytes) else {
            continue;
        };
        let mut whole = vec![0; head.part_len()];
        let address = head.address;
        let is_manifest = address.kind == Kind::Manifest && address.id == 0;
        if is_manifest
            && address.volume == volume
            && source.read_at(offset, &mut whole)? == whole.len()
            && part::examine(&mut whole, None).is_ok()
        {
            return Ok(Some(head));
        }
    }
    Ok(None)
}

/// How many volumes the package has: as a manifest says, or up to the last component.
fn volume_count(
    groups: &Groups,
    manifests: &BTreeMap<u8, Recovered>,
    tag: [u8; 3],
) -> Result<u16, RecoveryError> {
    let said = manifests.values().find_map(|r| r.manifest.header.volumes);
    let last_part = || {
        let last = groups.keys().find(|head| head.last && head.tag == tag)?;
        Some(u16::from(last.address.volume) + 1)
    };
    said.filter(|count| (1..=256).contains(count))
        .or_else(last_part)
        .ok_or_else(|| {
            let why = "neither the manifest nor any part of the last component is left".into();
            RecoveryError::Truncated { why }
        })
}

/// The components that a plain manifest names, at the places where their parts were found, and what
/// is left of the manifest's own.
fn by_plain(groups: &Groups, mut infos: Vec<ComponentInfo>) -> (Vec<ComponentInfo>, Vec<Offsets>) {
    let tag = infos.first().map(|info| info.head.tag);
    let own = groups.keys().find(|head| {
        let address = head.address;
        let is_manifest = address.kind == Kind::Manifest && address.id == 0;
        is_manifest && address.volume == 0 && Some(head.tag) == tag
    });
    infos.extend(own.map(|head| searched(*head, &[]).0));
    let none = Vec::new();
    let place = |info: &ComponentInfo| {
        let found = groups.get(&info.head).unwrap_or(&none);
        searched(info.head, found).1
    };
    let offsets = infos.iter().map(place).collect();
    (infos, offsets)
}

/// A volume without manifest, from the parts that were found: only when they leave no doubt that
/// nothing is missing.
fn infer(
    groups: &Groups,
    tag: [u8; 3],
    volume: u8,
) -> Result<(Vec<ComponentInfo>, Vec<Offsets>), RecoveryError> {
    let mut best = BTreeMap::<(Kind, u8), (Head, &Vec<(u8, u64)>)>::new();
    for (head, found) in groups
        .iter()
        .filter(|(h, _)| h.tag == tag && h.address.volume == volume)
    {
        let entry = best
            .entry((head.address.kind, head.address.id))
            .or_insert((*head, found));
        if found.len() > entry.1.len() {
            *entry = (*head, found);
        }
    }
    let content: Vec<_> = best
        .values()
        .filter(|(h, _)| h.address.kind == Kind::Component)
        .collect();
    let contiguous = content
        .iter()
        .enumerate()
        .all(|(i, (h, _))| usize::from(h.address.id) == i);
    let ends = content.last().is_some_and(|(head, _)| head.last);
    let others = best
        .keys()
        .any(|(kind, _)| !matches!(kind, Kind::Component | Kind::Manifest));
    if !contiguous || !ends || others {
        let why = "the manifest is gone, and what is left does not say how much is missing".into();
        return Err(RecoveryError::Truncated { why });
    }
    Ok(best
        .into_values()
        .map(|(head, found)| searched(head, found))
        .unzip())
}

fn searched(head: Head, found: &[(u8, u64)]) -> (ComponentInfo, Offsets) {
    let mut offsets = vec![None; usize::from(head.total)];
    for &(number, offset) in found {
        if let Some(place) = offsets.get_mut(usize::from(number)) {
            *place = Some(offset);
        }
    }
    let info = ComponentInfo {
        head,
        size: None,
        codec: None,
        hashes: Vec::new(),
    };
    (info, Offsets::Searched(offsets))
}
