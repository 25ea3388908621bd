//! More than 256 components of a kind: the package goes on in a second volume.

use super::*;
use crate::{Code, Failure};

/// Bytes of a full component at 25 % redundancy: 48 data parts and 16 of parity.
const FULL: usize = 48 * 5120;

/// Content of 258 components: 256 in volume 0, two in volume 1.
fn content() -> Vec<u8> {
    noise(257 * FULL + 1000, 17)
}

fn two_volumes() -> (Vec<u8>, Vec<u8>) {
    let (data, most) = (content(), Redundancy::from_percent(25.0).unwrap());
    let package = packed(&data, &stored().redundancy(most));
    (data, package)
}

/// The places of one volume's manifest parts.
fn manifest_of(package: &[u8], volume: u8) -> Vec<std::ops::Range<usize>> {
    let folder = match volume {
        0 => String::new(),
        volume => format!("volumes/{volume}/"),
    };
    let prefix = format!("{folder}manifest/diram-manifest-0.part.");
    let parts = parts_of(package).into_iter();
    parts
        .filter_map(|(path, range)| path.starts_with(&prefix).then_some(range))
        .collect()
}

fn wipe(package: &mut [u8], ranges: &[std::ops::Range<usize>]) {
    for range in ranges {
        package[range.clone()].fill(0xDB);
    }
}

#[test]
fn the_257th_component_begins_a_volume() {
    let (data, package) = two_volumes();
    let paths: Vec<String> = parts_of(&package)
        .into_iter()
        .map(|(path, _)| path)
        .collect();
    for path in [
        "root/obinexus/src/diram-component-255.part.63",
        "volumes/1/root/obinexus/src/diram-component-0.part.0",
        "volumes/1/root/obinexus/src/diram-component-1.part.0",
        "volumes/1/manifest/diram-manifest-0.part.0",
    ] {
        assert!(paths.iter().any(|p| p == path), "{path}");
    }
    let opened = Package::open_bytes(package.clone()).unwrap();
    let seen = opened.verify().unwrap();
    assert_eq!((seen.status, seen.container_intact), (Status::Intact, true));
    assert!(opened.has_component("diram-component-257.bin"));
    assert!(!opened.has_component("diram-component-258.bin"));
    let last = opened.recover_component("diram-component-257.bin").unwrap();
    assert_eq!(last, data[257 * FULL..]);
    assert!(opened.content(false).unwrap() == data);
    assert!(opened.read("data").unwrap() == data);
    let dir = tempfile::tempdir().unwrap();
    opened
        .unpack_components(dir.path().join("out"), &UnpackOptions::new())
        .unwrap();
    let second = dir.path().join("out/diram-component-256.bin");
    assert!(std::fs::read(second).unwrap() == data[256 * FULL..257 * FULL]);
}

#[test]
fn damage_in_both_volumes_and_a_lost_directory_heal() {
    let (data, package) = two_volumes();
    let mut damaged = package.clone();
    destroy(&mut damaged, "src/diram-component-3", [1]);
    destroy(
        &mut damaged,
        "volumes/1/root/obinexus/src/diram-component-0",
        [7],
    );
    for volume in [0, 1] {
        wipe(&mut damaged, &manifest_of(&package, volume)[4..5]);
    }
    assert!(healed(&damaged, false).unwrap() == package);
    // Now every byte is searched; bytes are missing in front as well.
    let end = damaged.len() - 500_000;
    damaged.truncate(end);
    damaged.drain(..10);
    let opened = Package::open_bytes(damaged).unwrap();
    assert_eq!(opened.verify().unwrap().status, Status::Healable);
    assert!(opened.content(false).unwrap() == data);
    let mut whole = Vec::new();
    opened.heal_to(&mut whole, &HealOptions::new()).unwrap();
    assert!(whole == package);
}

#[test]
fn a_manifest_beyond_its_parity_loses_a_volume_but_never_shortens() {
    let (data, package) = two_volumes();
    let mut without_first = package.clone();
    wipe(&mut without_first, &manifest_of(&package, 0));
    let refused = Package::open_bytes(without_first.clone()).unwrap_err();
    assert_eq!(refused.code(), Code::Lost);
    assert!(refused.to_string().contains("volume 0"), "{refused}");

    // The last volume follows from its parts, which say where the content ends.
    let mut without_last = package.clone();
    wipe(&mut without_last, &manifest_of(&package, 1));
    let opened = Package::open_bytes(without_last).unwrap();
    assert!(opened.content(false).unwrap() == data);

    let mut cut = package.clone();
    let second = parts_of(&package)
        .into_iter()
        .find(|(path, _)| path.starts_with("volumes/1/"))
        .unwrap();
    cut.truncate(second.1.start);
    let refused = Package::open_bytes(cut).unwrap_err();
    assert_eq!(refused.code(), Code::Lost, "{refused}");
}
