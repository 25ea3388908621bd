//! Unpacking: the content back into files.

use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::Instant;

use diram_core::codec::CodecError;
use diram_core::recovery::Kind;
use diram_core::recovery::package::{Content, FileInfo};

use super::content::{ContentBytes, Effort, file_name, shape};
use super::index::{index, partial_index};
use super::opened::{Opened, Tally};
use super::tree::{
    END_OF_ARCHIVE, ExtractSummary, IndexRecord, MemberKind, Selection, Staging, extract_tar,
    file_header, padding, write_partial,
};
use super::{Damage, UnpackOptions, UnpackReport};
use crate::{Error, Op, parallel};

/// Unpacks into `dir`, which appears only when whole.
pub(super) fn unpack(
    opened: &Arc<Opened>,
    dir: &Path,
    options: &UnpackOptions,
) -> Result<UnpackReport, Error> {
    let started = Instant::now();
    options.op.begin(
        "unpack",
        opened.map().header().and_then(|header| header.size),
    )?;
    let staging = Staging::new(dir, options.force)?;
    let selection = Selection::new(&options.paths);
    let mut warnings = Vec::new();
    let (summary, damage, tally) = if options.best_effort {
        best_effort(opened, staging.path(), &selection, options, &mut warnings)?
    } else if selection.is_all() {
        whole(opened, staging.path(), &selection, options)?
    } else {
        selected(opened, staging.path(), &selection, options)?
    };
    staging.commit()?;
    options.op.finish();
    warnings.extend(summary.warnings);
    Ok(UnpackReport {
        files: summary.files,
        directories: summary.directories,
        links: summary.links,
        bytes: summary.bytes,
        mended_parts: tally.mended_parts,
        rebuilt_parts: tally.rebuilt_parts,
        coherence: tally.coherence.value(),
        coherence_healed: tally.coherence_healed.value(),
        damage,
        warnings,
        seconds: started.elapsed().as_secs_f64(),
    })
}

type Outcome = (ExtractSummary, Vec<Damage>, Tally);

/// The content from its first byte to its last, decoded on all cores.
fn whole(
    opened: &Arc<Opened>,
    staging: &Path,
    selection: &Selection,
    options: &UnpackOptions,
) -> Result<Outcome, Error> {
    let effort = Effort::of(options.salvage);
    let mut bytes = ContentBytes::new(opened, effort, &options.op)?;
    let records = match opened.map().header() {
        Some(_) => None,
        // Without manifest the index says what the content is, if it can be read at all.
        None => index(opened, options).ok(),
    };
    let (content, file) = shape(opened, records.as_deref(), &mut bytes)?;
    let (before, after) = wrapping(content, &file, bytes.len());
    let mut tally = Tally::default();
    let summary = streaming(opened, options, &mut tally, |stream| {
        let mut tar = before.chain(stream).chain(&after[..]);
        extract_tar(&mut tar, staging, selection)
    })?;
    Ok((summary, Vec::new(), tally))
}

/// What makes a lone file a tar stream of one member.
fn wrapping(content: Content, file: &FileInfo, size: u64) -> (io::Cursor<Vec<u8>>, Vec<u8>) {
    match content {
        Content::Tar => (io::Cursor::default(), Vec::new()),
        Content::File => {
            let mtime = file.mtime.unwrap_or(0);
            let header = file_header(&file_name(file), size, file.mode & 0o777, mtime);
            let mut after = vec![0; padding(size)];
            after.extend_from_slice(&END_OF_ARCHIVE);
            (io::Cursor::new(header), after)
        }
    }
}

/// Decodes the content's components on all cores and gives `consume` the stream.
pub(super) fn streaming<T>(
    opened: &Arc<Opened>,
    options: &UnpackOptions,
    tally: &mut Tally,
    consume: impl FnOnce(&mut dyn Read) -> Result<T, Error>,
) -> Result<T, Error> {
    let places = opened.content_indices();
    let (sender, receiver) = sync_channel(0);
    let threads = parallel::threads(options.threads);
    let weights = opened.weights(&places);
    let work = |i: usize| opened.decode(places[i], options.salvage, &options.op);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let sender = sender;
            // The consumer has gone when nobody receives: it knows why.
            let _ = parallel::in_order(threads, &weights, work, |_, result| {
                let failed = result.is_err();
                let sent = sender.send(result).is_ok();
                if sent && !failed { Ok(()) } else { Err(()) }
            });
        });
        let op = options.op.clone();
        let mut stream = Stream {
            receiver,
            op,
            now: io::Cursor::default(),
            tally,
        };
        consume(&mut stream)
    })
    .map_err(|refusal| opened.honest(refusal, &places, &options.op))
}

struct Stream<'a> {
    receiver: Receiver<Result<(Vec<u8>, Tally), Error>>,
    op: Op,
    now: io::Cursor<Vec<u8>>,
    tally: &'a mut Tally,
}

impl Read for Stream<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        loop {
            let n = self.now.read(buf)?;
            if n > 0 || buf.is_empty() {
                self.op.step(n as u64)?;
                return Ok(n);
            }
            // Not two components at a time, while the next one is awaited.
            self.now = io::Cursor::default();
            match self.receiver.recv() {
                Ok(next) => {
                    let (bytes, tally) = next?;
                    *self.tally += tally;
                    self.now = io::Cursor::new(bytes);
                }
                Err(_) => return Ok(0),
            }
        }
    }
}

/// Some members, by the file index: only their components are read.
fn selected(
    opened: &Arc<Opened>,
    staging: &Path,
    selection: &Selection,
    options: &UnpackOptions,
) -> Result<Outcome, Error> {
    let effort = Effort::of(options.salvage);
    let records = index(opened, options)?;
    let mut bytes = ContentBytes::new(opened, effort, &options.op)?;
    let (content, file) = shape(opened, Some(&records), &mut bytes)?;
    by_index(records, &[], bytes, (content, file), staging, selection)
}

/// Everything that no lost range touches, and the rest as well as it can be had.
fn best_effort(
    opened: &Arc<Opened>,
    staging: &Path,
    selection: &Selection,
    options: &UnpackOptions,
    warnings: &mut Vec<String>,
) -> Result<Outcome, Error> {
    let bytes = ContentBytes::new(opened, Effort::Best, &options.op)?;
    let lost = bytes.lost()?;
    let options = UnpackOptions {
        salvage: true,
        ..options.clone()
    };
    if lost.is_empty() {
        return match selection.is_all() {
            true => whole(opened, staging, selection, &options),
            false => selected(opened, staging, selection, &options),
        };
    }
    let records = partial_index(opened, &options, warnings)?;
    let mut bytes = bytes;
    let (content, file) = shape(opened, Some(&records), &mut bytes)?;
    by_index(records, &lost, bytes, (content, file), staging, selection)
}

/// Writes members by the index. A lone file is given the tar header that its manifest stands for.
fn by_index(
    records: Vec<IndexRecord>,
    lost: &[(u64, u64)],
    mut bytes: ContentBytes,
    (content, file): (Content, FileInfo),
    staging: &Path,
    selection: &Selection,
) -> Result<Outcome, Error> {
    let (before, _) = wrapping(content, &file, bytes.len());
    let header = before.into_inner();
    let shift = header.len() as u64;
    let records = match content {
        Content::Tar => records,
        Content::File => vec![IndexRecord {
            path: file_name(&file),
            kind: MemberKind::File,
            mode: file.mode & 0o777,
            offset: shift,
            size: bytes.len(),
        }],
    };
    expect_within(&records, shift + bytes.len())?;
    let lost: Vec<(u64, u64)> = lost.iter().map(|(a, b)| (a + shift, b + shift)).collect();
    let mut read = |offset: u64, buf: &mut [u8]| {
        let mut whole = (&header[header.len().min(offset as usize)..]).take(buf.len() as u64);
        let from_header = whole.read(buf)?;
        let at = (offset + from_header as u64) - shift.min(offset + from_header as u64);
        let got = if from_header == buf.len() {
            0
        } else {
            bytes.read_at(at, &mut buf[from_header..])?
        };
        buf[from_header + got..].fill(0);
        Ok(())
    };
    let (summary, damage) = write_partial(&records, &lost, &mut read, staging, selection)?;
    Ok((summary, damage, bytes.tally()))
}

/// Beyond the content there are only the zeros that stand for lost bytes, and no end of them.
fn expect_within(records: &[IndexRecord], len: u64) -> Result<(), Error> {
    if records.iter().any(|record| record.end() > len) {
        let why = "an entry of the file index ends after the content";
        return Err(CodecError::Corrupt {
            what: "file index",
            why,
        }
        .into());
    }
    Ok(())
}

/// Writes every component as `diram-KIND-N.bin`.
pub(super) fn components(
    opened: &Arc<Opened>,
    dir: &Path,
    options: &UnpackOptions,
) -> Result<UnpackReport, Error> {
    let started = Instant::now();
    options.op.begin("unpack", None)?;
    let staging = Staging::new(dir, options.force)?;
    let wanted = Selection::new(&options.paths);
    let map = opened.map();
    let places = opened.indices(|kind, _| kind != Kind::Manifest);
    if !wanted.is_all() {
        let why = "components are written all together; give no paths".into();
        return Err(Error::Argument {
            argument: "paths",
            why,
        });
    }
    let (mut tally, mut bytes) = (Tally::default(), 0);
    let work = |i: usize| opened.decode(places[i], options.salvage, &options.op);
    parallel::in_order(
        parallel::threads(options.threads),
        &opened.weights(&places),
        work,
        |i, result| {
            let (data, one) = result?;
            let path = staging.path().join(&map.places()[places[i]].name);
            std::fs::write(&path, &data).map_err(|e| Error::io(&path, e))?;
            tally += one;
            bytes += data.len() as u64;
            options.op.step(data.len() as u64)
        },
    )
    .map_err(|refusal| opened.honest(refusal, &places, &options.op))?;
    staging.commit()?;
    options.op.finish();
    Ok(UnpackReport {
        files: places.len() as u64,
        directories: 0,
        links: 0,
        bytes,
        mended_parts: tally.mended_parts,
        rebuilt_parts: tally.rebuilt_parts,
        coherence: tally.coherence.value(),
        coherence_healed: tally.coherence_healed.value(),
        damage: Vec::new(),
        warnings: Vec::new(),
        seconds: started.elapsed().as_secs_f64(),
    })
}
