//! The operation of observers.

use std::collections::BTreeMap;

use diram::registry::{Registry, Subscription};
use serde_json::{Value, json};

use crate::faults::handle_fault;
use crate::input::Input;
use crate::refused::Refused;
use crate::registry::{change, list, registry, text};

/// The result, or `None` for another operation.
pub(crate) fn run(op: &str, input: &Input<'_>) -> Result<Option<Value>, Refused> {
    if op != "observe" {
        return Ok(None);
    }
    let mut observed = Observed {
        registry: registry(input.fields)?,
        observers: BTreeMap::new(),
        answers: Vec::new(),
    };
    observed.take(list(&input.fields["steps"]));
    Ok(Some(json!({"answers": observed.answers})))
}

struct Observed {
    registry: Registry,
    observers: BTreeMap<String, Subscription>,
    answers: Vec<Value>,
}

impl Observed {
    /// Takes steps; what is refused is an answer.
    fn take(&mut self, steps: &[Value]) {
        for step in steps {
            if step[0] == "repeat" {
                for number in 0..step[1].as_u64().expect("how often") {
                    self.take(list(&numbered(&step[2], number)));
                }
            } else if let Err(refused) = self.step(step) {
                self.answers.push(json!({"error": refused.code.name()}));
            }
        }
    }

    fn step(&mut self, step: &Value) -> Result<(), Refused> {
        let number = || step[1].as_u64().expect("a number");
        match text(&step[0]) {
            "subscribe" => {
                let observer = self.registry.subscribe(text(&step[2]), step[3].as_u64())?;
                self.observers.insert(text(&step[1]).to_owned(), observer);
            }
            "close" => drop(self.observers.remove(text(&step[1])).expect("an observer")),
            "advance" => self.registry.advance_clock(number())?,
            "next" => {
                let next = self.observers[text(&step[1])].try_next();
                self.answers.push(json!(next));
            }
            "drain" => {
                let observer = &self.observers[text(&step[1])];
                let all: Vec<_> = std::iter::from_fn(|| observer.try_next()).collect();
                self.answers.push(json!(all));
            }
            "stale" => {
                let stale = self.registry.check_stale(number() as u32)?;
                self.answers.push(json!(stale));
            }
            "handle_fault" => drop(handle_fault(&self.registry, step)?),
            _ => change(&self.registry, step)?,
        }
        Ok(())
    }
}

/// The same with `%d` in every text replaced by a number.
fn numbered(value: &Value, number: u64) -> Value {
    match value {
        Value::String(text) => text.replace("%d", &number.to_string()).into(),
        Value::Array(list) => list.iter().map(|one| numbered(one, number)).collect(),
        other => other.clone(),
    }
}
