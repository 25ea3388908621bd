use super::*;
use crate::{Code, Failure};

#[test]
fn every_single_bit_flip_gives_the_same_bytes_back() {
    let data = text(60);
    let package = packed(&data, &PackOptions::new());
    std::thread::scope(|scope| {
        for half in 0..2 {
            let (data, package) = (&data, &package);
            scope.spawn(move || {
                (half..package.len())
                    .step_by(2)
                    .for_each(|at| flip_all_bits(package, at, data));
            });
        }
    });
}

fn flip_all_bits(package: &[u8], at: usize, data: &[u8]) {
    for bit in 0..8 {
        let mut damaged = package.to_vec();
        damaged[at] ^= 1 << bit;
        let opened = Package::open_bytes(damaged).unwrap_or_else(|e| panic!("{at}.{bit}: {e}"));
        let mut out = Vec::new();
        let healed = opened.heal_to(&mut out, &HealOptions::new().threads(1));
        assert!(healed.is_ok() && out == package, "{at}.{bit}: {healed:?}");
        if bit == at % 8 {
            assert_eq!(opened.content(false).unwrap(), data, "{at}.{bit}");
            assert_eq!(
                opened.verify().unwrap().status,
                Status::Healable,
                "{at}.{bit}"
            );
        }
    }
}

#[test]
fn every_truncation_gives_the_same_bytes_or_a_typed_error() {
    let data = noise(30_000, 9);
    let package = packed(&data, &stored());
    let (mut same, mut refused) = (0, 0);
    for len in (0..package.len()).rev().step_by(13).chain(0..100) {
        match unpack_bytes(&package[..len], true) {
            Ok(bytes) => {
                assert_eq!(bytes, data, "cut at {len}");
                same += 1;
            }
            Err(e) => {
                let code = e.code();
                let lost = [Code::Lost, Code::Format, Code::Coherence].contains(&code);
                assert!(lost, "cut at {len}: {code} {e}");
                refused += 1;
            }
        }
    }
    assert!(same > 0 && refused > 0);
}

#[test]
fn a_package_cut_at_any_entry_is_never_shorter() {
    let data = noise(3 * 240 * 5120, 4);
    let package = packed(&data, &stored());
    let parts = parts_of(&package);
    for (_, range) in parts.iter().step_by(97) {
        if let Ok(bytes) = unpack_bytes(&package[..range.start], true) {
            assert!(bytes == data, "cut at {}", range.start);
        }
    }
}

#[test]
fn ten_of_256_heal_fifteen_need_salvage_twenty_six_are_lost() {
    let data = noise(240 * 5120, 11);
    let package = packed(&data, &stored());
    let with_lost = |count| {
        let mut damaged = package.clone();
        destroy(&mut damaged, "diram-component-0", (0..count).map(|i| i * 9));
        damaged
    };
    let status = |p: &[u8]| Package::open_bytes(p).unwrap().verify().unwrap().status;

    let ten = with_lost(10);
    assert_eq!(status(&ten), Status::Healable);
    assert!(healed(&ten, false).unwrap() == package);

    let fifteen = with_lost(15);
    assert_eq!(status(&fifteen), Status::BelowThreshold);
    let refused = unpack_bytes(&fifteen, false).unwrap_err();
    assert_eq!(refused.code(), Code::Coherence);
    assert_eq!(refused.hint().unwrap(), "salvage gives every byte back");
    assert_eq!(refused.details()["recoverable"], true);
    assert!(unpack_bytes(&fifteen, true).unwrap() == data);
    assert!(healed(&fifteen, true).unwrap() == package);

    let many = with_lost(26);
    assert_eq!(status(&many), Status::Lost);
    assert_eq!(unpack_bytes(&many, true).unwrap_err().code(), Code::Lost);
}

#[test]
fn salvage_is_not_offered_where_it_would_fail() {
    let data = noise(2 * 240 * 5120, 11);
    let mut package = packed(&data, &stored());
    destroy(&mut package, "diram-component-0", 0..15);
    destroy(&mut package, "diram-component-1", 0..17);
    assert_eq!(healed(&package, false).unwrap_err().code(), Code::Lost);
    assert_eq!(
        unpack_bytes(&package, false).unwrap_err().code(),
        Code::Lost
    );
}

#[test]
fn siblings_help_where_there_is_no_manifest() {
    let data = noise(1000, 12);
    let package = packed(&data, &stored());
    let mut damaged = package.clone();
    // One manifest part without its head, the directory gone: only its footer says whose it is.
    let head = parts_of(&package)
        .into_iter()
        .filter(|(path, _)| path.contains("diram-manifest-0"))
        .map(|(_, range)| range);
    for (i, range) in head.enumerate() {
        match i {
            0 => damaged[range.start..range.start + 48].fill(0),
            1 | 2 => damaged[range].fill(0),
            _ => {}
        }
    }
    let end = damaged.len();
    damaged[end - 100..].fill(0);
    assert!(healed(&damaged, true).unwrap() == package);
}

#[test]
fn bursts_up_to_32_bytes_are_mended_in_place() {
    let data = noise(50_000, 2);
    let package = packed(&data, &stored());
    for start in (0..package.len() - 32).step_by(1201) {
        let mut damaged = package.clone();
        damaged[start..start + 32]
            .iter_mut()
            .for_each(|b| *b ^= 0xFF);
        assert!(
            healed(&damaged, false).unwrap() == package,
            "burst at {start}"
        );
    }
}

#[test]
fn both_ends_may_be_gone() {
    let data = noise(8_000_000, 21);
    let package = packed(&data, &stored());
    let mut damaged = package.clone();
    damaged[..4096].fill(0);
    let len = damaged.len();
    damaged[len - 20_480..].fill(0);
    assert!(healed(&damaged, false).unwrap() == package);
}

#[test]
fn a_hole_of_400_kb_heals_anywhere_in_a_large_package() {
    let data = noise(17 * 240 * 5120, 8);
    let package = packed(&data, &stored());
    for start in (0..package.len() - 400_000).step_by(package.len() / 5) {
        let mut damaged = package.clone();
        damaged[start..start + 400_000].fill(0);
        assert!(
            healed(&damaged, false).unwrap() == package,
            "hole at {start}"
        );
    }
}

#[test]
fn inserted_and_deleted_bytes_become_erasures() {
    let data = noise(2_000_000, 13);
    let package = packed(&data, &stored());
    let mut damaged = package.clone();
    damaged.splice(700_000..700_000, [1, 2, 3, 4, 5]);
    damaged.drain(1_400_000..1_400_123);
    assert!(healed(&damaged, false).unwrap() == package);

    // As many deleted as inserted: the file has its length, its parts are not in their places.
    let mut damaged = package.clone();
    damaged.splice(300_000..300_000, [9; 50]);
    damaged.drain(1_500_000..1_500_050);
    assert_eq!(damaged.len(), package.len());
    assert!(healed(&damaged, false).unwrap() == package);
}

#[test]
fn without_any_manifest_the_content_still_comes_back() {
    for options in [PackOptions::new().name("a.txt"), stored().name("a.txt")] {
        let data = text(400_000);
        let package = packed(&data, &options);
        let mut damaged = package.clone();
        destroy(&mut damaged, "diram-manifest-0", 0..22);
        let end = parts_of(&package).last().unwrap().1.start;
        damaged[end..].fill(0);
        let opened = Package::open_bytes(damaged.clone()).unwrap();
        assert_eq!(opened.content(false).unwrap(), data);
        assert_eq!(opened.name(), None);
        assert_eq!(opened.verify().unwrap().status, Status::Lost);
        assert_eq!(healed(&damaged, true).unwrap_err().code(), Code::Lost);

        let dir = tempfile::tempdir().unwrap();
        opened
            .unpack(dir.path().join("out"), &UnpackOptions::new())
            .unwrap();
        assert_eq!(std::fs::read(dir.path().join("out/a.txt")).unwrap(), data);
    }
}

#[test]
fn noise_zeros_and_magics_are_no_package() {
    for bytes in [
        vec![],
        vec![0; 100_000],
        noise(100_000, 1),
        0xD12A_4C00u32.to_le_bytes().repeat(50_000),
    ] {
        let refused = Package::open_bytes(bytes).unwrap_err();
        assert_eq!(refused.code(), Code::Format, "{refused}");
    }
}

#[test]
fn the_plain_manifest_stands_in_for_lost_manifest_parts() {
    let data = noise(60_000, 31);
    let package = packed(&data, &stored().name("notes"));
    let mut damaged = package.clone();
    destroy(&mut damaged, "diram-manifest-0", 0..22);
    let opened = Package::open_bytes(damaged.clone()).unwrap();
    assert_eq!(opened.name().as_deref(), Some("notes"));
    assert_eq!(opened.read("notes").unwrap(), data);
    // The content is whole, the package is not.
    assert_eq!(opened.verify().unwrap().status, Status::Lost);
    assert_eq!(healed(&damaged, true).unwrap_err().code(), Code::Lost);

    // A component beyond its parity as well: its size is known all the same.
    destroy(&mut damaged, "diram-component-0", 3..9);
    let opened = Package::open_bytes(damaged).unwrap();
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("out");
    let report = opened
        .unpack(&out, &UnpackOptions::new().best_effort(true))
        .unwrap();
    let capacity = data.len().div_ceil(20);
    assert_eq!(
        report.damage[0].ranges,
        [[3 * capacity as u64, 9 * capacity as u64]]
    );
    let mut expected = data;
    expected[3 * capacity..9 * capacity].fill(0);
    assert_eq!(std::fs::read(out.join("notes.damaged")).unwrap(), expected);
}

#[test]
fn a_damaged_plain_manifest_is_never_believed() {
    let package = packed(&noise(60_000, 31), &stored().name("notes"));
    let mut damaged = package.clone();
    destroy(&mut damaged, "diram-manifest-0", 0..22);
    let json = parts_of(&package).last().unwrap().1.clone();
    let name = package[json.clone()]
        .windows(5)
        .position(|w| w == b"notes")
        .unwrap();
    damaged[json.start + name] = b'v';
    assert_eq!(Package::open_bytes(damaged).unwrap().name(), None);
}
