//! Folders, and what the plugin says.

use std::fs;
use std::path::Path;

use super::folder::{self, Limits};
use super::*;
use crate::registry::{Registry, RegistryOptions};
use crate::{Code, Failure};

/// An advisory about `core` with one range of these events.
fn advisory(id: &str, events: &str) -> String {
    format!(
        r#"{{"id":"{id}","affected":[{{"package":{{"ecosystem":"SemVerX","name":"core"}},
        "ranges":[{{"type":"SEMVER","events":[{events}]}}]}}],
        "database_specific":{{"severity":"HIGH"}}}}"#
    )
}

fn core(version: &str) -> Package {
    let line = format!(r#"{{"name":"core","version":"{version}","deps":{{}}}}"#);
    let registry = Registry::from_lines(&line, &RegistryOptions::new()).unwrap();
    registry.info("core", version).unwrap()
}

fn scanner(texts: &[String]) -> SecurityScanner {
    let mut advisories = Advisories::new();
    for text in texts {
        advisories
            .add("", Advisory::parse(text).expect(text))
            .expect(text);
    }
    SecurityScanner::new(advisories)
}

fn write(folder: &Path, name: &str, text: impl AsRef<[u8]>) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn why(answer: Result<(), Error>) -> String {
    match answer {
        Err(Error::Refused(why)) => why,
        other => panic!("{other:?} is no refusal"),
    }
}

#[test]
fn installs_are_refused_with_ids_and_fixes() {
    let scanner = scanner(&[
        advisory("B-1", r#"{"introduced":"0"},{"fixed":"1.4.2"}"#),
        advisory("A-1", r#"{"introduced":"1.0.0"},{"last_affected":"1.9.0"}"#),
    ]);
    assert_eq!(scanner.name(), "SecurityScanner");
    assert_eq!(scanner.advisories(&core("1.4.1")), ["A-1", "B-1"]);
    assert_eq!(
        why(scanner.on_install(&core("1.4.1"))),
        "it has known vulnerabilities: A-1 (high, no fix is known), B-1 (high, fixed in 1.4.2)"
    );
    assert!(scanner.has_vulnerabilities(&core("1.4.2")));
    assert!(!scanner.has_vulnerabilities(&core("2.0.0")));
    assert_eq!(scanner.on_install(&core("2.0.0")), Ok(()));
    for any in [
        scanner.on_publish(&core("1.4.1")),
        scanner.on_remove(&core("1.4.1")),
    ] {
        assert_eq!(any, Ok(()));
    }
}

#[test]
fn a_long_list_is_cut() {
    let all: Vec<String> = (10..30)
        .map(|n| advisory(&format!("A-{n}"), r#"{"introduced":"0"}"#))
        .collect();
    let why = why(scanner(&all).on_install(&core("1.0.0")));
    assert!(
        why.ends_with("A-17 (high, no fix is known), and 12 more"),
        "{why}"
    );
}

#[test]
fn updates_may_not_be_worse() {
    let scanner = scanner(&[
        advisory("OLD", r#"{"introduced":"0"},{"fixed":"2.0.0"}"#),
        advisory("NEW", r#"{"introduced":"1.5.0"},{"fixed":"1.6.0"}"#),
    ]);
    let update = |old: &str, new: &str| scanner.on_update(&core(old), &core(new));
    // A healthy package, one that stays ill, and one that gets well.
    assert_eq!(update("2.0.0", "2.1.0"), Ok(()));
    assert_eq!(update("1.0.0", "1.1.0"), Ok(()));
    assert_eq!(update("1.0.0", "2.0.0"), Ok(()));
    let message = "it has known vulnerabilities: NEW (high, fixed in 1.6.0)";
    assert_eq!(why(update("1.0.0", "1.5.0")), message);
    assert!(why(update("2.0.0", "1.0.0")).contains("OLD"));

    let fixes = |old: &str, new: &str| scanner.fixes_vulnerabilities(&core(old), &core(new));
    assert!(fixes("1.0.0", "2.0.0") && fixes("2.0.0", "2.1.0") && fixes("2.0.0", "1.0.0"));
    assert!(!fixes("1.0.0", "1.1.0") && !fixes("1.0.0", "1.5.0"));
}

#[test]
fn a_fix_must_fix() {
    let broken = r#"{"id":"A-1","affected":[{"package":{"ecosystem":"SemVerX","name":"core"},
        "versions":["1.4.2"],
        "ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"1.4.2"}]}]}]}"#;
    let scanner = scanner(&[broken.to_owned()]);
    assert_eq!(
        why(scanner.on_update(&core("1.4.1"), &core("1.4.2"))),
        "the update does not fix the known vulnerabilities: A-1 (medium, no fix is known)"
    );
    assert_eq!(scanner.on_update(&core("1.4.0"), &core("1.4.1")), Ok(()));
    assert_eq!(scanner.on_update(&core("1.4.2"), &core("1.4.3")), Ok(()));
}

#[test]
fn another_id_of_the_same_vulnerability_is_nothing_new() {
    let alias = advisory("GHSA-1", r#"{"introduced":"1.5.0"}"#);
    let alias = alias.replacen('{', r#"{"aliases":["CVE-1"],"#, 1);
    let scanner = scanner(&[
        advisory("CVE-1", r#"{"introduced":"0"},{"fixed":"1.5.0"}"#),
        alias,
    ]);
    assert_eq!(scanner.on_update(&core("1.0.0"), &core("1.6.0")), Ok(()));
    assert!(!scanner.fixes_vulnerabilities(&core("1.0.0"), &core("1.6.0")));
}

#[test]
fn what_cannot_be_read_is_no_consent() {
    let scanner = scanner(&[]);
    let mut odd = core("1.0.0");
    odd.version = "one".into();
    let fine = core("1.0.0");
    for answer in [
        scanner.on_install(&odd),
        scanner.on_update(&odd, &fine),
        scanner.on_update(&fine, &odd),
    ] {
        assert!(matches!(answer, Err(Error::Failed(_))), "{answer:?}");
    }
    assert!(scanner.has_vulnerabilities(&odd) && !scanner.fixes_vulnerabilities(&odd, &fine));
    assert!(scanner.advisories(&odd).is_empty());
}

#[test]
fn folders_are_read_with_all_below() {
    let folder = tempfile::tempdir().unwrap();
    let one = advisory("A-1", r#"{"introduced":"0"}"#);
    write(folder.path(), "2026/01/A-1.json", &one);
    write(folder.path(), "copy/A-1.json", &one);
    write(
        folder.path(),
        "A-2.json",
        r#"{"id":"A-2","affected":[{"package":{"ecosystem":"npm","name":"x"}}]}"#,
    );
    write(folder.path(), "README.md", "not an advisory");
    write(folder.path(), ".git/broken.json", "not an advisory");
    write(folder.path(), ".broken.json", "not an advisory");
    let scanner = SecurityScanner::open(folder.path()).unwrap();
    let counts = scanner.counts();
    assert_eq!(
        (counts.advisories, counts.repeated, counts.foreign),
        (2, 1, 1)
    );
    assert_eq!(scanner.advisories(&core("1.0.0")), ["A-1"]);
}

#[cfg(unix)]
#[test]
fn links_that_lead_in_circles_end() {
    let folder = tempfile::tempdir().unwrap();
    write(
        folder.path(),
        "a/A-1.json",
        advisory("A-1", r#"{"introduced":"0"}"#),
    );
    std::os::unix::fs::symlink("..", folder.path().join("a/up")).unwrap();
    std::os::unix::fs::symlink("a", folder.path().join("again")).unwrap();
    let counts = SecurityScanner::open(folder.path()).unwrap().counts();
    assert_eq!((counts.advisories, counts.repeated), (1, 0));
    std::os::unix::fs::symlink("nowhere", folder.path().join("gone.json")).unwrap();
    let error = SecurityScanner::open(folder.path()).unwrap_err();
    assert!(error.to_string().contains("gone.json"), "{error}");
}

#[test]
fn every_wrong_file_is_named() {
    let good = advisory("A-1", r#"{"introduced":"0"}"#);
    for (text, code, message) in [
        ("{".into(), Code::Format, "x/B.json: line 1, column 1: EOF"),
        (
            good.replace("SemVerX", "semverx"),
            Code::Format,
            "x/B.json: affected[0].package.ecosystem: ",
        ),
        (
            good.replace("\"0\"", "\"1.0\""),
            Code::Version,
            "x/B.json: affected[0].ranges[0].events[0].introduced: ",
        ),
        (
            advisory("A-1", r#"{"introduced":"1.0.0"}"#),
            Code::Corrupt,
            ": A-1 stands in A.json and in x/B.json, and they do not say the same",
        ),
        (
            " ".repeat(diram_core::osv::MAX_FILE + 1),
            Code::Limit,
            "x/B.json: 8388609 bytes",
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "A.json", &good);
        write(folder.path(), "x/B.json", text);
        let error = SecurityScanner::open(folder.path()).unwrap_err();
        assert!(
            error.to_string().contains(message),
            "{error}, not {message}"
        );
        assert_eq!(error.code(), code, "{error}");
        let path = folder.path().to_string_lossy().into_owned();
        assert!(error.details()["path"].as_str().unwrap().starts_with(&path));
    }
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "A.json", b"{\n\"id\":\"\xff\"}");
    let error = SecurityScanner::open(folder.path()).unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("A.json: line 2, column 7: this is not UTF-8"),
        "{error}"
    );
}

#[test]
fn folders_have_limits() {
    let folder = tempfile::tempdir().unwrap();
    let error = SecurityScanner::open(folder.path()).unwrap_err();
    assert!(
        error.to_string().ends_with("it holds no .json file"),
        "{error}"
    );
    assert_eq!(
        SecurityScanner::open(folder.path().join("no"))
            .unwrap_err()
            .code(),
        Code::Io
    );

    let one = r#"{"id":"A"}"#;
    write(folder.path(), "A.json", one);
    write(folder.path(), "B.json", r#"{"id":"B"}"#);
    let read = |bytes, files| folder::read(folder.path(), &Limits { bytes, files });
    let all = 2 * one.len() as u64;
    assert_eq!(read(all, 2).unwrap().counts().advisories, 2);
    assert!(
        read(all - 1, 2)
            .unwrap_err()
            .to_string()
            .ends_with("it holds more than 19 bytes")
    );
    assert!(
        read(all, 1)
            .unwrap_err()
            .to_string()
            .ends_with("more than 1 files")
    );
}
