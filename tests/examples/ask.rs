//! Asks the library the questions of vectors: a case a line on standard input, its result a line on
//! standard output. `tests/vectors/resolve/make.py --library` has certificates made with it.
//!
//! ```text
//! {"op": "resolve", "in": {"registry": "…", "requirements": [["app", "^1"]]}}
//! ```

#[path = "../tests/vectors/faults.rs"]
mod faults;
#[path = "../tests/vectors/input.rs"]
#[expect(dead_code, reason = "bytes are not asked about here")]
mod input;
#[path = "../tests/vectors/locks.rs"]
mod locks;
#[path = "../tests/vectors/observers.rs"]
mod observers;
#[path = "../tests/vectors/refused.rs"]
mod refused;
#[path = "../tests/vectors/registry.rs"]
mod registry;
#[path = "../tests/vectors/strategies.rs"]
mod strategies;

use std::io::BufRead;
use std::path::Path;

use input::Input;
use refused::Refused;
use serde_json::{Value, json};

fn main() {
    for line in std::io::stdin().lock().lines() {
        let case: Value = serde_json::from_str(&line.expect("UTF-8")).expect("a case");
        let input = Input {
            fields: &case["in"],
            folder: Path::new("."),
        };
        let op = case["op"].as_str().expect("an op");
        let result = match run(op, &input) {
            Ok(out) => json!({"out": out}),
            Err(error) => json!({"error": error.code.name(), "message": error.message}),
        };
        println!("{result}");
    }
}

fn run(op: &str, input: &Input<'_>) -> Result<Value, Refused> {
    let areas = [
        registry::run,
        strategies::run,
        faults::run,
        observers::run,
        locks::run,
    ];
    for area in areas {
        if let Some(result) = area(op, input)? {
            return Ok(result);
        }
    }
    panic!("{op} is not about registries")
}
