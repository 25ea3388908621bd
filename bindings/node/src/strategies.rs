//! The three strategies over solutions.

use diram::Error;
use diram::resolve::{self, CheckOptions, Solution, Strategy};
use napi_derive::napi;
use serde::Deserialize;

use crate::fault::Fault;
use crate::job::{Job, Output};
use crate::options;
use crate::resolver::ResolverHandle;

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
struct CheckFields {
    running: Vec<(String, String)>,
    literal: bool,
}

/// A solution from JSON: `[[label, version]]`.
fn solution(json: &str) -> Result<Solution, Fault> {
    let pairs: Vec<(String, String)> = options::parse(json)?;
    Ok(resolve::solution(pairs)?)
}

fn strategy(name: &str) -> Result<Strategy, Error> {
    let known = Strategy::ALL.into_iter().find(|one| one.name() == name);
    known.ok_or_else(|| Error::Argument {
        argument: "strategy",
        why: format!(
            "there is no {name:?}; there are {}",
            Strategy::ALL.map(Strategy::name).join(", ")
        ),
    })
}

#[napi]
impl ResolverHandle {
    /// Checks a solution; gives a check report. `chosen` is JSON, `[[label, version]]`; `options` is
    /// JSON.
    #[napi(catch_unwind)]
    pub fn check(&self, chosen: String, strategy_name: String, options: String) -> Job {
        self.job(move |resolver, _| {
            let fields: CheckFields = options::parse(&options)?;
            let options = CheckOptions::new()
                .running(resolve::solution(fields.running)?)
                .literal(fields.literal);
            let strategy = strategy(&strategy_name)?;
            Output::report(&resolver.check(&solution(&chosen)?, strategy, &options)?)
        })
    }

    /// Gives the way of an update. `running` is JSON, `[[label, version]]`.
    #[napi(catch_unwind)]
    pub fn plan(&self, name: String, from: String, to: String, running: String) -> Job {
        self.job(move |resolver, _| {
            let running = solution(&running)?;
            Output::report(&resolver.plan(&name, &from, &to, &running)?)
        })
    }

    /// Gives what each chosen version needs of the others. `chosen` is JSON, `[[label, version]]`.
    #[napi(catch_unwind)]
    pub fn graph(&self, chosen: String) -> Job {
        self.job(move |resolver, _| Output::report(&resolver.graph(&solution(&chosen)?)?))
    }
}
