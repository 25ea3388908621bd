//! Verifying: every part, every zip header, the directory.

use std::time::Instant;

use diram_core::recovery::package::{Found, Place};
use diram_core::recovery::{COHERENCE_THRESHOLD, Coherence, PartState, Status};

use super::opened::Opened;
use super::{ComponentReport, Verification};
use crate::{Error, Op, parallel};

pub(super) fn verify(opened: &Opened, op: &Op) -> Result<Verification, Error> {
    let started = Instant::now();
    let bytes = opened.source().len();
    op.begin("verify", Some(bytes))?;
    let map = opened.map();
    let (mut rows, mut crcs, mut local_headers_intact) = (Vec::new(), Vec::new(), true);
    let (mut coherence, mut healed) = (Coherence::default(), Coherence::default());
    let work = |i| opened.collect(i, op);
    let all: Vec<usize> = (0..map.places().len()).collect();
    parallel::in_order(
        parallel::threads(0),
        &opened.weights(&all),
        work,
        |i, found| {
            let found = found?;
            op.step(found.parts.head().part_len() as u64 * found.crcs.len() as u64)?;
            coherence = coherence + found.parts.coherence();
            healed = healed + found.parts.coherence_healed();
            local_headers_intact &= found.local_headers_intact;
            rows.push(row(&map.places()[i], &found));
            crcs.push(found.crcs);
            Ok::<(), Error>(())
        },
    )?;
    // Without manifest the content may come back, the package does not.
    let manifest = if map.has_manifests() {
        Status::Intact
    } else {
        Status::Lost
    };
    let worst = rows
        .iter()
        .map(|row| row.status)
        .fold(manifest, Status::max);
    // With a damaged part the container holds its damaged bytes: nothing to compare it with.
    let container_intact = worst == Status::Intact
        && local_headers_intact
        && map.tail_is_intact(opened.source(), &crcs)?;
    op.finish();
    Ok(Verification {
        status: if container_intact {
            worst
        } else {
            worst.max(Status::Healable)
        },
        coherence: coherence.value(),
        coherence_healed: healed.value(),
        threshold: COHERENCE_THRESHOLD,
        container_intact,
        components: rows,
        bytes,
        seconds: started.elapsed().as_secs_f64(),
    })
}

fn row(place: &Place, found: &Found) -> ComponentReport {
    let parts = &found.parts;
    let head = parts.head();
    let count = |state| parts.states().iter().filter(|s| **s == state).count() as u16;
    ComponentReport {
        name: place.name.clone(),
        kind: head.address.kind.name(),
        volume: head.address.volume,
        id: head.address.id,
        status: parts.status(),
        parts: head.total,
        intact: count(PartState::Intact),
        mended: count(PartState::Mended),
        mended_parts: (0u16..)
            .zip(parts.states())
            .filter(|(_, state)| **state == PartState::Mended)
            .map(|(number, _)| number)
            .collect(),
        lost: parts.missing(),
        recoverable: head.parity() as u16,
        coherence: parts.coherence().value(),
        coherence_healed: parts.coherence_healed().value(),
    }
}
