//! The promises of packages, on small ones.

mod anywhere;
mod bombs;
mod chosen;
mod craft;
mod damage;
mod folders;
mod lies;
mod lone_parts;
mod round_trip;
mod sources;
mod volumes;
mod zips;

use super::*;
use diram_core::recovery::package::zip;

/// Bytes that no codec makes smaller.
fn noise(len: usize, seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    (0..len).map(|_| next() as u8).collect()
}

/// Bytes like text.
fn text(len: usize) -> Vec<u8> {
    let line = |i: usize| {
        format!(
            "{i} the quick brown fox jumps over {} lazy dogs\n",
            i * i % 97
        )
    };
    let mut out = Vec::with_capacity(len + 64);
    for i in 0.. {
        if out.len() >= len {
            break;
        }
        out.extend_from_slice(line(i).as_bytes());
    }
    out.truncate(len);
    out
}

fn stored() -> PackOptions {
    PackOptions::new().codec(CodecChoice::Stored)
}

fn packed(data: &[u8], options: &PackOptions) -> Vec<u8> {
    pack_bytes(data, options).unwrap()
}

fn healed(package: &[u8], salvage: bool) -> crate::Result<Vec<u8>> {
    let mut out = Vec::new();
    Package::open_bytes(package)?.heal_to(&mut out, &HealOptions::new().salvage(salvage))?;
    Ok(out)
}

/// Where each part's file lies in an undamaged package: `(path, range)`, in the order of the zip.
fn parts_of(package: &[u8]) -> Vec<(String, std::ops::Range<usize>)> {
    let (entries, _, mut at) = zip::find_directory(package, 0).unwrap();
    let mut parts = Vec::new();
    for _ in 0..entries {
        let entry = zip::parse_central(&package[at as usize..]).unwrap();
        let name = String::from_utf8(entry.name.to_vec()).unwrap();
        let start = entry.offset as usize + zip::LOCAL_LEN + name.len();
        let size = &package[at as usize + 24..at as usize + 28];
        let size = u32::from_le_bytes(size.try_into().unwrap()) as usize;
        parts.push((name, start..start + size));
        at += entry.record_len as u64;
    }
    parts
}

/// Destroys the parts of one component, by number.
fn destroy(package: &mut [u8], component: &str, numbers: impl IntoIterator<Item = usize>) {
    let parts = parts_of(package);
    for number in numbers {
        let name = format!("{component}.part.{number}");
        let (_, range) = parts
            .iter()
            .find(|(path, _)| path.ends_with(&name))
            .unwrap();
        package[range.clone()].fill(0xDB);
    }
}
