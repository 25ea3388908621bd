//! Parts and packages around mutated pieces, with right hashes, so that the mutation is reached.

use diram_core::codec::Codec;
use diram_core::recovery::component::build;
use diram_core::recovery::cut::{CutOptions, cut};
use diram_core::recovery::package::{Built, ComponentInfo, PackageWriter};
use diram_core::recovery::{Address, CodecChoice, Head, Kind, Redundancy};
use sha2::{Digest, Sha256};

/// Bytes like text.
pub(crate) fn text(len: usize) -> Vec<u8> {
    let words = (0..).flat_map(|i: usize| format!("{} lazy dogs, {i}\n", i * i % 97).into_bytes());
    words.take(len).collect()
}

/// Bytes that no codec makes smaller.
pub(crate) fn noise(len: usize) -> Vec<u8> {
    let mut sum = [0; 32];
    let mut out = Vec::with_capacity(len + 32);
    while out.len() < len {
        sum = Sha256::digest(sum).into();
        out.extend(sum);
    }
    out.truncate(len);
    out
}

pub(crate) const TAG: [u8; 3] = [0xA0, 0xB1, 0xC2];

pub(crate) fn head(kind: Kind, id: u8) -> Head {
    Head {
        address: Address {
            volume: 0,
            kind,
            id,
        },
        total: 22,
        data: 20,
        last: kind != Kind::Manifest,
        capacity: 1,
        tag: TAG,
        sha256: [0; 32],
    }
}

/// A component as the packer makes it.
pub(crate) fn component(kind: Kind, id: u8, raw: &[u8]) -> Built {
    let options = CutOptions {
        codec: CodecChoice::Stored,
        quality: 5,
        redundancy: Redundancy::default(),
    };
    let cut = cut(raw, &options).unwrap();
    let head = Head {
        total: cut.geometry.total() as u16,
        data: cut.geometry.data as u8,
        capacity: cut.geometry.capacity as u16,
        sha256: Sha256::digest(raw).into(),
        ..head(kind, id)
    };
    let info = ComponentInfo {
        head,
        size: Some(raw.len() as u64),
        codec: Some(Codec::Stored),
        hashes: Vec::new(),
    };
    Built::new(info, build(raw, &cut, &head))
}

/// A package of these components, closed by whatever `manifest` makes of them.
pub(crate) fn package(
    components: Vec<Built>,
    manifest: impl FnOnce(&[ComponentInfo]) -> Vec<u8>,
) -> Vec<u8> {
    let mut writer = PackageWriter::new(Vec::new());
    for component in components {
        writer.push(component).unwrap();
    }
    let json = manifest(&writer.volume_so_far());
    writer
        .end_volume(component(Kind::Manifest, 0, &json))
        .unwrap();
    writer.finish(&crate::packages::header()).unwrap().0
}
