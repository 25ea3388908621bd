//! Locks: versions to prefer, or what runs now.

use std::collections::BTreeMap;
use std::path::Path;

use diram::resolve::{Solution, solution};
use serde::Deserialize;

use crate::exit::Refusal;
use crate::{file, text};

/// `{"name": "version"}`, or an answer of `diram resolve --json`, which has that as `solution`.
#[derive(Deserialize)]
#[serde(untagged)]
enum Lock {
    Answer { solution: BTreeMap<String, String> },
    Plain(BTreeMap<String, String>),
}

/// Labels (names with their line, where there are several) and versions of a lock file.
pub(crate) fn read(path: &Path) -> Result<BTreeMap<String, String>, Refusal> {
    parse(&file::text(path)?, path)
}

/// The same as names and versions.
pub(crate) fn names(path: &Path) -> Result<Vec<(String, String)>, Refusal> {
    let labels = read(path)?.into_iter();
    Ok(labels
        .map(|(label, version)| (name(&label).to_owned(), version))
        .collect())
}

/// What runs now: nothing where nobody says.
pub(crate) fn running(path: Option<&Path>) -> Result<Solution, Refusal> {
    Ok(match path {
        None => Solution::new(),
        Some(path) => solution(read(path)?)?,
    })
}

fn parse(json: &str, path: &Path) -> Result<BTreeMap<String, String>, Refusal> {
    let lock: Lock = serde_json::from_str(json).map_err(|error| {
        let hint = "a lock is {\"name\": \"version\"}, or an answer of `diram resolve --json`";
        Refusal::usage(format!("{}: {error}", text::path(path)), Some(hint.into()))
    })?;
    let (Lock::Answer { solution } | Lock::Plain(solution)) = lock;
    Ok(solution)
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
        let pairs = |json| parse(json, Path::new("lock.json")).ok();
        let lock = |label: &str| Some(BTreeMap::from([(label.to_owned(), "1.0.0".to_owned())]));
        assert_eq!(pairs(r#"{"@me/core":"1.0.0"}"#), lock("@me/core"));
        let answer = r#"{"feasible":true,"solution":{"@me/core@1":"1.0.0"},"steps":4}"#;
        assert_eq!(pairs(answer), lock("@me/core@1"));
        assert_eq!(pairs("[]"), None);
        assert_eq!(pairs(r#"{"core":1}"#), None);
    }

    #[test]
    fn a_name_is_a_label_without_its_line() {
        for (label, wanted) in [
            ("core", "core"),
            ("core@2", "core"),
            ("@me/core", "@me/core"),
        ] {
            assert_eq!(name(label), wanted);
        }
        assert_eq!(name("@me/core@2.experimental"), "@me/core");
    }
}
