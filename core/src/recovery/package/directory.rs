//! Finding the manifests' parts through the zip's directory: the fast way into an undamaged file.

use std::io;

use super::super::{Address, Kind};
use super::{Source, zip};

/// A part as the directory names it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Listed {
    pub(super) address: Address,
    pub(super) part: u8,
    /// Where its bytes (not its local header) begin.
    pub(super) offset: u64,
}

const CHUNK: usize = 1 << 20;

/// The parts of manifests (kind 5, id 0), when the directory can be read and begins where it says:
/// `None` sends the caller to the scan.
pub(super) fn manifest_parts(source: &dyn Source) -> io::Result<Option<Vec<Listed>>> {
    let len = source.len();
    let tail_len = len.min((zip::END_LEN + zip::END64_LEN) as u64);
    let mut tail = vec![0; tail_len as usize];
    let tail_offset = len - tail_len;
    source.read_at(tail_offset, &mut tail)?;
    let Some((entries, size, offset)) = zip::find_directory(&tail, tail_offset) else {
        return Ok(None);
    };
    if offset.checked_add(size).is_none_or(|end| end > len) {
        return Ok(None);
    }
    let (mut listed, mut seen) = (Vec::new(), 0u64);
    let (mut at, end) = (offset, offset + size);
    let mut buffer = vec![0; CHUNK];
    while at < end {
        let want = (end - at).min(CHUNK as u64) as usize;
        let got = source.read_at(at, &mut buffer[..want])?;
        let mut used = 0;
        while let Some(entry) = zip::parse_central(&buffer[used..got]) {
            used += entry.record_len;
            seen += 1;
            listed.extend(manifest_part(&entry));
        }
        if used == 0 {
            return Ok(None);
        }
        at += used as u64;
    }
    Ok((seen == entries && !listed.is_empty()).then_some(listed))
}

fn manifest_part(entry: &zip::CentralEntry<'_>) -> Option<Listed> {
    let name = std::str::from_utf8(entry.name).ok()?;
    let (address, part) = Address::parse_part_path(name)?;
    let offset = entry
        .offset
        .checked_add((zip::LOCAL_LEN + name.len()) as u64)?;
    (address.kind == Kind::Manifest && address.id == 0).then_some(Listed {
        address,
        part,
        offset,
    })
}
