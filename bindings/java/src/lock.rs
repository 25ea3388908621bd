//! Locks of projects.

use diram::lock::LockOptions;
use jni::Env;
use jni::objects::JByteArray;
use jni::sys::jlong;
use serde::Deserialize;

use crate::border::{Failure, native};
use crate::bytes;
use crate::op::op;
use crate::registry::registry;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Options {
    check: bool,
    update_all: bool,
    update: Vec<String>,
    now: Option<u64>,
}

fn options(env: &Env<'_>, json: &JByteArray<'_>, operation: jlong) -> Result<LockOptions, Failure> {
    let given: Options = bytes::options(env, json)?;
    let mut options = LockOptions::new().check(given.check).op(&op(operation));
    options = match given.update_all {
        true => options.update_all(),
        false => options.update(given.update),
    };
    options.now = given.now;
    Ok(options)
}

native! {
    fn registryLock(
        env,
        reg: jlong,
        project: JByteArray<'local>,
        json: JByteArray<'local>,
        operation: jlong,
    ) -> JByteArray<'local> {
        let options = options(env, &json, operation)?;
        let project = bytes::path(env, "project", &project)?;
        bytes::json(env, &registry(reg).lock(project, &options)?)
    }
}
