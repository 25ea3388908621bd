//! Resolutions, and the check of their certificates.

use diram::registry::{Registry, RegistryOptions};
use diram::resolve::{Anchor, Resolution, ResolveOptions, Resolver, Wanted, verify_resolution};
use diram::{Error, Failure as _, Result as DiramResult};
use jni::Env;
use jni::objects::JByteArray;
use jni::sys::jlong;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::border::{Failure, native};
use crate::kept::policy;
use crate::op::op;
use crate::registry::registry;
use crate::{bytes, handle};

/// What is needed: name and range of each.
type Request = Vec<(String, String)>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Options {
    lock: Vec<(String, String)>,
    now: Option<u64>,
    certificate: bool,
    threads: usize,
}

/// The options of a resolving call.
fn options(
    env: &Env<'_>,
    json: &JByteArray<'_>,
    operation: jlong,
) -> Result<ResolveOptions, Failure> {
    let given: Options = bytes::options(env, json)?;
    let mut options = ResolveOptions::new()
        .certificate(given.certificate)
        .threads(given.threads)
        .op(&op(operation));
    options.lock = given.lock;
    options.now = given.now;
    Ok(options)
}

/// One answer of many.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Answer {
    Resolution(Box<Resolution>),
    Error {
        status: i32,
        message: String,
        hint: Option<String>,
        details: Value,
    },
}

impl From<DiramResult<Resolution>> for Answer {
    fn from(answer: DiramResult<Resolution>) -> Answer {
        match answer {
            Ok(resolution) => Answer::Resolution(Box::new(resolution)),
            Err(error) => Answer::Error {
                status: error.code() as i32,
                message: error.to_string(),
                hint: error.hint(),
                details: error.details(),
            },
        }
    }
}

/// The resolver behind a handle.
pub(crate) fn resolver<'a>(handle: jlong) -> &'a Resolver {
    // SAFETY: Java counts the calls that use a resolver and frees it after the last one.
    unsafe { handle::borrow(handle) }
}

fn wanted(request: &Request) -> Vec<Wanted<'_>> {
    request
        .iter()
        .map(|(name, range)| (name.as_str(), range.as_str()))
        .collect()
}

native! {
    /// Over an open registry; without a policy under the registry's.
    fn resolverNew(env, reg: jlong, json: JByteArray<'local>) -> jlong {
        let registry = registry(reg);
        let policy = match json.is_null() {
            true => registry.policy().clone(),
            false => policy(env, &json)?,
        };
        Ok(handle::into_raw(Resolver::new(registry, &policy)?))
    }

    fn resolverOpen(env, endpoint: JByteArray<'local>, json: JByteArray<'local>) -> jlong {
        let policy = policy(env, &json)?;
        let options = RegistryOptions::new().policy(&policy);
        let registry = Registry::open(bytes::path(env, "source", &endpoint)?, &options)?;
        Ok(handle::into_raw(Resolver::new(&registry, &policy)?))
    }

    fn resolverFromEnv(env, json: JByteArray<'local>) -> jlong {
        Ok(handle::into_raw(Resolver::from_env(&policy(env, &json)?)?))
    }

    fn resolverFree(_env, handle: jlong) -> () {
        // SAFETY: Java frees a handle once, after its last use.
        drop(unsafe { handle::take::<Resolver>(handle) });
        Ok(())
    }

    /// The answer to one request as JSON.
    fn resolverResolve(
        env,
        handle: jlong,
        request: JByteArray<'local>,
        json: JByteArray<'local>,
        operation: jlong,
    ) -> JByteArray<'local> {
        let options = options(env, &json, operation)?;
        let request: Request = bytes::options(env, &request)?;
        let answer = resolver(handle).resolve(&wanted(&request), &options)?;
        bytes::json(env, &answer)
    }

    /// The answers to many, in their order.
    fn resolverResolveMany(
        env,
        handle: jlong,
        requests: JByteArray<'local>,
        json: JByteArray<'local>,
        operation: jlong,
    ) -> JByteArray<'local> {
        let options = options(env, &json, operation)?;
        let requests: Vec<Request> = bytes::options(env, &requests)?;
        let requests: Vec<Vec<Wanted<'_>>> = requests.iter().map(wanted).collect();
        let answers = resolver(handle).resolve_many(&requests, &options)?;
        let answers: Vec<Answer> = answers.into_iter().map(Answer::from).collect();
        bytes::json(env, &answers)
    }

    /// What a certificate proves. At most one anchor is given; no registry is 0.
    fn verifyResolution(
        env,
        certificate: JByteArray<'local>,
        key: JByteArray<'local>,
        root: JByteArray<'local>,
        reg: jlong,
    ) -> JByteArray<'local> {
        let certificate = bytes::from_java(env, &certificate)?;
        let text = |name, array: &JByteArray<'_>| match array.is_null() {
            true => Ok(None),
            false => bytes::text(env, name, array).map(Some),
        };
        let (key, root) = (text("key", &key)?, text("root", &root)?);
        let anchor = match (&key, &root, reg) {
            (None, None, 0) => Anchor::None,
            (Some(key), None, 0) => Anchor::Key(key),
            (None, Some(root), 0) => Anchor::Root(root),
            (None, None, reg) => Anchor::Registry(registry(reg)),
            _ => return Err(Error::Argument {
                argument: "anchor",
                why: "give one: a key, a root or a registry".into(),
            }.into()),
        };
        let report = verify_resolution(&certificate, anchor)?;
        bytes::json(env, &report)
    }
}
