//! `--lock`: versions to prefer.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use crate::exit::Refusal;
use crate::text;

/// `{"name": "version"}`, or an answer of `diram resolve --json`, which has that as `solution`.
#[derive(Deserialize)]
#[serde(untagged)]
enum Lock {
    Answer { solution: BTreeMap<String, String> },
    Plain(BTreeMap<String, String>),
}

pub(super) fn read(json: &str, path: &Path) -> Result<Vec<(String, String)>, Refusal> {
    let lock: Lock = serde_json::from_str(json).map_err(|error| {
        let hint = "a lock is {\"name\": \"version\"}, or an answer of `diram resolve --json`";
        Refusal::usage(format!("{}: {error}", text::path(path)), Some(hint.into()))
    })?;
    let (Lock::Answer { solution } | Lock::Plain(solution)) = lock;
    let plain = |(label, version): (String, String)| (name(&label).to_owned(), version);
    Ok(solution.into_iter().map(plain).collect())
}

/// The name without its line: `core@2` is a line of `core`, `@me/core` is a name.
fn name(label: &str) -> &str {
    match label.rfind('@') {
        Some(at) if at > 0 => &label[..at],
        _ => label,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_are_read() {
        let pairs = |json| read(json, Path::new("lock.json")).ok();
        let core = || Some(vec![("@me/core".to_owned(), "1.0.0".to_owned())]);
        assert_eq!(pairs(r#"{"@me/core":"1.0.0"}"#), core());
        let answer = r#"{"feasible":true,"solution":{"@me/core@1":"1.0.0"},"steps":4}"#;
        assert_eq!(pairs(answer), core());
        assert_eq!(pairs("[]"), None);
        assert_eq!(pairs(r#"{"core":1}"#), None);
    }
}
