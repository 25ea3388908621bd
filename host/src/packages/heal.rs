//! Healing: the original package, byte for byte.

use std::io::{BufWriter, Write};
use std::time::Instant;

use diram_core::recovery::RecoveryError;
use diram_core::recovery::package::{Built, PackageWriter};

use super::opened::{Opened, Restored, Tally};
use super::{HealOptions, HealReport};
use crate::{Error, parallel};

pub(super) fn heal(
    opened: &Opened,
    dst: impl Write,
    options: &HealOptions,
) -> Result<HealReport, Error> {
    let started = Instant::now();
    options.op.begin("heal", Some(opened.source().len()))?;
    let map = opened.map();
    let Some(header) = map.header().filter(|_| map.has_manifests()) else {
        let why = "the manifest is beyond recovery; unpack still gives the content".into();
        return Err(RecoveryError::Truncated { why }.into());
    };
    let mut writer = PackageWriter::new(BufWriter::with_capacity(1 << 20, dst));
    let mut tally = Tally::default();
    let places = map.places();
    let work = |i| {
        let restored = opened.restore(i, options.salvage, &options.op)?;
        if restored.tally.rebuilt_parts > 0 {
            // Rebuilt parts are only as good as the bytes they were rebuilt from.
            restored.parts.decode()?;
        }
        Ok::<_, Error>(restored)
    };
    let threads = parallel::threads(options.threads);
    let all: Vec<usize> = (0..places.len()).collect();
    let each = |i: usize, restored: Result<Restored, Error>| {
        let restored = restored?;
        tally += restored.tally;
        let parts = restored.parts.into_bytes();
        options.op.step(parts.len() as u64)?;
        let built = Built::new(places[i].info.clone(), parts);
        let address = built.info.head.address;
        let is_manifest = address.id == 0 && address.kind == diram_core::recovery::Kind::Manifest;
        if is_manifest {
            writer.end_volume(built)?
        } else {
            writer.push(built)?
        }
        Ok(())
    };
    parallel::in_order(threads, &opened.weights(&all), work, each)
        .map_err(|refusal| opened.honest(refusal, &all, &options.op))?;
    let (out, written) = writer.finish(header)?;
    out.into_inner().map_err(|e| Error::from(e.into_error()))?;
    options.op.finish();
    Ok(HealReport {
        mended_bytes: tally.mended_bytes,
        mended_parts: tally.mended_parts,
        rebuilt_parts: tally.rebuilt_parts,
        coherence_before: tally.coherence.value(),
        coherence_after: 1.0,
        bytes: written.bytes,
        seconds: started.elapsed().as_secs_f64(),
    })
}
