//! Zip directories that lie, and packages in, beside and between packages.

use super::craft::zipped;
use super::*;
use crate::{Code, Failure};

/// Packages whose directory cannot be believed: the search finds the same package all the same.
#[test]
fn a_lying_directory_is_no_directory() {
    let package = packed(&text(3000), &stored());
    let end = package.len() - zip::END_LEN;
    let (entries, size, offset) = zip::find_directory(&package, 0).unwrap();
    let rewritten = |entries: u64, size: u64, offset: u64| {
        let mut lying = package[..end].to_vec();
        // Large enough numbers for zip64 records, which are then overwritten.
        let records = lying.len();
        lying.extend(zip::end_records(1 << 20, 1 << 40, 1 << 41));
        for (at, value) in [(24, entries), (32, entries), (40, size), (48, offset)] {
            lying[records + at..][..8].copy_from_slice(&value.to_le_bytes());
        }
        lying[records + 64..][..8].copy_from_slice(&(records as u64).to_le_bytes());
        lying
    };
    let before = package.len() as u64;
    for lying in [
        rewritten(0, size, offset),
        rewritten(entries + 1, size, offset),
        rewritten(u64::MAX, size, offset),
        rewritten(entries, size - 1, offset),
        rewritten(entries, u64::MAX, offset),
        rewritten(entries, size, u64::MAX),
        rewritten(entries, size, offset + 1),
        rewritten(entries, u64::MAX, u64::MAX),
        // The directory begins with its own end record, or is the whole file.
        rewritten(entries, 22, before - 22),
        rewritten(entries, before, 0),
        rewritten(1 << 20, 1 << 40, 1 << 41),
    ] {
        let opened = Package::open_bytes(lying.clone()).unwrap();
        assert_eq!(opened.content(false).unwrap(), text(3000));
        assert_eq!(opened.verify().unwrap().status, Status::Healable);
        assert!(healed(&lying, false).unwrap() == package);
    }
    // A zip64 locator that leads anywhere.
    for at in [0, before - 98, before, u64::MAX - 10, u64::MAX] {
        let mut lying = package[..end].to_vec();
        lying.extend(0x0706_4b50u32.to_le_bytes());
        lying.extend([0; 4]);
        lying.extend(at.to_le_bytes());
        lying.extend([1, 0, 0, 0]);
        lying.extend_from_slice(&package[end..]);
        assert!(healed(&lying, false).unwrap() == package);
    }
}

#[test]
fn names_in_the_zip_are_for_people() {
    let package = packed(&text(3000), &stored());
    let parts = parts_of(&package);
    let bytes = |range: &std::ops::Range<usize>| package[range.clone()].to_vec();
    for name in [
        "../../etc/passwd",
        "",
        "a\nb",
        "manifest/diram-manifest-0.part.0",
    ] {
        let entries: Vec<_> = parts
            .iter()
            .map(|(_, range)| (name.to_owned(), bytes(range)))
            .collect();
        assert!(healed(&zipped(&entries), false).unwrap() == package);
    }
    // Each under the name of another.
    let names = parts.iter().map(|(name, _)| name.clone()).cycle().skip(7);
    let entries: Vec<_> = names.zip(parts.iter().map(|(_, r)| bytes(r))).collect();
    assert!(healed(&zipped(&entries), false).unwrap() == package);
}

#[test]
fn packages_in_packages_heal_from_the_outside_in() {
    let mut layers = vec![packed(&text(2000), &stored().name("layer 0"))];
    for depth in 1..=5 {
        let inner = layers.last().unwrap().clone();
        layers.push(packed(&inner, &stored().name(format!("layer {depth}"))));
    }
    let outer = layers.pop().unwrap();
    let parts = parts_of(&outer);
    let (_, range) = &parts[parts.len() / 2];
    let end = outer.len();
    // A lost part, a lost directory, and something in front.
    let mut damaged = outer.clone();
    damaged[range.clone()].fill(0);
    damaged[end - 40..].fill(0);
    damaged.splice(0..0, [0; 13]);
    let mut package = damaged;
    for (depth, expected) in layers.iter().enumerate().rev() {
        let opened = Package::open_bytes(package).unwrap();
        assert_eq!(opened.name(), Some(format!("layer {}", depth + 1)));
        package = opened.content(false).unwrap();
        assert!(package == *expected, "layer {depth}");
    }
    assert_eq!(unpack_bytes(&package, false).unwrap(), text(2000));
}

#[test]
fn two_packages_part_by_part_are_refused() {
    let (one, two) = (
        packed(&text(3000), &stored().name("one")),
        packed(&noise(3000, 4), &stored().name("two")),
    );
    let entries = |package: &[u8]| -> Vec<(String, Vec<u8>)> {
        let parts = parts_of(package);
        parts
            .into_iter()
            .map(|(name, range)| (name, package[range].to_vec()))
            .collect()
    };
    let mixed: Vec<_> = entries(&one)
        .into_iter()
        .zip(entries(&two))
        .flat_map(|(a, b)| [a, b])
        .collect();
    let refused = Package::open_bytes(zipped(&mixed)).unwrap_err();
    assert_eq!(refused.code(), Code::ConflictingParts);
    assert_eq!(refused.details()["tags"].as_array().unwrap().len(), 2);
}

#[test]
fn every_part_twice_heals_to_one_package() {
    let package = packed(&text(30_000), &stored());
    let twice: Vec<_> = parts_of(&package)
        .into_iter()
        .flat_map(|(name, range)| vec![(name, package[range].to_vec()); 2])
        .collect();
    let listed = zipped(&twice);
    assert!(healed(&listed, false).unwrap() == package);
    // The first of each damaged, then the second.
    for which in 0..2 {
        let mut damaged = twice.clone();
        for (_, bytes) in damaged.iter_mut().skip(which).step_by(2) {
            bytes.fill(0x55);
        }
        assert!(healed(&zipped(&damaged), false).unwrap() == package);
    }
}

#[test]
fn a_file_of_heads_or_of_one_part_is_no_package() {
    let package = packed(b"text", &stored());
    let (_, range) = parts_of(&package)[0].clone();
    let part = &package[range];
    let heads = part[..48].repeat(20_000);
    assert_eq!(Package::open_bytes(heads).unwrap_err().code(), Code::Format);
    let footers = part[part.len() - 80..].repeat(10_000);
    assert_eq!(
        Package::open_bytes(footers).unwrap_err().code(),
        Code::Format
    );
    let opened = Package::open_bytes(part.repeat(1000)).unwrap();
    assert_eq!(opened.verify().unwrap().status, Status::Lost);
    assert_eq!(opened.content(true).unwrap_err().code(), Code::Lost);
}
