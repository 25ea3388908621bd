//! The three strategies over answers. Reports cross as JSON.

use diram::Error;
use diram::resolve::{CheckOptions, Solution, Strategy, solution};
use jni::Env;
use jni::objects::JByteArray;
use jni::sys::jlong;
use serde::Deserialize;

use crate::border::{Failure, native};
use crate::bytes;
use crate::resolver::resolver;

/// Label and version of each chosen package.
type Chosen = Vec<(String, String)>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Options {
    running: Chosen,
    literal: bool,
}

fn chosen(env: &Env<'_>, json: &JByteArray<'_>) -> Result<Solution, Failure> {
    Ok(solution(bytes::options::<Chosen>(env, json)?)?)
}

fn strategy(name: &str) -> Result<Strategy, Error> {
    let known = Strategy::ALL.into_iter().find(|one| one.name() == name);
    known.ok_or_else(|| Error::Argument {
        argument: "strategy",
        why: format!("{name:?} is none"),
    })
}

native! {
    fn resolverCheck(
        env,
        handle: jlong,
        json: JByteArray<'local>,
        name: JByteArray<'local>,
        options: JByteArray<'local>,
    ) -> JByteArray<'local> {
        let given: Options = bytes::options(env, &options)?;
        let options = CheckOptions::new()
            .running(solution(given.running)?)
            .literal(given.literal);
        let strategy = strategy(&bytes::text(env, "strategy", &name)?)?;
        let report = resolver(handle).check(&chosen(env, &json)?, strategy, &options)?;
        bytes::json(env, &report)
    }

    fn resolverPlan(
        env,
        handle: jlong,
        name: JByteArray<'local>,
        from: JByteArray<'local>,
        to: JByteArray<'local>,
        running: JByteArray<'local>,
    ) -> JByteArray<'local> {
        let name = bytes::text(env, "name", &name)?;
        let (from, to) = (bytes::text(env, "from", &from)?, bytes::text(env, "to", &to)?);
        let path = resolver(handle).plan(&name, &from, &to, &chosen(env, &running)?)?;
        bytes::json(env, &path)
    }

    fn resolverGraph(env, handle: jlong, json: JByteArray<'local>) -> JByteArray<'local> {
        let nodes = resolver(handle).graph(&chosen(env, &json)?)?;
        bytes::json(env, &nodes)
    }
}
