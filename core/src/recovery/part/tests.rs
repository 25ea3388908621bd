use super::*;

pub(crate) fn sample(payload: &[u8]) -> Vec<u8> {
    let head = Head {
        address: Address {
            volume: 0,
            kind: Kind::Component,
            id: 7,
        },
        total: 22,
        data: 20,
        last: true,
        capacity: payload.len() as u16,
        tag: [1, 2, 3],
        sha256: [9; 32],
    };
    let coding = Coding {
        full_size: payload.len() as u64,
        payload_len: payload.len() as u16,
        codec: Codec::Stored,
        raw_offset: 0,
        streams: 0,
        table: [0; 128],
    };
    let mut part = vec![0; head.part_len()];
    part[..48].copy_from_slice(&head.to_bytes(3));
    part[CODED].copy_from_slice(&coding.to_bytes());
    part[HEADER_LEN..HEADER_LEN + payload.len()].copy_from_slice(payload);
    seal(&mut part);
    part
}

#[test]
fn fields_stand_where_the_format_says() {
    let part = sample(b"payload");
    assert_eq!(part.len(), 256 + 7 + 128);
    assert_eq!(part[0..4], [0x00, 0x4C, 0x2A, 0xD1]);
    assert_eq!((part[4], part[5], part[6], part[7]), (1, 7, 3, 21));
    assert_eq!((part[8], part[9]), (20, 0x80));
    assert_eq!(part[10..16], [7, 0, 0, 1, 2, 3]);
    assert_eq!(part[16..48], [9; 32]);
    assert_eq!(part[48..58], [7, 0, 0, 0, 0, 0, 0, 0, 7, 0]);
    assert_eq!(part[263 + 12..263 + 16], 1.0f32.to_le_bytes());
    assert_eq!(part[263 + 48..263 + 64], part[..16]);
}

#[test]
fn every_single_bit_flip_is_mended() {
    let part = sample(b"some payload that is not a multiple of 32 bytes long");
    for bit in 0..part.len() * 8 {
        let mut damaged = part.clone();
        damaged[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(
            examine(&mut damaged, None),
            Ok(Examined::Mended),
            "bit {bit}"
        );
        assert_eq!(damaged, part);
    }
}

#[test]
fn every_burst_of_32_is_mended_and_no_burst_of_33_gives_wrong_bytes() {
    let part = sample(&(0..999u32).map(|i| (i * 7 % 251) as u8).collect::<Vec<_>>());
    for start in 0..part.len() - FOOTER_LEN - 33 {
        let mut damaged = part.clone();
        damaged[start..start + 32]
            .iter_mut()
            .for_each(|b| *b ^= 0x5A);
        assert_eq!(
            examine(&mut damaged, None),
            Ok(Examined::Mended),
            "at {start}"
        );
        assert_eq!(damaged, part);
        damaged[start..start + 33]
            .iter_mut()
            .for_each(|b| *b ^= 0xA5);
        let before = damaged.clone();
        assert!(examine(&mut damaged, None).is_err());
        assert_eq!(damaged, before);
    }
}

#[test]
fn every_truncation_is_refused() {
    let part = sample(b"0123456789");
    for len in 0..part.len() {
        assert!(examine(&mut part[..len].to_vec(), None).is_err(), "{len}");
    }
}

#[test]
fn a_destroyed_head_needs_siblings() {
    let part = sample(&[77; 500]);
    let expected = Expected {
        head: part[..48].try_into().unwrap(),
        sha8: None,
    };
    let mut damaged = part.clone();
    damaged[..48].fill(0);
    assert!(examine(&mut damaged, None).is_err());
    assert_eq!(examine(&mut damaged, Some(&expected)), Ok(Examined::Mended));
    assert_eq!(damaged, part);
}

#[test]
fn a_part_of_another_component_is_refused() {
    let part = sample(&[77; 500]);
    let mut head: [u8; 48] = part[..48].try_into().unwrap();
    head[20] ^= 1;
    let expected = Expected { head, sha8: None };
    let refused = examine(&mut part.clone(), Some(&expected)).unwrap_err();
    assert_eq!(
        refused,
        PartError::Checksum {
            part_number: 3,
            field: "identity"
        }
    );
}

#[test]
fn both_hashes_hit_needs_the_manifest() {
    let part = sample(&[3; 100]);
    let at = part.len() - FOOTER_LEN;
    let mut damaged = part.clone();
    damaged[at..].fill(0xEE);
    assert!(examine(&mut damaged, None).is_err());
    let sha8 = part[at..at + 8].try_into().unwrap();
    let expected = Expected {
        head: part[..48].try_into().unwrap(),
        sha8: Some(sha8),
    };
    assert_eq!(examine(&mut damaged, Some(&expected)), Ok(Examined::Mended));
    assert_eq!(damaged, part);
}

#[test]
fn noise_and_zeros_have_no_clean_share() {
    assert_eq!(clean_share(&[0; 5504]), 0.0);
    assert_eq!(clean_share(&[0xA7; 100]), 0.0);
    let part = sample(&[3; 100]);
    assert_eq!(clean_share(&part), 1.0);
    let mut damaged = part;
    damaged[300] ^= 1;
    assert_eq!(clean_share(&damaged), 31.0 / 32.0);
}

#[test]
fn paths_round_trip() {
    for (volume, kind, id, part) in [
        (0, Kind::Component, 0, 0),
        (3, Kind::Manifest, 255, 17),
        (255, Kind::Country, 9, 255),
    ] {
        let address = Address { volume, kind, id };
        let path = address.part_path(part);
        assert_eq!(
            Address::parse_part_path(&path),
            Some((address, part as u8)),
            "{path}"
        );
    }
    assert_eq!(
        Address {
            volume: 0,
            kind: Kind::Component,
            id: 0
        }
        .part_path(1),
        "root/obinexus/src/diram-component-0.part.1"
    );
    for wrong in [
        "",
        "services/diram-service-01.part.0",
        "services/diram-service-0.part.256",
    ] {
        assert_eq!(Address::parse_part_path(wrong), None, "{wrong}");
    }
}
