//! The three strategies of a resolver.

use diram::Error;
use diram::resolve::{
    self, CheckOptions, CheckReport, Solution, SolutionNode, Strategy, UpdatePath,
};
use mlua::prelude::*;

use crate::boundary::{Answer, Report};
use crate::failure::Refusal;
use crate::options::text;
use crate::resolve::{ResolverRef, Wanted};

/// Labels and versions as a solution; nothing is an empty one.
fn solution(given: Option<&Wanted>) -> Result<Solution, Refusal> {
    match given {
        Some(given) => Ok(resolve::solution(given.read()?)?),
        None => Ok(Solution::new()),
    }
}

fn strategy(name: &LuaString) -> Result<Strategy, Refusal> {
    let name = text("strategy", name)?;
    let found = Strategy::ALL.into_iter().find(|one| one.name() == name);
    found.ok_or_else(|| {
        let names = Strategy::ALL.map(Strategy::name).join(", ");
        let why = format!("there is no {name:?}; there are {names}");
        let argument = "strategy";
        Error::Argument { argument, why }.into()
    })
}

type CheckArgs = (ResolverRef, Wanted, LuaString, Option<Wanted>, bool);

fn check(
    _: &Lua,
    (resolver, chosen, by, running, literal): CheckArgs,
) -> Answer<Report<CheckReport>> {
    resolver.shared(|resolver| {
        let (chosen, by) = (solution(Some(&chosen))?, strategy(&by)?);
        let running = solution(running.as_ref())?;
        let options = CheckOptions::new().running(running).literal(literal);
        Ok(Report(resolver.ready()?.check(&chosen, by, &options)?))
    })
}

type PlanArgs = (ResolverRef, LuaString, LuaString, LuaString, Option<Wanted>);

fn plan(_: &Lua, (resolver, name, from, to, running): PlanArgs) -> Answer<Report<UpdatePath>> {
    resolver.shared(|resolver| {
        let (name, from, to) = (text("name", &name)?, text("from", &from)?, text("to", &to)?);
        let running = solution(running.as_ref())?;
        Ok(Report(resolver.ready()?.plan(&name, &from, &to, &running)?))
    })
}

fn graph(_: &Lua, (resolver, chosen): (ResolverRef, Wanted)) -> Answer<Report<Vec<SolutionNode>>> {
    resolver.shared(|resolver| {
        let chosen = solution(Some(&chosen))?;
        Ok(Report(resolver.ready()?.graph(&chosen)?))
    })
}

pub(crate) fn register(lua: &Lua, module: &LuaTable) -> LuaResult<()> {
    module.set("resolver_check", lua.create_function(check)?)?;
    module.set("resolver_plan", lua.create_function(plan)?)?;
    module.set("resolver_graph", lua.create_function(graph)?)
}
