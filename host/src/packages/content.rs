//! The content of a package as bytes at any place: components are decoded when they are needed.

use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;

use base64::Engine as _;
use diram_core::recovery::Status;
use diram_core::recovery::package::{Content, FileInfo};

use super::opened::{Opened, Tally};
use super::tree::IndexRecord;
use crate::{Error, Op};

/// The file's name as bytes.
pub(super) fn file_name(file: &FileInfo) -> Vec<u8> {
    let coded = file.name_base64.as_ref();
    coded
        .and_then(|coded| base64::engine::general_purpose::STANDARD.decode(coded).ok())
        .unwrap_or_else(|| file.name.clone().into_bytes())
}

/// How far a reading goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effort {
    /// Within the threshold.
    Heal,
    /// To the mathematical limit.
    Salvage,
    /// Beyond it, with zeros for what is lost.
    Best,
}

impl Effort {
    /// With salvage or without.
    pub(super) fn of(salvage: bool) -> Effort {
        if salvage {
            Effort::Salvage
        } else {
            Effort::Heal
        }
    }
}

/// Bytes of the content at any place.
pub(super) struct ContentBytes {
    opened: Arc<Opened>,
    effort: Effort,
    op: Op,
    places: Vec<usize>,
    /// Where each component begins, and the end.
    starts: Vec<u64>,
    cached: Option<(usize, Vec<u8>)>,
    /// What it took, by component.
    tallies: Vec<Option<Tally>>,
}

impl ContentBytes {
    pub(super) fn new(opened: &Arc<Opened>, effort: Effort, op: &Op) -> Result<Self, Error> {
        let places = opened.content_indices();
        let map = opened.map();
        let mut starts = vec![0u64];
        for &index in &places {
            let size = match map.places()[index].info.size {
                Some(size) => size,
                None => opened.decode(index, effort != Effort::Heal, op)?.0.len() as u64,
            };
            starts.push(starts[starts.len() - 1] + size);
        }
        let (opened, op) = (Arc::clone(opened), op.clone());
        let tallies = vec![None; places.len()];
        Ok(ContentBytes {
            opened,
            effort,
            op,
            places,
            starts,
            cached: None,
            tallies,
        })
    }

    pub(super) fn len(&self) -> u64 {
        self.starts.last().copied().unwrap_or(0)
    }

    /// The lost ranges of the content, each `[from, to)`.
    pub(super) fn lost(&self) -> Result<Vec<(u64, u64)>, Error> {
        let map = self.opened.map();
        let mut lost: Vec<(u64, u64)> = Vec::new();
        for (&index, start) in self.places.iter().zip(&self.starts) {
            let found = self.opened.collect(index, &self.op)?;
            self.op
                .step(found.parts.head().part_len() as u64 * found.crcs.len() as u64)?;
            if found.parts.status() == Status::Lost {
                let (_, ranges) = found.parts.decode_partial(map.places()[index].info.size);
                for (from, to) in ranges.into_iter().map(|(a, b)| (start + a, start + b)) {
                    match lost.last_mut() {
                        Some(last) if last.1 == from => last.1 = to,
                        _ => lost.push((from, to)),
                    }
                }
            }
        }
        Ok(lost)
    }

    /// Fills as much of `buf` as there is from `offset` on.
    pub(super) fn read_at(&mut self, offset: u64, buf: &mut [u8]) -> Result<usize, Error> {
        self.op.check()?;
        let mut done = 0;
        while done < buf.len() {
            let at = offset.saturating_add(done as u64);
            if at >= self.len() {
                break;
            }
            // The last component that begins at or before `at` (empty ones are passed over).
            let number = self.starts.partition_point(|start| *start <= at) - 1;
            let within = (at - self.starts[number]) as usize;
            let bytes = self.component(number)?;
            let rest = bytes.get(within..).unwrap_or_default();
            if rest.is_empty() {
                break;
            }
            let len = rest.len().min(buf.len() - done);
            buf[done..done + len].copy_from_slice(&rest[..len]);
            done += len;
        }
        Ok(done)
    }

    fn component(&mut self, number: usize) -> Result<&[u8], Error> {
        let fresh = match self.cached.take() {
            Some((cached, bytes)) if cached == number => bytes,
            _ => self.decode(number)?,
        };
        Ok(&self.cached.insert((number, fresh)).1)
    }

    fn decode(&mut self, number: usize) -> Result<Vec<u8>, Error> {
        let index = self.places[number];
        if self.effort == Effort::Best {
            let found = self.opened.collect(index, &self.op)?;
            if found.parts.status() == Status::Lost {
                self.tallies[number] = Some(Tally::of(&found));
                let size = self.starts[number + 1] - self.starts[number];
                return Ok(found.parts.decode_partial(Some(size)).0);
            }
        }
        let salvage = self.effort != Effort::Heal;
        let (bytes, tally) = self.opened.decode(index, salvage, &self.op)?;
        self.tallies[number] = Some(tally);
        Ok(bytes)
    }

    /// What it took to give the bytes that were read.
    pub(super) fn tally(&self) -> Tally {
        let mut sum = Tally::default();
        self.tallies
            .iter()
            .flatten()
            .for_each(|tally| sum += *tally);
        sum
    }
}

/// A range of the content as a stream; it can seek.
pub struct EntryReader {
    content: ContentBytes,
    from: u64,
    size: u64,
    at: u64,
}

impl EntryReader {
    pub(super) fn new(content: ContentBytes, record: &IndexRecord) -> Result<EntryReader, Error> {
        if record.end() > content.len() {
            let why = "an entry of the file index ends after the content";
            return Err(diram_core::codec::CodecError::Corrupt {
                what: "file index",
                why,
            }
            .into());
        }
        Ok(EntryReader {
            content,
            from: record.offset,
            size: record.size,
            at: 0,
        })
    }

    /// Bytes in all.
    pub fn size(&self) -> u64 {
        self.size
    }
}

impl Read for EntryReader {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let left = self.size.saturating_sub(self.at);
        let len = buf.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        if len == 0 {
            return Ok(0);
        }
        let got = self.content.read_at(self.from + self.at, &mut buf[..len])?;
        self.at += got as u64;
        Ok(got)
    }
}

impl Seek for EntryReader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let target = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.size.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = target.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

/// What the content is, for packages whose manifest is gone too.
pub(super) fn shape(
    opened: &Arc<Opened>,
    records: Option<&[IndexRecord]>,
    content: &mut ContentBytes,
) -> Result<(Content, FileInfo), Error> {
    let map = opened.map();
    if let Some(header) = map.header() {
        return Ok((header.content, header.file.clone().unwrap_or_default()));
    }
    let single = records.and_then(|records| match records {
        [record] if record.offset == 0 => Some(record),
        _ => None,
    });
    if let Some(record) = single {
        let name = String::from_utf8_lossy(&record.path).into_owned();
        return Ok((
            Content::File,
            FileInfo {
                name,
                mode: record.mode,
                ..FileInfo::default()
            },
        ));
    }
    let mut block = [0; 512];
    let have = content.read_at(0, &mut block)?;
    if have == 512 && &block[257..262] == b"ustar" {
        return Ok((Content::Tar, FileInfo::default()));
    }
    Ok((
        Content::File,
        FileInfo {
            name: "content".into(),
            mode: 0o644,
            ..FileInfo::default()
        },
    ))
}
