//! Operations of faults and gates.

use diram::registry::{FaultCause, FaultLevel, FaultReport, GateOptions, GateReport, Registry};
use serde_json::{Value, json};

use crate::input::Input;
use crate::refused::Refused;
use crate::registry::{change, list, registry, state, text};

/// The result, or `None` for an operation that is not about faults or gates.
pub(crate) fn run(op: &str, input: &Input<'_>) -> Result<Option<Value>, Refused> {
    Ok(Some(match op {
        "handle_fault" => handled(input)?,
        "gate" => {
            let (name, version) = (input.text("name"), input.text("version"));
            gates(&stepped(input)?.gate(name, version, &options(&input.fields["options"]))?)
        }
        "gate_publish" => {
            let options = options(&input.fields["options"]);
            gates(&stepped(input)?.gate_publish(input.text("line"), &options)?)
        }
        _ => return Ok(None),
    }))
}

fn handled(input: &Input<'_>) -> Result<Value, Refused> {
    let (registry, mut reports) = (registry(input.fields)?, Vec::new());
    for step in list(&input.fields["steps"]) {
        if step[0] == "handle_fault" {
            reports.push(shown(&handle_fault(&registry, step)?));
        } else {
            change(&registry, step)?;
        }
    }
    let mut result = state(&registry)?;
    result["reports"] = json!(reports);
    Ok(result)
}

/// Takes a step that reports a fault, by its level or its cause.
pub(crate) fn handle_fault(registry: &Registry, step: &Value) -> Result<FaultReport, Refused> {
    let level = match step[3].as_u64() {
        Some(level) => FaultLevel::new(level as u8)?,
        None => text(&step[3]).parse::<FaultCause>()?.level(),
    };
    Ok(registry.handle_fault(text(&step[1]), text(&step[2]), level)?)
}

/// The report, with the number and the root of its snapshot.
fn shown(report: &FaultReport) -> Value {
    let mut shown = json!(report);
    for field in ["seq", "root"] {
        shown[field] = shown["snapshot"][field].take();
    }
    shown.as_object_mut().expect("an object").remove("snapshot");
    shown
}

fn stepped(input: &Input<'_>) -> Result<Registry, Refused> {
    let registry = registry(input.fields)?;
    for step in list(&input.fields["steps"]) {
        change(&registry, step)?;
    }
    Ok(registry)
}

fn options(fields: &Value) -> GateOptions {
    let mut options = GateOptions::new();
    for (key, value) in fields.as_object().expect("options") {
        let number = || value.as_u64().expect("a number");
        options = match key.as_str() {
            "now" => options.now(number()),
            "sha256" => options.sha256(text(value)),
            "coherence" => options.coherence(number() as u16),
            "may_list" => options.may_list(value.as_bool().expect("a boolean")),
            "guarded_dependents" => options.guarded_dependents(number() as usize),
            other => panic!("unknown option {other}"),
        };
    }
    options
}

/// The report without sentences.
fn gates(report: &GateReport) -> Value {
    let mut shown = json!(report);
    let pairs = report.gates.iter();
    shown["gates"] = pairs.map(|one| json!([one.gate, one.verdict])).collect();
    shown
}
