//! Components as the original specification shows them (AuraSeal specification §1.2).

use diram_core::codec::Codec;
use diram_core::recovery::package::{Found, Place};
use diram_core::recovery::part::{Coding, digest};
use diram_core::recovery::{COHERENCE_THRESHOLD, PartState};

use super::opened::Opened;
use super::{ComponentView, PartView, RecoveryView};
use crate::{Error, Op, parallel};

pub(super) fn components(opened: &Opened, op: &Op) -> Result<Vec<ComponentView>, Error> {
    op.begin("verify", Some(opened.source().len()))?;
    let map = opened.map();
    let mut views = Vec::new();
    let work = |i| opened.collect(i, op);
    let all: Vec<usize> = (0..map.places().len()).collect();
    parallel::in_order(
        parallel::threads(0),
        &opened.weights(&all),
        work,
        |i, found| {
            let found = found?;
            views.push(view(&map.places()[i], &found));
            op.step(found.parts.head().part_len() as u64 * found.crcs.len() as u64)
        },
    )?;
    op.finish();
    Ok(views)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn view(place: &Place, found: &Found) -> ComponentView {
    let head = found.parts.head();
    let data = usize::from(head.data);
    ComponentView {
        name: place.name.clone(),
        kind: head.address.kind.name(),
        volume: head.address.volume,
        component_id: head.address.id,
        total_size: place.info.size,
        codec: place.info.codec.map(Codec::name),
        num_parts: head.total,
        sha256: hex(&head.sha256),
        parts: (0..usize::from(head.total))
            .map(|number| part(place, found, number))
            .collect(),
        recovery: RecoveryView {
            parity_parts: (head.data.into()..head.total).collect(),
            recovery_threshold: COHERENCE_THRESHOLD,
        },
        data_parts: data as u16,
    }
}

fn part(place: &Place, found: &Found, number: usize) -> PartView {
    let head = found.parts.head();
    let here = found
        .parts
        .states()
        .get(number)
        .is_some_and(|s| *s != PartState::Missing);
    let bytes = found.parts.part(number);
    let coding = (here && number < usize::from(head.data)).then(|| Coding::parse(bytes).ok());
    let tree = coding
        .flatten()
        .filter(|coding| coding.codec == Codec::Huffman);
    let own = here.then(|| hex(&digest(bytes)[..8]));
    let said = place.info.hashes.get(number).map(|hash| hex(hash));
    PartView {
        filename: head.address.part_path(number),
        part_number: number as u16,
        part_size: head.part_len() as u64,
        huffman_tree: tree.map(|coding| hex(&coding.table)),
        sha256_checksum: said.or(own),
    }
}
