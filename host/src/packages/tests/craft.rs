//! Packages that no packer makes, with right hashes and right inner codes.

use diram_core::codec::Codec;
use diram_core::recovery::component::build;
use diram_core::recovery::cut::{CutOptions, cut};
use diram_core::recovery::package::{
    Built, ComponentInfo, Content, FileInfo, Header, PackageWriter, manifest_json,
};
use diram_core::recovery::part::{self, Coding, HEAD_LEN, HEADER_LEN};
use diram_core::recovery::{Address, Head, parity};
use sha2::{Digest, Sha256};

use super::*;

/// A data part: how it is coded, and its payload.
pub(super) type Block = (Coding, Vec<u8>);

/// A block with everything zero but codec, size and payload.
pub(super) fn block(codec: Codec, full_size: u64, payload: &[u8]) -> Block {
    let coding = Coding {
        full_size,
        payload_len: payload.len() as u16,
        codec,
        raw_offset: 0,
        streams: 0,
        table: [0; 128],
    };
    (coding, payload.to_vec())
}

/// A package that is being made up.
pub(super) struct Craft {
    writer: PackageWriter<Vec<u8>>,
    pub(super) header: Header,
    tag: [u8; 3],
    next: [u8; 6],
}

impl Craft {
    pub(super) fn file(name: &str) -> Craft {
        let file = FileInfo {
            name: name.into(),
            mode: 0o644,
            ..FileInfo::default()
        };
        Craft::new(Header::new("crafted", "1", Content::File, Some(file)))
    }

    pub(super) fn folder() -> Craft {
        Craft::new(Header::new("crafted", "1", Content::Tar, None))
    }

    fn new(header: Header) -> Craft {
        let writer = PackageWriter::new(Vec::new());
        let craft = Craft {
            writer,
            header,
            tag: [0; 3],
            next: [0, 0, 0, 0, 0, 1],
        };
        craft.tagged([0xA0, 0xB1, 0xC2])
    }

    pub(super) fn tagged(mut self, tag: [u8; 3]) -> Craft {
        self.tag = tag;
        self.header.tag = tag.iter().map(|byte| format!("{byte:02x}")).collect();
        self
    }

    fn head(&mut self, kind: Kind, sha256: [u8; 32]) -> Head {
        let id = self.next[kind as usize];
        self.next[kind as usize] = id.wrapping_add(1);
        Head {
            address: Address {
                volume: 0,
                kind,
                id,
            },
            total: 1,
            data: 1,
            last: false,
            capacity: 0,
            tag: self.tag,
            sha256,
        }
    }

    /// A component as the packer makes it.
    pub(super) fn add(mut self, kind: Kind, raw: &[u8], last: bool) -> Craft {
        let head = Head {
            last,
            ..self.head(kind, [0; 32])
        };
        self.writer.push(packed_component(raw, head)).unwrap();
        self
    }

    /// A component of exactly these data parts and no parity, said to be `raw`.
    pub(super) fn add_blocks(mut self, kind: Kind, raw: &[u8], blocks: &[Block]) -> Craft {
        let capacity = blocks.iter().map(|(_, payload)| payload.len()).max();
        let head = Head {
            total: blocks.len() as u16,
            data: blocks.len() as u8,
            capacity: capacity.unwrap_or(0) as u16,
            last: true,
            ..self.head(kind, Sha256::digest(raw).into())
        };
        let parts = parts_of_blocks(&head, blocks);
        let info = info(head, raw.len() as u64, blocks[0].0.codec);
        self.writer.push(Built::new(info, parts)).unwrap();
        self
    }

    /// Ends the package; `edit` may change the text of the manifest.
    pub(super) fn end(mut self, edit: impl FnOnce(String) -> String) -> Vec<u8> {
        self.header.volume = Some(0);
        self.header.volumes = Some(1);
        let json = manifest_json(&self.header, &self.writer.volume_so_far()).unwrap();
        let json = edit(String::from_utf8(json).unwrap()).into_bytes();
        let manifest = Head {
            address: Address {
                volume: 0,
                kind: Kind::Manifest,
                id: 0,
            },
            ..self.head(Kind::Manifest, [0; 32])
        };
        self.writer
            .end_volume(packed_component(&json, manifest))
            .unwrap();
        self.writer.finish(&self.header).unwrap().0
    }

    pub(super) fn done(self) -> Vec<u8> {
        self.end(|json| json)
    }
}

fn info(head: Head, size: u64, codec: Codec) -> ComponentInfo {
    ComponentInfo {
        head,
        size: Some(size),
        codec: Some(codec),
        hashes: Vec::new(),
    }
}

fn packed_component(raw: &[u8], head: Head) -> Built {
    let options = CutOptions {
        codec: CodecChoice::Auto,
        quality: 5,
        redundancy: Redundancy::default(),
    };
    let cut = cut(raw, &options).unwrap();
    assert_eq!(cut.raw_len, raw.len(), "too much for one component");
    let head = Head {
        total: cut.geometry.total() as u16,
        data: cut.geometry.data as u8,
        capacity: cut.geometry.capacity as u16,
        sha256: Sha256::digest(raw).into(),
        ..head
    };
    let parts = build(raw, &cut, &head);
    Built::new(info(head, raw.len() as u64, cut.codec), parts)
}

/// All parts of a component of any shape, sealed.
pub(super) fn parts_of_blocks(head: &Head, blocks: &[Block]) -> Vec<u8> {
    let len = head.part_len();
    let mut parts = vec![0; usize::from(head.total) * len];
    for (number, part) in parts.chunks_exact_mut(len).enumerate() {
        part[..HEAD_LEN].copy_from_slice(&head.to_bytes(number as u8));
        if let Some((coding, payload)) = blocks.get(number) {
            part[HEAD_LEN..HEAD_LEN + 144].copy_from_slice(&coding.to_bytes());
            part[HEADER_LEN..HEADER_LEN + payload.len()].copy_from_slice(payload);
        }
    }
    parity::encode(&mut parts, len, head.data.into());
    parts.chunks_exact_mut(len).for_each(part::seal);
    parts
}

/// One zip entry after another, with a directory: what [`Craft`] cannot say.
pub(super) fn zipped(entries: &[(String, Vec<u8>)]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in entries {
        let (len, crc) = (bytes.len() as u32, 0);
        directory.extend(zip::central_record(name, len, crc, out.len() as u64));
        out.extend(zip::local_header(name, len, crc));
        out.extend_from_slice(bytes);
    }
    let (at, size) = (out.len() as u64, directory.len() as u64);
    out.extend(directory);
    out.extend(zip::end_records(entries.len() as u64, size, at));
    out
}
