//! Little input that asks for much work, memory or disk.

use diram_core::codec::{Codec, CodecError};
use diram_core::recovery::geometry::MAX_DECODED;
use diram_core::recovery::{Address, Head, RecoveryError};
use sha2::{Digest, Sha256};

use super::craft::{Block, Craft, block, parts_of_blocks, zipped};
use super::*;
use crate::{Code, Error, Failure};

fn codec_error(package: &[u8]) -> CodecError {
    match unpack_bytes(package, true) {
        Err(Error::Recovery(RecoveryError::Codec { source, .. })) => source,
        other => panic!("{:?}", other.map(|bytes| bytes.len())),
    }
}

fn lone(raw: &[u8], blocks: &[Block]) -> Vec<u8> {
    Craft::file("f")
        .add_blocks(Kind::Component, raw, blocks)
        .done()
}

#[test]
fn a_run_ends_at_eight_mebibytes() {
    let most = vec![7; MAX_DECODED];
    let run = |size| block(Codec::Run, size, &[7]);
    let fits = lone(&most, &[run(MAX_DECODED as u64)]);
    assert!(fits.len() < 16_000);
    assert!(unpack_bytes(&fits, false).unwrap() == most);

    let limit = CodecError::OutputLimit {
        what: "component",
        limit: MAX_DECODED,
    };
    for size in [MAX_DECODED as u64 + 1, 1 << 40, u64::MAX] {
        assert_eq!(codec_error(&lone(&most, &[run(size)])), limit);
    }
    // Each run is small enough, all together are not.
    let halves = [0, 1, 2].map(|i| {
        let mut half = run(MAX_DECODED as u64 / 2);
        half.0.raw_offset = i * MAX_DECODED as u32 / 2;
        half
    });
    assert_eq!(codec_error(&lone(&most, &halves)), limit);
}

#[test]
fn a_brotli_stream_ends_where_it_is_told() {
    let raw = vec![0; 100_000];
    let (used, stream) = diram_core::codec::brotli::compress_prefix(&raw, 200_000, 5).unwrap();
    assert_eq!(used, raw.len());
    for (said, refusal) in [
        (99_999, Code::Corrupt),
        (100_001, Code::Corrupt),
        (0, Code::Corrupt),
        (MAX_DECODED as u64 + 1, Code::OutputLimit),
        (u64::MAX, Code::OutputLimit),
    ] {
        let package = lone(&raw, &[block(Codec::Brotli, said, &stream)]);
        let error = codec_error(&package);
        assert_eq!(error.code(), refusal, "{said}: {error}");
    }
    let package = lone(&raw, &[block(Codec::Brotli, 100_000, &stream)]);
    assert!(unpack_bytes(&package, false).unwrap() == raw);
}

#[test]
fn a_huffman_part_holds_no_more_symbols_than_bits() {
    let mut bomb = block(Codec::Huffman, 128 << 10, &[0; 100]);
    (bomb.0.streams, bomb.0.table) = (4, [0x88; 128]);
    assert_eq!(
        codec_error(&lone(b"", &[bomb.clone()])).code(),
        Code::Truncated
    );
    bomb.0.full_size = (128 << 10) + 1;
    assert_eq!(codec_error(&lone(b"", &[bomb])).code(), Code::OutputLimit);
}

#[test]
fn what_a_part_says_of_its_place_is_checked() {
    let raw = [1u8; 20];
    let at = |offset, size| {
        let mut block = block(Codec::Stored, size, &[1; 10]);
        block.0.raw_offset = offset;
        block
    };
    let good = lone(&raw, &[at(0, 10), at(10, 10)]);
    assert_eq!(unpack_bytes(&good, false).unwrap(), raw);
    let mut too_long = at(0, 10);
    too_long.0.payload_len = 11;
    for bad in [
        vec![at(0, 10), at(9, 10)],
        vec![at(0, 10), at(11, 10)],
        vec![at(10, 10), at(0, 10)],
        vec![at(0, 11), at(10, 10)],
        vec![at(0, 9), at(10, 10)],
        vec![too_long, at(10, 10)],
        vec![at(0, 10), block(Codec::Brotli, 10, &[1; 10])],
        vec![at(0, 10), block(Codec::Run, 10, &[1; 10])],
    ] {
        assert_eq!(codec_error(&lone(&raw, &bad)).code(), Code::Corrupt);
    }
    // Right parts of the wrong bytes.
    let wrong = lone(&[2; 20], &[at(0, 10), at(10, 10)]);
    let refused = unpack_bytes(&wrong, true).unwrap_err();
    assert_eq!(refused.code(), Code::Integrity);
}

/// Manifests of one part each, which decode to 8 MiB of spaces.
fn spaces(count: u32) -> Vec<u8> {
    let sha256 = Sha256::digest(vec![b' '; MAX_DECODED]).into();
    let one = |i: u32| {
        let head = Head {
            address: Address {
                volume: i as u8,
                kind: Kind::Manifest,
                id: 0,
            },
            total: 1,
            data: 1,
            last: false,
            capacity: 1,
            tag: [0, (i >> 8) as u8, 1],
            sha256,
        };
        let run = block(Codec::Run, MAX_DECODED as u64, b" ");
        (head.address.part_path(0), parts_of_blocks(&head, &[run]))
    };
    zipped(&(0..count).map(one).collect::<Vec<_>>())
}

#[test]
fn all_manifests_together_are_not_larger_than_a_real_package_has() {
    for count in [2, 1000] {
        let refused = Package::open_bytes(spaces(count)).unwrap_err();
        assert_eq!(refused.code(), Code::TooLarge, "{count}: {refused}");
    }
}

#[test]
fn thousands_of_small_packages_in_one_file_are_refused_by_eight_of_their_tags() {
    let mut all = Vec::new();
    for i in 0..600u16 {
        let [high, low] = i.to_be_bytes();
        let json = Craft::file("f").tagged([high, low, 7]);
        all.extend(
            json.add_blocks(Kind::Component, b"x", &[block(Codec::Run, 1, b"x")])
                .done(),
        );
    }
    let refused = Package::open_bytes(all).unwrap_err();
    assert_eq!(refused.code(), Code::ConflictingParts);
    assert!(refused.to_string().len() < 200, "{refused}");
}

#[test]
fn plain_manifests_that_claim_the_rest_of_the_file_are_not_all_read() {
    let package = packed(b"text", &stored());
    let mut all = package.clone();
    destroy(&mut all, "diram-manifest-0", 0..22);
    all.truncate(parts_of(&package).last().unwrap().1.start);
    let len = 5_000_000;
    let header = zip::local_header("integrity-manifest.json", 1_000_000, 0);
    all.extend(header.repeat(len / header.len()));
    assert_eq!(unpack_bytes(&all, false).unwrap(), b"text");
}

#[test]
fn a_directory_that_lists_a_part_a_thousand_times_is_not_followed() {
    let package = packed(b"text", &PackOptions::new());
    let mut entries: Vec<(String, Vec<u8>)> = parts_of(&package)
        .into_iter()
        .map(|(name, range)| (name, package[range].to_vec()))
        .collect();
    entries.extend(vec![
        ("manifest/diram-manifest-0.part.0".into(), vec![]);
        1000
    ]);
    let listed = zipped(&entries);
    assert_eq!(unpack_bytes(&listed, false).unwrap(), b"text");
    assert!(healed(&listed, false).unwrap() == package);
}

#[test]
fn an_index_of_nothing_but_runs_is_too_large() {
    let newlines = vec![b'\n'; MAX_DECODED];
    let run = block(Codec::Run, MAX_DECODED as u64, b"\n");
    let mut craft = Craft::folder().add(Kind::Component, &[0; 1024], true);
    for _ in 0..9 {
        craft = craft.add_blocks(Kind::Manifest, &newlines, std::slice::from_ref(&run));
    }
    let opened = Package::open_bytes(craft.done()).unwrap();
    assert_eq!(opened.entries().unwrap_err().code(), Code::TooLarge);
    assert_eq!(opened.content(false).unwrap(), [0; 1024]);
}

#[test]
fn unreadable_parts_are_not_tried_for_ever() {
    let data = noise(1000, 3);
    let package = packed(&data, &stored());
    let (_, range) = parts_of(&package)
        .into_iter()
        .find(|(path, _)| path.contains("diram-component-0"))
        .unwrap();
    let good = package[range].to_vec();
    let bad = vec![0xDB; good.len()];
    let mut given = vec![Some(&good[..])];
    given.resize(20_000, Some(&bad[..]));
    let refused = reconstruct_component(&given, true).unwrap_err();
    assert_eq!(refused.code(), Code::Lost);
}
