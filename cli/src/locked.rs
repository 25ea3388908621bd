//! Locks: versions to prefer, or what runs now.

use std::collections::BTreeMap;
use std::path::Path;

use diram::Error;
use diram::lock::LockFile;
use diram::resolve::{Solution, package_of, solution};
use serde::Deserialize;

use crate::exit::Refusal;
use crate::{file, text};

/// `{"name": "version"}`, an answer of `diram resolve --json`, which has that as `solution`, or a
/// `semverx-lock.json`.
#[derive(Deserialize)]
#[serde(untagged)]
enum Lock {
    File {
        #[serde(rename = "lock_version")]
        _version: serde_json::Number,
    },
    Answer {
        solution: BTreeMap<String, String>,
    },
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
        .map(|(label, version)| (package_of(&label).to_owned(), version))
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
    if path
        .file_name()
        .is_some_and(|name| name == LockFile::FILE_NAME)
    {
        return locked(json, path);
    }
    let lock: Lock = serde_json::from_str(json).map_err(|error| {
        let hint = "a lock is a semverx-lock.json, {\"name\": \"version\"}, or an answer of \
                    `diram resolve --json`";
        Refusal::usage(format!("{}: {error}", text::path(path)), Some(hint.into()))
    })?;
    match lock {
        Lock::File { .. } => locked(json, path),
        Lock::Answer { solution } | Lock::Plain(solution) => Ok(solution),
    }
}

/// What a `semverx-lock.json` holds.
fn locked(json: &str, path: &Path) -> Result<BTreeMap<String, String>, Refusal> {
    let lock = LockFile::parse(json).map_err(|source| Error::LockFile {
        path: path.into(),
        source: Box::new(source),
    })?;
    let packages = lock.packages.into_iter();
    Ok(packages
        .map(|(label, package)| (label, package.version.to_string()))
        .collect())
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
    fn a_lock_file_is_known_by_its_name_or_its_version() {
        let text = r#"{"lock_version":1,"registry":{"root":"ROOT","seq":1,"source":"live"},
            "policy":{},"requirements":{"core":"^1"},
            "packages":{"core":{"version":"1.2.0","source":"live","dependencies":{}}}}"#;
        let text = text.replace("ROOT", &"0".repeat(64));
        let wanted = BTreeMap::from([("core".into(), "1.stable.2.stable.0.stable".into())]);
        for name in ["dir/semverx-lock.json", "other.json"] {
            assert_eq!(parse(&text, Path::new(name)).ok(), Some(wanted.clone()));
            let wrong = text.replace("\"^1\"", "\"^2\"");
            let error = parse(&wrong, Path::new(name)).unwrap_err();
            assert_eq!(error.name(), "LOCK_FILE");
            let newer = text.replace("_version\":1", "_version\":2");
            let error = parse(&newer, Path::new(name)).unwrap_err();
            assert_eq!(error.name(), "UNSUPPORTED");
        }
        let plain = r#"{"lock_version":"1.0.0"}"#;
        assert!(parse(plain, Path::new("lock.json")).is_ok());
        assert!(parse(plain, Path::new("semverx-lock.json")).is_err());
    }
}
