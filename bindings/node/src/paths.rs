//! Jobs that begin with a file: pack, open.

use diram::packages::{Package, pack as pack_path};
use napi::bindgen_prelude::Uint8Array;
use napi_derive::napi;

use crate::job::{Job, Opened, Output};
use crate::options;

/// Packs a file or folder; gives a pack report. `options` is JSON.
#[napi(catch_unwind)]
pub fn pack(src: String, dst: String, options: String) -> Job {
    Job::new(move |op| {
        let options = options::pack(&options, op)?;
        Output::report(&pack_path(src, dst, &options)?)
    })
}

/// Opens a package file.
#[napi(catch_unwind)]
pub fn open(path: String) -> Job {
    Job::new(move |op| {
        Ok(Output::opened(Opened::Package(Package::open_with(
            path, op,
        )?)))
    })
}

/// Opens a package in memory.
#[napi(catch_unwind)]
pub fn open_bytes(bytes: Uint8Array) -> Job {
    let bytes = bytes.to_vec();
    Job::new(move |op| {
        Ok(Output::opened(Opened::Package(Package::open_bytes_with(
            bytes, op,
        )?)))
    })
}
