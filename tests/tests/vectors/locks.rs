//! The operation of locks.

use std::fs;

use diram::lock::{LockOptions, LockStatus};
use serde_json::{Value, json};

use crate::input::Input;
use crate::refused::Refused;
use crate::registry::{change, list, registry, text};

/// What a lock is called.
const LOCK: &str = "semverx-lock.json";

/// The result, or `None` for another operation.
pub(crate) fn run(op: &str, input: &Input<'_>) -> Result<Option<Value>, Refused> {
    if op != "lock" {
        return Ok(None);
    }
    // The policy is the manifest's.
    let registry = registry(input.fields)?;
    for step in list(&input.fields["steps"]) {
        change(&registry, step)?;
    }
    let folder = tempfile::tempdir().expect("a folder");
    for (name, content) in input.fields["files"].as_object().expect("files") {
        fs::write(folder.path().join(name), text(content)).expect("written");
    }
    let lock = folder.path().join(LOCK);
    if let Some(content) = input.fields["lock"].as_str() {
        fs::write(&lock, content).expect("written");
    }
    let project = match input.fields["manifest"].as_str() {
        Some(name) => folder.path().join(name),
        None => folder.path().to_owned(),
    };
    let locked = registry.lock(&project, &options(&input.fields["options"]));
    let after = fs::read_to_string(&lock).ok();
    if !matches!(&locked, Ok(report) if report.status == LockStatus::Written) {
        assert_eq!(after.as_deref(), input.fields["lock"].as_str(), "untouched");
    }
    let mut result = json!(locked?);
    result["lock"] = json!(after);
    Ok(Some(result))
}

fn options(fields: &Value) -> LockOptions {
    let mut options = LockOptions::new();
    for (key, value) in fields.as_object().expect("options") {
        options = match (key.as_str(), value) {
            ("now", now) => options.now(now.as_u64().expect("a number")),
            ("check", check) => options.check(check.as_bool().expect("a boolean")),
            ("update", Value::String(all)) if all == "all" => options.update_all(),
            ("update", names) => options.update(list(names).iter().map(text)),
            (other, _) => panic!("unknown option {other}"),
        };
    }
    options
}
