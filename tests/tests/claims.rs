//! The numbers on README's first page, measured.

use diram::packages::{CodecChoice, HealOptions, PackOptions, Package, Status, pack_bytes};
use diram::{Code, Failure};

/// Bytes that no codec can shrink.
fn noise(len: usize) -> Vec<u8> {
    let mut state = 1u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    (0..len).map(|_| next()).collect()
}

fn packed(len: usize) -> Vec<u8> {
    let options = PackOptions::new().codec(CodecChoice::Stored);
    pack_bytes(&noise(len), &options).expect("packing works")
}

fn with_hole(package: &[u8], at: usize, len: usize) -> Package {
    let mut damaged = package.to_vec();
    damaged[at..at + len].fill(0);
    Package::open_bytes(damaged).expect("many parts are left")
}

fn healed(package: &Package, salvage: bool) -> Result<Vec<u8>, Code> {
    let mut out = Vec::new();
    let options = HealOptions::new().salvage(salvage);
    package.heal_to(&mut out, &options).map_err(|e| e.code())?;
    Ok(out)
}

#[test]
fn a_burst_of_32_bytes_is_mended_inside_its_part() {
    let package = packed(200_000);
    for at in (0..20).map(|i| 1_000 + i * 9_973) {
        let damaged = with_hole(&package, at, 32);
        let report = damaged.verify().expect("damage is no error");
        assert!(
            report.components.iter().all(|c| c.lost.is_empty()),
            "at {at}: {report:?}"
        );
        assert!(healed(&damaged, false) == Ok(package.clone()), "at {at}");
    }
}

#[test]
fn a_hole_of_480_kb_heals_and_one_of_700_kb_is_salvaged() {
    let package = packed(24_000_000);
    for (len, salvage) in [(480_000, false), (700_000, true)] {
        for at in [0, 3_456_789, 11_000_000, package.len() - len] {
            let damaged = with_hole(&package, at, len);
            assert!(
                healed(&damaged, salvage) == Ok(package.clone()),
                "{len} bytes at {at}"
            );
        }
    }
    let beyond = with_hole(&package, 3_456_789, 600_000);
    assert_eq!(
        beyond.verify().expect("damage is no error").status,
        Status::BelowThreshold
    );
    assert_eq!(healed(&beyond, false), Err(Code::Coherence));
}

#[test]
fn the_price() {
    let large = packed(24_000_000).len() as f64 / 24e6 - 1.0;
    assert!((0.18..0.20).contains(&large), "{large}");
    let smallest = packed(0).len();
    assert!((36_000..39_000).contains(&smallest), "{smallest}");
}
