//! The file index of a package: read component by component, and believed only as far as it can be
//! true.

use diram_core::codec::CodecError;
use diram_core::recovery::{Kind, RecoveryError};

use super::UnpackOptions;
use super::opened::Opened;
use super::tree::{IndexRecord, MemberKind};
use crate::Error;

/// Bytes of index that are read from any package.
const FLOOR: u64 = 64 << 20;
/// Beyond that, bytes of index for each byte of package. A member costs a tar header and a line of
/// the index, and neither compresses to nothing: real packages stay below 6.
const RATIO: u64 = 16;

/// The file index.
pub(super) fn index(opened: &Opened, options: &UnpackOptions) -> Result<Vec<IndexRecord>, Error> {
    let mut lines = Lines::new(opened, true);
    for place in places(opened) {
        lines.take(&opened.decode(place, options.salvage, &options.op)?.0)?;
    }
    lines.finish()
}

/// The file index as far as it can be had.
pub(super) fn partial_index(
    opened: &Opened,
    options: &UnpackOptions,
    warnings: &mut Vec<String>,
) -> Result<Vec<IndexRecord>, Error> {
    let mut lines = Lines::new(opened, false);
    for place in places(opened) {
        match opened.decode(place, true, &options.op) {
            Ok((bytes, _)) => lines.take(&bytes)?,
            Err(e @ (Error::Recovery(_) | Error::Codec(_) | Error::Part(_))) => {
                warnings.push(format!("part of the file index is lost: {e}"));
                lines.take(b"\n")?;
            }
            Err(e) => return Err(e),
        }
    }
    let records = lines.finish()?;
    if records.is_empty() {
        let why = "the file index is lost".into();
        return Err(RecoveryError::Truncated { why }.into());
    }
    Ok(records)
}

fn places(opened: &Opened) -> Vec<usize> {
    opened.indices(|kind, id| kind == Kind::Manifest && id > 0)
}

/// Lines that come in pieces.
struct Lines {
    /// The beginning of a line that goes on in the next piece.
    begun: Vec<u8>,
    records: Vec<IndexRecord>,
    /// Bytes that may still come.
    left: u64,
    /// Whether a line that is no record is an error; a line cut by a loss is no record.
    strict: bool,
}

impl Lines {
    fn new(opened: &Opened, strict: bool) -> Lines {
        Lines {
            begun: Vec::new(),
            records: Vec::new(),
            left: opened.source().len().saturating_mul(RATIO).max(FLOOR),
            strict,
        }
    }

    fn take(&mut self, piece: &[u8]) -> Result<(), Error> {
        let left = self.left.checked_sub(piece.len() as u64);
        self.left = left.ok_or_else(|| RecoveryError::TooLarge {
            what: "the file index".into(),
            limit: "64 MiB, or 16 times the package",
        })?;
        for line in piece.split_inclusive(|byte| *byte == b'\n') {
            match (line.strip_suffix(b"\n"), self.begun.is_empty()) {
                (Some(whole), true) => self.line(whole)?,
                (Some(end), false) => {
                    self.begun.extend_from_slice(end);
                    let whole = std::mem::take(&mut self.begun);
                    self.line(&whole)?;
                }
                (None, _) => self.begun.extend_from_slice(line),
            }
        }
        Ok(())
    }

    fn line(&mut self, line: &[u8]) -> Result<(), Error> {
        if line.is_empty() {
            return Ok(());
        }
        match IndexRecord::parse_line(line) {
            Ok(record) => self.records.push(record),
            Err(e) if self.strict => return Err(e),
            Err(_) => {}
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Vec<IndexRecord>, Error> {
        let rest = std::mem::take(&mut self.begun);
        self.line(&rest)?;
        check_order(&self.records)?;
        Ok(self.records)
    }
}

/// Refuses an index in which one byte of the content belongs to two members: a few bytes of content
/// could become any number of files.
fn check_order(records: &[IndexRecord]) -> Result<(), Error> {
    let corrupt = |why| {
        let what = "file index";
        Err(CodecError::Corrupt { what, why }.into())
    };
    let mut end = 0;
    for record in records.iter().filter(|r| r.kind != MemberKind::Hardlink) {
        if record.offset < end {
            return corrupt("its members are not in stream order");
        }
        end = record.end();
    }
    // Hard links name the content of their file, which may stand in a lost line.
    let mut ranges: Vec<_> = records.iter().map(|r| (r.offset, r.end())).collect();
    ranges.retain(|(from, to)| from < to);
    ranges.sort_unstable();
    ranges.dedup();
    if ranges.windows(2).any(|pair| pair[0].1 > pair[1].0) {
        return corrupt("two members overlap");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: MemberKind, offset: u64, size: u64) -> IndexRecord {
        IndexRecord {
            path: b"a".to_vec(),
            kind,
            mode: 0o644,
            offset,
            size,
        }
    }

    #[test]
    fn members_follow_one_another_and_hard_links_share() {
        use MemberKind::{Directory, File, Hardlink};
        let good = [
            record(Directory, 512, 0),
            record(File, 1024, 100),
            record(Hardlink, 1024, 100),
            record(File, 2048, 0),
            record(File, 2048, 7),
            // Its file's line is lost.
            record(Hardlink, 600, 50),
        ];
        assert!(check_order(&good).is_ok());
        for bad in [
            [record(File, 512, 10), record(File, 521, 1)],
            [record(File, 512, 10), record(File, 512, 10)],
            [record(File, 512, 0), record(Directory, 511, 0)],
            [record(File, 512, 10), record(Hardlink, 512, 9)],
            [record(Hardlink, 0, u64::MAX), record(File, 512, 10)],
        ] {
            assert!(check_order(&bad).is_err(), "{bad:?}");
        }
    }
}
