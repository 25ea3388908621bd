//! An open registry. Reports cross as JSON.

use diram::registry::{Registry, RegistryOptions};
use diram::{Error, Result as DiramResult};
use jni::Env;
use jni::objects::JByteArray;
use jni::sys::{jint, jlong};
use serde::{Deserialize, Serialize};

use crate::border::{Failure, native};
use crate::kept::policy;
use crate::{bytes, handle};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Options {
    tier: Option<String>,
    clock: Option<u64>,
    max_bytes: Option<u64>,
    gated: Option<bool>,
}

/// The options of opening a registry.
fn options(
    env: &Env<'_>,
    json: &JByteArray<'_>,
    policy_json: &JByteArray<'_>,
    seed: &JByteArray<'_>,
) -> Result<RegistryOptions, Failure> {
    let given: Options = bytes::options(env, json)?;
    let mut options = RegistryOptions::new().policy(&policy(env, policy_json)?);
    if let Some(tier) = given.tier {
        options = options.tier(tier);
    }
    if let Some(most) = given.max_bytes {
        options = options.max_bytes(most);
    }
    options.clock = given.clock;
    options.gated = given.gated.unwrap_or(false);
    if !seed.is_null() {
        let seed: [u8; 32] =
            bytes::from_java(env, seed)?
                .try_into()
                .map_err(|given: Vec<u8>| Error::Limit {
                    argument: "signingKey",
                    range: "32 bytes",
                    got: given.len().to_string(),
                })?;
        options = options.signing_key(seed);
    }
    Ok(options)
}

/// The registry behind a handle.
pub(crate) fn registry<'a>(handle: jlong) -> &'a Registry {
    // SAFETY: Java counts the calls that use a registry and frees it after the last one.
    unsafe { handle::borrow(handle) }
}

/// What `look` finds at the version of that name and number.
pub(crate) fn at_version<'local, T: Serialize>(
    env: &mut Env<'local>,
    name: &JByteArray<'_>,
    number: &JByteArray<'_>,
    look: impl FnOnce(&str, &str) -> DiramResult<T>,
) -> Result<JByteArray<'local>, Failure> {
    let name = bytes::text(env, "name", name)?;
    let number = bytes::text(env, "version", number)?;
    bytes::json(env, &look(&name, &number)?)
}

/// What `look` finds under that name.
fn at_name<'local, T: Serialize>(
    env: &mut Env<'local>,
    name: &JByteArray<'_>,
    look: impl FnOnce(&str) -> DiramResult<T>,
) -> Result<JByteArray<'local>, Failure> {
    let name = bytes::text(env, "name", name)?;
    bytes::json(env, &look(&name)?)
}

/// A snapshot's number.
fn seq(argument: &'static str, number: jlong) -> DiramResult<u64> {
    u64::try_from(number).map_err(|_| Error::Limit {
        argument,
        range: "1 and up",
        got: number.to_string(),
    })
}

native! {
    fn registryOpen(
        env,
        endpoint: JByteArray<'local>,
        json: JByteArray<'local>,
        policy: JByteArray<'local>,
        seed: JByteArray<'local>,
    ) -> jlong {
        let options = options(env, &json, &policy, &seed)?;
        let endpoint = bytes::path(env, "endpoint", &endpoint)?;
        Ok(handle::into_raw(Registry::open(endpoint, &options)?))
    }

    fn registryFromLines(
        env,
        lines: JByteArray<'local>,
        json: JByteArray<'local>,
        policy: JByteArray<'local>,
        seed: JByteArray<'local>,
    ) -> jlong {
        let options = options(env, &json, &policy, &seed)?;
        let lines = bytes::text(env, "lines", &lines)?;
        Ok(handle::into_raw(Registry::from_lines(&lines, &options)?))
    }

    fn registryFromEnv(_env) -> jlong {
        Ok(handle::into_raw(Registry::from_env()?))
    }

    fn registryAt(_env, reg: jlong, number: jlong) -> jlong {
        Ok(handle::into_raw(registry(reg).at(seq("seq", number)?)?))
    }

    fn registryFree(_env, reg: jlong) -> () {
        // SAFETY: Java frees a handle once, after its last use.
        drop(unsafe { handle::take::<Registry>(reg) });
        Ok(())
    }

    fn registrySource(env, reg: jlong) -> JByteArray<'local> {
        bytes::to_java(env, "a source", registry(reg).source().as_bytes())
    }

    fn registryPolicy(env, reg: jlong) -> JByteArray<'local> {
        let json = registry(reg).policy().to_json();
        bytes::to_java(env, "a policy", json.as_bytes())
    }

    fn registryPublicKey(env, reg: jlong) -> JByteArray<'local> {
        bytes::or_null(env, "a key", registry(reg).public_key())
    }

    fn registrySnapshot(env, reg: jlong) -> JByteArray<'local> {
        bytes::json(env, &registry(reg).snapshot())
    }

    fn registryNames(env, reg: jlong) -> JByteArray<'local> {
        bytes::json(env, &registry(reg).names()?)
    }

    fn registryVersions(env, reg: jlong, name: JByteArray<'local>) -> JByteArray<'local> {
        at_name(env, &name, |name| registry(reg).versions(name))
    }

    fn registryInfo(
        env,
        reg: jlong,
        name: JByteArray<'local>,
        number: JByteArray<'local>,
    ) -> JByteArray<'local> {
        at_version(env, &name, &number, |name, number| registry(reg).info(name, number))
    }

    fn registryNode(
        env,
        reg: jlong,
        name: JByteArray<'local>,
        number: JByteArray<'local>,
    ) -> JByteArray<'local> {
        at_version(env, &name, &number, |name, number| registry(reg).node(name, number))
    }

    fn registrySearch(env, reg: jlong, text: JByteArray<'local>) -> JByteArray<'local> {
        let text = bytes::text(env, "text", &text)?;
        bytes::json(env, &registry(reg).search(&text)?)
    }

    fn registryGraph(env, reg: jlong, name: JByteArray<'local>) -> JByteArray<'local> {
        at_name(env, &name, |name| registry(reg).graph(name))
    }

    fn registryDependents(env, reg: jlong, name: JByteArray<'local>) -> JByteArray<'local> {
        at_name(env, &name, |name| registry(reg).dependents(name))
    }

    fn registryDiff(env, reg: jlong, a: jlong, b: jlong) -> JByteArray<'local> {
        let changes = registry(reg).diff(seq("a", a)?, seq("b", b)?)?;
        bytes::json(env, &changes)
    }

    /// The proof about a version, or with `null` about all of a name.
    fn registryProve(
        env,
        reg: jlong,
        name: JByteArray<'local>,
        number: JByteArray<'local>,
    ) -> JByteArray<'local> {
        if number.is_null() {
            return at_name(env, &name, |name| registry(reg).prove(name, None));
        }
        at_version(env, &name, &number, |name, number| registry(reg).prove(name, Some(number)))
    }

    fn registryPublish(env, reg: jlong, line: JByteArray<'local>) -> JByteArray<'local> {
        let line = bytes::text(env, "line", &line)?;
        bytes::json(env, &registry(reg).publish(&line)?)
    }

    fn registryYank(
        env,
        reg: jlong,
        name: JByteArray<'local>,
        number: JByteArray<'local>,
    ) -> JByteArray<'local> {
        at_version(env, &name, &number, |name, number| registry(reg).yank(name, number))
    }

    fn registryUnyank(
        env,
        reg: jlong,
        name: JByteArray<'local>,
        number: JByteArray<'local>,
    ) -> JByteArray<'local> {
        at_version(env, &name, &number, |name, number| registry(reg).unyank(name, number))
    }

    fn registrySetFault(
        env,
        reg: jlong,
        name: JByteArray<'local>,
        number: JByteArray<'local>,
        level: jint,
    ) -> JByteArray<'local> {
        let level = u8::try_from(level).unwrap_or(u8::MAX);
        at_version(env, &name, &number, |name, number| {
            registry(reg).set_fault(name, number, level)
        })
    }

    /// Undoes a package's latest change.
    fn registryUndo(env, reg: jlong, name: JByteArray<'local>) -> JByteArray<'local> {
        at_name(env, &name, |name| registry(reg).rollback(name, None))
    }

    fn registryRollback(
        env,
        reg: jlong,
        name: JByteArray<'local>,
        to: jlong,
    ) -> JByteArray<'local> {
        let to = seq("to", to)?;
        at_name(env, &name, |name| registry(reg).rollback(name, Some(to)))
    }
}
