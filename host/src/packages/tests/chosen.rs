use super::*;
use crate::{Code, Failure};

#[test]
fn two_packages_one_after_the_other_are_refused() {
    let (one, two) = (
        packed(&text(5000), &stored().name("one")),
        packed(b"two", &stored()),
    );
    for both in [[&one[..], &two].concat(), [&two[..], &one].concat()] {
        let refused = Package::open_bytes(both).unwrap_err();
        assert_eq!(refused.code(), Code::ConflictingParts);
        assert_eq!(refused.details()["tags"].as_array().unwrap().len(), 2);
    }
}

#[test]
fn the_same_package_twice_heals_to_one() {
    let package = packed(&text(5000), &stored());
    assert!(healed(&[&package[..], &package].concat(), false).unwrap() == package);
}

#[test]
fn bytes_before_and_after_are_cut_off() {
    let package = packed(&text(5000), &stored());
    let framed = [&noise(1234, 1)[..], &package, &noise(999, 2)].concat();
    assert_eq!(
        Package::open_bytes(framed.clone())
            .unwrap()
            .verify()
            .unwrap()
            .status,
        Status::Healable
    );
    assert!(healed(&framed, false).unwrap() == package);
}

#[test]
fn a_package_in_a_package_is_content_even_when_the_outer_one_is_damaged() {
    let inner = packed(&text(3000), &stored().name("inner"));
    let outer = packed(&inner, &stored().name("outer"));
    assert_eq!(unpack_bytes(&outer, false).unwrap(), inner);
    let mut damaged = outer.clone();
    // One outer part destroyed, and the outer's end, so that every byte is searched.
    destroy(&mut damaged, "diram-component-0", [4]);
    let end = damaged.len();
    damaged[end - 30..].fill(0);
    let opened = Package::open_bytes(damaged.clone()).unwrap();
    assert_eq!(opened.name().as_deref(), Some("outer"));
    assert_eq!(opened.content(false).unwrap(), inner);
    assert!(healed(&damaged, false).unwrap() == outer);
}

#[test]
fn parts_of_another_build_are_never_taken() {
    let old = packed(&noise(30_000, 1), &stored().name("same"));
    let new = packed(&noise(30_000, 2), &stored().name("same"));
    assert_eq!(old.len(), new.len());
    // A few sectors of the old build where the new one should be.
    let (_, range) = parts_of(&new)[10].clone();
    let mut mixed = new.clone();
    mixed[range.clone()].copy_from_slice(&old[range]);
    let opened = Package::open_bytes(mixed.clone()).unwrap();
    assert_eq!(opened.content(true).unwrap(), noise(30_000, 2));
    assert!(healed(&mixed, true).unwrap() == new);

    // Half of each, and both manifests: nothing says which one is meant.
    let mixed = [&old[..], &new[..new.len() / 2]].concat();
    let whole = Package::open_bytes(mixed).map(|p| p.content(true));
    match whole {
        Ok(bytes) => assert_eq!(bytes.unwrap(), noise(30_000, 1)),
        Err(e) => assert_eq!(e.code(), Code::ConflictingParts),
    }
}

#[test]
fn a_flood_of_heads_does_not_hide_the_package_behind_it() {
    let package = packed(&noise(300_000, 5), &stored());
    let first = parts_of(&package)[0].1.start;
    let head = &package[first..first + 16];
    let flood = [head, &[0; 32]].concat().repeat(60_000);
    let flooded = [&flood[..], &package, &flood].concat();
    assert!(healed(&flooded, false).unwrap() == package);
}
