//! The plain copy of the manifest at the end of the zip: for people, and for the day when too many
//! of the manifest's own parts are gone.

use std::io;

use super::choose::Budget;
use super::manifest::{MANIFEST_NAME, Manifest};
use super::{Source, zip};

const STEP: usize = 1 << 20;
/// Most bytes of a plain manifest that are looked at; that of one volume is far below.
const MAX_LEN: usize = 16 << 20;

/// The plain manifest of the one volume that bears `tag`, if its CRC-32 vouches for it. What it
/// says is still checked part by part and component by component.
pub(super) fn find<E: From<io::Error>>(
    source: &dyn Source,
    tag: [u8; 3],
    step: &mut dyn FnMut(u64) -> Result<(), E>,
) -> Result<Option<Manifest>, E> {
    let name = memchr::memmem::Finder::new(MANIFEST_NAME);
    let mut buffer = vec![0; STEP + MANIFEST_NAME.len()];
    // A file could be nothing but headers, each of which claims all the rest.
    let mut budget = Budget::of(source);
    let mut at = 0;
    while at < source.len() {
        step(0)?;
        let have = source.read_at(at, &mut buffer)?;
        for hit in name.find_iter(&buffer[..have]) {
            if let Some(manifest) =
                read(source, at + hit as u64, &mut budget)?.filter(|m| fits(m, tag))
            {
                return Ok(Some(manifest));
            }
        }
        at += STEP as u64;
    }
    Ok(None)
}

/// The manifest whose name stands at `name_at` in its local header.
fn read(source: &dyn Source, name_at: u64, budget: &mut Budget) -> io::Result<Option<Manifest>> {
    let mut header = [0; zip::LOCAL_LEN];
    let Some(start) = name_at.checked_sub(header.len() as u64) else {
        return Ok(None);
    };
    if source.read_at(start, &mut header)? < header.len() {
        return Ok(None);
    }
    let Some((size, crc)) = zip::parse_local(&header).filter(|(size, _)| *size <= MAX_LEN) else {
        return Ok(None);
    };
    let from = name_at + MANIFEST_NAME.len() as u64;
    if size as u64 > source.len().saturating_sub(from) || !budget.spend(size as u64) {
        return Ok(None);
    }
    let mut json = vec![0; size];
    source.read_at(from, &mut json)?;
    let vouched = crc32fast::hash(&json) == crc;
    Ok(vouched.then(|| Manifest::parse(&json).ok()).flatten())
}

fn fits(manifest: &Manifest, tag: [u8; 3]) -> bool {
    let (header, components) = (&manifest.header, &manifest.components);
    header.volume == Some(0)
        && header.volumes == Some(1)
        && components
            .iter()
            .all(|info| info.head.tag == tag && info.head.address.volume == 0)
}
