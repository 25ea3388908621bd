//! Options as they cross the border.

use std::str::FromStr;

use diram::Error;
use diram::packages::{
    CodecChoice, HealOptions, Kind, PackOptions, ReadOptions, Redundancy, UnpackOptions,
};
use jni::Env;
use jni::objects::JByteArray;
use jni::sys::jlong;
use serde::Deserialize;

use crate::border::Failure;
use crate::bytes::{self, JByteArrays};
use crate::op::op;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pack {
    name: Option<String>,
    version: Option<String>,
    codec: String,
    quality: u32,
    redundancy: Option<f64>,
    mtime: bool,
    epoch: Option<u64>,
    threads: usize,
    /// The kind of each path that is passed beside this.
    extra: Vec<String>,
}

/// The options of a packing call.
pub(crate) fn pack(
    env: &mut Env<'_>,
    json: &JByteArray<'_>,
    extra: &JByteArrays<'_>,
    operation: jlong,
) -> Result<PackOptions, Failure> {
    let given: Pack = bytes::options(env, json)?;
    let mut options = PackOptions::new()
        .codec(CodecChoice::from_str(&given.codec)?)
        .quality(given.quality)
        .mtime(given.mtime)
        .threads(given.threads)
        .op(&op(operation));
    options.name = given.name;
    options.version = given.version;
    options.epoch = given.epoch;
    if let Some(percent) = given.redundancy {
        options = options.redundancy(redundancy(percent)?);
    }
    for (kind, path) in given.extra.iter().zip(bytes::list_from_java(env, extra)?) {
        let path = path.ok_or_else(|| argument("extra", "a path is missing".into()))?;
        options = options.with(self::kind(kind)?, bytes::path_of("extra", path)?);
    }
    Ok(options)
}

fn redundancy(percent: f64) -> Result<Redundancy, Error> {
    Redundancy::from_percent(percent).ok_or_else(|| Error::Limit {
        argument: "redundancy",
        range: "6.25..=44 percent",
        got: percent.to_string(),
    })
}

fn kind(name: &str) -> Result<Kind, Error> {
    Kind::from_name(name).ok_or_else(|| argument("extra", format!("{name:?} is not a kind")))
}

fn argument(argument: &'static str, why: String) -> Error {
    Error::Argument { argument, why }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unpack {
    paths: Vec<String>,
    salvage: bool,
    best_effort: bool,
    force: bool,
    threads: usize,
}

/// The options of an unpacking call.
pub(crate) fn unpack(
    env: &Env<'_>,
    json: &JByteArray<'_>,
    operation: jlong,
) -> Result<UnpackOptions, Failure> {
    let given: Unpack = bytes::options(env, json)?;
    Ok(UnpackOptions::new()
        .paths(given.paths)
        .salvage(given.salvage)
        .best_effort(given.best_effort)
        .force(given.force)
        .threads(given.threads)
        .op(&op(operation)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Heal {
    salvage: bool,
    threads: usize,
}

/// The options of a healing call.
pub(crate) fn heal(
    env: &Env<'_>,
    json: &JByteArray<'_>,
    operation: jlong,
) -> Result<HealOptions, Failure> {
    let given: Heal = bytes::options(env, json)?;
    let operation = op(operation);
    Ok(HealOptions::new()
        .salvage(given.salvage)
        .threads(given.threads)
        .op(&operation))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Read {
    salvage: bool,
    max_output: u64,
}

/// The options of a call that gives content back in memory.
pub(crate) fn read(
    env: &Env<'_>,
    json: &JByteArray<'_>,
    operation: jlong,
) -> Result<ReadOptions, Failure> {
    let given: Read = bytes::options(env, json)?;
    let operation = op(operation);
    Ok(ReadOptions::new()
        .salvage(given.salvage)
        .max_output(given.max_output)
        .op(&operation))
}
