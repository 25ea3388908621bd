//! Options from JavaScript: JSON with the package's own spelling.

use std::path::PathBuf;

use diram::packages::{
    CodecChoice, HealOptions, Kind, PackOptions, ReadOptions, Redundancy, UnpackOptions,
};
use diram::{Error, Op};
use serde::Deserialize;
use serde::de::DeserializeOwned;

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
struct PackFields {
    name: Option<String>,
    version: Option<String>,
    codec: Option<String>,
    quality: Option<u32>,
    redundancy: Option<f64>,
    services: Vec<PathBuf>,
    operations: Vec<PathBuf>,
    divisions: Vec<PathBuf>,
    country: Vec<PathBuf>,
    mtime: Option<bool>,
    epoch: Option<u64>,
    threads: Option<usize>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
struct HealFields {
    salvage: bool,
    threads: usize,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
struct UnpackFields {
    paths: Vec<String>,
    salvage: bool,
    best_effort: bool,
    force: bool,
    threads: usize,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
struct ReadFields {
    salvage: bool,
    max_output: Option<u64>,
}

/// Options of `pack`, `packBytes` and `createPacker`.
pub(crate) fn pack(json: &str, op: &Op) -> Result<PackOptions, Error> {
    let fields: PackFields = parse(json)?;
    let mut options = PackOptions::new().op(op);
    options.name = fields.name;
    options.version = fields.version;
    options.epoch = fields.epoch;
    if let Some(codec) = fields.codec {
        options.codec = codec.parse::<CodecChoice>()?;
    }
    if let Some(percent) = fields.redundancy {
        options.redundancy = Redundancy::from_percent(percent).ok_or(Error::Limit {
            argument: "redundancy",
            range: "6.25..=44",
            got: percent.to_string(),
        })?;
    }
    options.quality = fields.quality.unwrap_or(options.quality);
    options.mtime = fields.mtime.unwrap_or(options.mtime);
    options.threads = fields.threads.unwrap_or(options.threads);
    let extra = [
        (Kind::Service, fields.services),
        (Kind::Operation, fields.operations),
        (Kind::Division, fields.divisions),
        (Kind::Country, fields.country),
    ];
    for (kind, files) in extra {
        options
            .extra
            .extend(files.into_iter().map(|file| (kind, file)));
    }
    Ok(options)
}

/// Options of `heal`.
pub(crate) fn heal(json: &str, op: &Op) -> Result<HealOptions, Error> {
    let fields: HealFields = parse(json)?;
    Ok(HealOptions::new()
        .salvage(fields.salvage)
        .threads(fields.threads)
        .op(op))
}

/// Options of `unpack` and `unpackComponents`.
pub(crate) fn unpack(json: &str, op: &Op) -> Result<UnpackOptions, Error> {
    let fields: UnpackFields = parse(json)?;
    Ok(UnpackOptions::new()
        .paths(fields.paths)
        .salvage(fields.salvage)
        .best_effort(fields.best_effort)
        .force(fields.force)
        .threads(fields.threads)
        .op(op))
}

/// Options of `read` and `unpackBytes`.
pub(crate) fn read(json: &str, op: &Op) -> Result<ReadOptions, Error> {
    let fields: ReadFields = parse(json)?;
    let mut options = ReadOptions::new().salvage(fields.salvage).op(op);
    options.max_output = fields.max_output.unwrap_or(options.max_output);
    Ok(options)
}

/// Reads what the package wrote.
pub(crate) fn parse<T: DeserializeOwned>(json: &str) -> Result<T, Error> {
    serde_json::from_str(json).map_err(|e| Error::Argument {
        argument: "options",
        why: e.to_string(),
    })
}
