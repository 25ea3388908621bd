//! Lone parts, and components put together from parts of any shape.

use diram_core::Failure;
use diram_core::codec::{Codec, brotli, huffman};
use diram_core::recovery::part::{self, Coding, Examined, Expected, HEAD_LEN, HEADER_LEN};
use diram_core::recovery::{Head, Kind, PartError, Parts, parity};
use sha2::{Digest, Sha256};

use crate::craft::{component, head, noise, text};
use crate::{Outcome, fuzz, kind_of};

fn one_part(raw: &[u8]) -> Vec<u8> {
    let built = component(Kind::Service, 3, raw);
    built.parts[..built.info.head.part_len()].to_vec()
}

#[test]
fn part_head() {
    let good = vec![one_part(b"hello")[..192].to_vec(), one_part(&text(3000))];
    fuzz("part_head", 200_000, good, |input| {
        let coding = match Coding::parse(input) {
            Ok(coding) => {
                assert_eq!(coding.to_bytes()[..], input[HEAD_LEN..192]);
                "coding".into()
            }
            Err(e) => kind_of(&e),
        };
        let Some(bytes) = input.first_chunk() else {
            return coding;
        };
        match Head::parse(bytes) {
            Ok((head, number)) => {
                assert_eq!(head.to_bytes(number), *bytes);
                assert!(head.part_len() <= 5504 && head.parity() <= 16);
                format!("head, {coding}")
            }
            Err(e) => format!("{}, {coding}", kind_of(&e)),
        }
    });
}

fn word(result: &Result<Examined, PartError>) -> Outcome {
    match result {
        Ok(examined) => format!("{examined:?}"),
        Err(e) => kind_of(&e),
    }
}

#[test]
fn part_examine() {
    let good = vec![one_part(b""), one_part(b"hello"), one_part(&noise(3000))];
    fuzz("part_examine", 40_000, good, |input| {
        let mut own = input.to_vec();
        let alone = part::examine(&mut own, None);
        match &alone {
            Ok(Examined::Intact) => assert_eq!(own, input),
            Ok(Examined::Mended) => assert_eq!(part::examine(&mut own, None), Ok(Examined::Intact)),
            Err(_) => assert_eq!(own, input),
        }
        let expected = Expected {
            head: head(Kind::Service, 3).to_bytes(0),
            sha8: Some([7; 8]),
        };
        let known = part::examine(&mut input.to_vec(), Some(&expected));
        assert!((0.0..=1.0).contains(&part::clean_share(input)));
        format!("{} {}", word(&alone), word(&known))
    });
}

/// Data parts, parity parts, capacity (2 bytes), which part is missing, then the coded bytes of all
/// data parts: 144 + capacity each.
fn decode(input: &[u8]) -> Outcome {
    let [data, parity, low, high, lost, coded @ ..] = input else {
        return "short".into();
    };
    let data = data % 9 + 1;
    let head = Head {
        data,
        total: u16::from(data) + u16::from(parity % 3),
        capacity: u16::from_le_bytes([*low, *high]) % 5121,
        // Of the bytes that a run of 5000 gives, so that success can be had.
        sha256: Sha256::digest([b'x'; 5000]).into(),
        ..head(Kind::Component, 0)
    };
    let len = head.part_len();
    let mut bytes = vec![0; usize::from(head.total) * len];
    let mut pieces = coded.chunks(144 + usize::from(head.capacity));
    for (number, part) in bytes.chunks_exact_mut(len).enumerate() {
        part[..HEAD_LEN].copy_from_slice(&head.to_bytes(number as u8));
        let piece = pieces
            .next()
            .filter(|_| number < data.into())
            .unwrap_or(&[]);
        let (coding, payload) = piece.split_at(piece.len().min(144));
        part[HEAD_LEN..][..coding.len()].copy_from_slice(coding);
        part[HEADER_LEN..][..payload.len()].copy_from_slice(payload);
    }
    parity::encode(&mut bytes, len, data.into());
    bytes.chunks_exact_mut(len).for_each(part::seal);
    let mut parts = Parts::new("fuzzed".into(), head, None).unwrap();
    for (number, part) in bytes.chunks_exact(len).enumerate() {
        if number != usize::from(lost % 16) {
            parts.offer(number, part);
        }
    }
    assert!(parts.announced_size() <= 8 << 20);
    let (partial, ranges) = parts.decode_partial(None);
    let inside = |(from, to): &(u64, u64)| from < to && *to <= partial.len() as u64;
    assert!(ranges.iter().all(inside), "{ranges:?}");
    assert!(ranges.windows(2).all(|pair| pair[0].1 < pair[1].0));
    if let Err(e) = parts.rebuild(true) {
        return kind_of(&e);
    }
    let same =
        (0..usize::from(head.total)).all(|i| parts.part(i) == &bytes[i * len..(i + 1) * len]);
    assert!(same, "what parity gives back is what was lost");
    match parts.decode() {
        Ok(raw) => {
            assert_eq!(raw, [b'x'; 5000]);
            "fine".into()
        }
        Err(e) => format!("{:?} {}", e.code(), kind_of(&e)),
    }
}

/// The input that is one data part after another, of `x` in all.
fn coded(blocks: &[(Codec, u64, &[u8])]) -> Vec<u8> {
    let capacity = blocks.iter().map(|block| block.2.len()).max().unwrap_or(0);
    let mut out = vec![blocks.len() as u8 - 1, 2];
    out.extend((capacity as u16).to_le_bytes());
    out.push(0);
    let mut raw_offset = 0;
    for (codec, full_size, payload) in blocks {
        let coding = Coding {
            full_size: *full_size,
            payload_len: payload.len() as u16,
            codec: *codec,
            raw_offset,
            streams: 0,
            table: [0; 128],
        };
        raw_offset += *full_size as u32;
        out.extend(coding.to_bytes());
        out.extend_from_slice(payload);
        out.resize(out.len() + capacity - payload.len(), 0);
    }
    out
}

#[test]
fn component_decode() {
    let raw = [b'x'; 5000];
    let (_, stream) = brotli::compress_prefix(&raw, 10_000, 5).unwrap();
    let block = huffman::encode_block(&text(900), 15).unwrap();
    let good = vec![
        coded(&[(Codec::Run, 5000, &raw[..1])]),
        coded(&[(Codec::Stored, 2500, &raw[..2500]); 2]),
        coded(&[
            (Codec::Run, 4990, &raw[..1]),
            (Codec::Stored, 10, &raw[..10]),
        ]),
        coded(&[(Codec::Brotli, 5000, &stream)]),
        coded(&[(Codec::Huffman, 900, &block.payload[..]); 3]),
    ];
    fuzz("component_decode", 2_000, good, decode);
}
