//! Jobs on bytes in memory and on lone parts.

use diram::packages;
use napi::bindgen_prelude::Uint8Array;
use napi_derive::napi;
use serde_json::json;

use crate::job::{Job, Output};
use crate::options;

/// Packs bytes; gives the package. `options` is JSON.
#[napi(catch_unwind)]
pub fn pack_bytes(data: Uint8Array, options: String) -> Job {
    let data = data.to_vec();
    Job::new(move |op| {
        Ok(Output::bytes(packages::pack_bytes(
            &data,
            &options::pack(&options, op)?,
        )?))
    })
}

/// Gives a package's content stream. `options` is JSON.
#[napi(catch_unwind)]
pub fn unpack_bytes(package: Uint8Array, options: String) -> Job {
    let package = package.to_vec();
    Job::new(move |op| {
        let options = options::read(&options, op)?;
        Ok(Output::bytes(packages::unpack_bytes_with(
            &package, &options,
        )?))
    })
}

/// Compresses bytes and adds recovery data.
#[napi(catch_unwind)]
pub fn compress_with_recovery(data: Uint8Array, threshold: f64) -> Job {
    let data = data.to_vec();
    Job::new(move |op| {
        Ok(Output::bytes(packages::compress_with_recovery_with(
            &data, threshold, op,
        )?))
    })
}

/// The way back from [`compress_with_recovery`].
#[napi(catch_unwind)]
pub fn decompress_fault_tolerant(package: Uint8Array, corruption_level: f64) -> Job {
    let package = package.to_vec();
    Job::new(move |op| {
        Ok(Output::bytes(packages::decompress_fault_tolerant_with(
            &package,
            corruption_level,
            op,
        )?))
    })
}

/// Puts a component together from its parts; gives its bytes and `{coherence, recovered}`.
#[napi(catch_unwind)]
pub fn reconstruct_component(parts: Vec<Option<Uint8Array>>, salvage: bool) -> Job {
    let parts: Vec<Option<Vec<u8>>> = parts
        .into_iter()
        .map(|part| part.map(|bytes| bytes.to_vec()))
        .collect();
    Job::new(move |_| {
        let parts: Vec<Option<&[u8]>> = parts.iter().map(Option::as_deref).collect();
        let found = packages::reconstruct_component(&parts, salvage)?;
        let report = json!({"coherence": found.coherence, "recovered": found.recovered});
        Output::bytes(found.data).and_report(&report)
    })
}

/// What a lone part says about itself.
#[napi(catch_unwind)]
pub fn check_part(part: Uint8Array) -> Job {
    let part = part.to_vec();
    Job::new(move |_| Output::report(&packages::check_part(&part)))
}

/// A lone part mended by itself.
#[napi(catch_unwind)]
pub fn heal_part(part: Uint8Array) -> Job {
    let part = part.to_vec();
    Job::new(move |_| Ok(Output::bytes(packages::heal_part(&part)?)))
}
