//! Operations of the three strategies.

use diram::resolve::{CheckOptions, Resolver, Solution, Strategy, solution};
use serde_json::{Value, json};

use crate::input::Input;
use crate::refused::Refused;
use crate::registry::{policy, registry, text};

/// The result, or `None` for an operation that is not about strategies.
pub(crate) fn run(op: &str, input: &Input<'_>) -> Result<Option<Value>, Refused> {
    if !["check", "plan", "graph"].contains(&op) {
        return Ok(None);
    }
    let resolver = Resolver::new(&registry(input.fields)?, &policy(input.fields)?)?;
    Ok(Some(match op {
        "check" => check(&resolver, input)?,
        "plan" => {
            let running = chosen(&input.fields["running"])?;
            let (from, to) = (input.text("from"), input.text("to"));
            json!(resolver.plan(input.text("name"), from, to, &running)?)
        }
        _ => json!({"nodes": resolver.graph(&chosen(&input.fields["solution"])?)?}),
    }))
}

/// Label to version, or nothing.
fn chosen(value: &Value) -> Result<Solution, Refused> {
    let pairs = value.as_object().into_iter().flatten();
    Ok(solution(
        pairs.map(|(label, version)| (label, text(version))),
    )?)
}

fn check(resolver: &Resolver, input: &Input<'_>) -> Result<Value, Refused> {
    let wanted = input.text("strategy");
    let strategy = Strategy::ALL.into_iter().find(|one| one.name() == wanted);
    let strategy = strategy.unwrap_or_else(|| panic!("no strategy {wanted}"));
    let options = CheckOptions::new()
        .running(chosen(&input.fields["running"])?)
        .literal(input.flag("literal"));
    let solution = chosen(&input.fields["solution"])?;
    let mut report = json!(resolver.check(&solution, strategy, &options)?);
    // Sentences differ from release to release.
    for way in report["ways"].as_array_mut().into_iter().flatten() {
        way.as_object_mut().expect("a way").remove("reason");
    }
    Ok(report)
}
