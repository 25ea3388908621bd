//! Members by the index: around lost ranges, or only some of them without reading the rest.

use std::collections::{HashMap, HashSet};
use std::io::Read;
use std::path::Path;

use super::extract::{ExtractSummary, expect_folder, finish};
use super::folder::{Attributes, Folder};
use super::header::padding;
use super::name::{safe_path, shown};
use super::read::{Header, TarReader};
use super::record::{IndexRecord, MemberKind};
use super::selection::Selection;
use crate::Error;
use crate::packages::Damage;

/// Header blocks before one member that are looked at; more than any writer of ours makes.
const MAX_HEADERS: u64 = 1 << 20;

/// Gives bytes of the content stream at an offset, lost ones as zeros.
pub(crate) type Content<'a> = dyn FnMut(u64, &mut [u8]) -> Result<(), Error> + 'a;

/// Writes every selected member that no lost range touches, and the damaged files as
/// `NAME.damaged` (or `.damaged.1`, … when that is taken) with zeros where bytes are lost.
///
/// `records` is the file index in stream order, `lost` the lost ranges `[from, to)` of the content
/// stream in ascending order. With none lost this is how a selection is unpacked without reading
/// the rest of the stream. Times and link targets come from the tar headers before the members; a
/// symbolic link whose header is lost has no target any more: it is skipped with a warning, and is
/// damage without ranges.
/// The same names are refused as by [`extract_tar`](super::extract_tar).
pub(crate) fn write_partial(
    records: &[IndexRecord],
    lost: &[(u64, u64)],
    content: &mut Content<'_>,
    staging: &Path,
    selection: &Selection,
) -> Result<(ExtractSummary, Vec<Damage>), Error> {
    let mut chooser = selection.chooser();
    let mut partial = Partial {
        lost,
        content,
        folder: Folder::new(staging),
        shared: shared_offsets(records),
        written: HashMap::new(),
    };
    let mut damaged = Vec::new();
    let mut last_end = 0;
    for record in records {
        let name = safe_path(&record.path)?.into_owned();
        let headers = (last_end, record.offset);
        if record.kind != MemberKind::Hardlink {
            last_end = record.end().saturating_add(padding(record.size) as u64);
        }
        if name.is_empty() {
            expect_folder(&record.path, Some(record.kind))?;
            continue;
        }
        if !chooser.admits(&name) {
            continue;
        }
        let header = match record.kind {
            MemberKind::Hardlink => None,
            _ => partial.header(record, headers)?,
        };
        let member = Member {
            name,
            record,
            header,
        };
        let lost_link = record.kind == MemberKind::Symlink && member.header.is_none();
        if lost_link || overlaps(lost, record.offset, record.end()).next().is_some() {
            damaged.push(member);
        } else {
            partial.intact(&member)?;
        }
    }
    // After all others, so that their names are taken first.
    let damage = damaged
        .iter()
        .map(|m| partial.damaged(m))
        .collect::<Result<Vec<_>, Error>>()?;
    Ok((finish(partial.folder, chooser)?, damage))
}

struct Member<'a> {
    name: Vec<u8>,
    record: &'a IndexRecord,
    /// `None` when it is lost.
    header: Option<Header>,
}

struct Partial<'a, 'c> {
    lost: &'a [(u64, u64)],
    content: &'a mut Content<'c>,
    folder: Folder<'a>,
    /// Offsets of contents that have more than one name.
    shared: HashSet<u64>,
    /// The name under which such a content was written first.
    written: HashMap<u64, Vec<u8>>,
}

impl Partial<'_, '_> {
    fn intact(&mut self, member: &Member<'_>) -> Result<(), Error> {
        let attributes = member.attributes();
        match member.record.kind {
            MemberKind::File | MemberKind::Hardlink => self.file(&member.name, member),
            MemberKind::Directory => self.folder.directory(&member.name, attributes),
            MemberKind::Symlink => {
                let target = member.header.as_ref().map_or(&b""[..], |h| &h.link);
                self.folder.symlink(&member.name, target, attributes.mtime)
            }
        }
    }

    /// Writes a content under a name, or links the name to it when it was written before.
    fn file(&mut self, name: &[u8], member: &Member<'_>) -> Result<(), Error> {
        let record = member.record;
        if let Some(earlier) = self.written.get(&record.offset) {
            return self.folder.hard_link(name, earlier);
        }
        let mut reader = ContentReader {
            content: self.content,
            at: record.offset,
            end: record.end(),
        };
        self.folder.file(name, member.attributes(), &mut reader)?;
        if self.shared.contains(&record.offset) {
            self.written.insert(record.offset, name.to_vec());
        }
        Ok(())
    }

    fn damaged(&mut self, member: &Member<'_>) -> Result<Damage, Error> {
        let path = String::from_utf8_lossy(&member.name).into_owned();
        if member.record.kind == MemberKind::Symlink {
            self.folder
                .skip(&member.name, "is a symbolic link whose target is lost");
            return Ok(Damage {
                path,
                ranges: Vec::new(),
            });
        }
        let name = self.free_name(&member.name);
        self.file(&name, member)?;
        let record = member.record;
        if name.len() != member.name.len() + ".damaged".len() {
            let other = format!("is damaged and written as {}", shown(&name));
            self.folder.skip(&member.name, &other);
        }
        Ok(Damage {
            path,
            ranges: overlaps(self.lost, record.offset, record.end())
                .map(|(from, to)| [from - record.offset, to - record.offset])
                .collect(),
        })
    }

    fn free_name(&self, name: &[u8]) -> Vec<u8> {
        let first = [name, b".damaged"].concat();
        let numbered = (1u64..).map(|n| [&first[..], format!(".{n}").as_bytes()].concat());
        std::iter::once(first.clone())
            .chain(numbered)
            .find(|name| !self.folder.has(name))
            .unwrap_or(first)
    }

    /// The member's own tar header, read from the blocks between the member before it and its
    /// content. `None` when a lost range touches them or they are not what the index says.
    fn header(
        &mut self,
        record: &IndexRecord,
        (from, to): (u64, u64),
    ) -> Result<Option<Header>, Error> {
        let known = from < to && to - from <= MAX_HEADERS;
        if !known || overlaps(self.lost, from, to).next().is_some() {
            return Ok(None);
        }
        let mut blocks = vec![0; (to - from) as usize];
        (self.content)(from, &mut blocks)?;
        let mut blocks = &blocks[..];
        let mut reader = TarReader::new(&mut blocks);
        // Hard links have headers and no content: the last header is the member's own.
        let mut last = None;
        while let Ok(Some(header)) = reader.next() {
            let content = header.size > 0;
            last = Some(header);
            if content {
                break;
            }
        }
        Ok(last.filter(|header| {
            header.kind == Some(record.kind)
                && header.size == record.size
                && safe_path(&header.path).ok() == safe_path(&record.path).ok()
        }))
    }
}

impl Member<'_> {
    fn attributes(&self) -> Attributes {
        Attributes {
            mode: self.record.mode,
            mtime: self.header.as_ref().map(|h| h.mtime),
        }
    }
}

/// The offsets that hard links name.
fn shared_offsets(records: &[IndexRecord]) -> HashSet<u64> {
    let links = records.iter().filter(|r| r.kind == MemberKind::Hardlink);
    links.map(|r| r.offset).collect()
}

/// The lost ranges within `[from, to)`, cut to it.
fn overlaps(lost: &[(u64, u64)], from: u64, to: u64) -> impl Iterator<Item = (u64, u64)> {
    let first = lost.partition_point(|range| range.1 <= from);
    lost[first..]
        .iter()
        .take_while(move |range| range.0 < to)
        .map(move |range| (range.0.max(from), range.1.min(to)))
        .filter(|(from, to)| from < to)
}

struct ContentReader<'a, 'c> {
    content: &'a mut Content<'c>,
    at: u64,
    end: u64,
}

impl Read for ContentReader<'_, '_> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        let left = usize::try_from(self.end - self.at).unwrap_or(usize::MAX);
        let n = left.min(buf.len());
        if n > 0 {
            (self.content)(self.at, &mut buf[..n])?;
            self.at += n as u64;
        }
        Ok(n)
    }
}
