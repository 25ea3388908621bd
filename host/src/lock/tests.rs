//! Projects in folders, locked again and again.

mod files;
mod votes;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use tempfile::TempDir;

use super::*;
use crate::registry::RegistryOptions;
use crate::{Code, Error, Failure};

const LINES: &str = r#"
{"name":"app","version":"1.0.0","deps":{"core":"^1","log":"*"}}
{"name":"app","version":"2.0.0","deps":{"core":"^1"}}
{"name":"core","version":"1.0.0","deps":{},"published":10}
{"name":"core","version":"1.1.0","deps":{},"published":20}
{"name":"log","version":"1.0.0","deps":{}}
"#;

/// A project with this manifest.
fn project(file: &str, text: &str) -> TempDir {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join(file), text).unwrap();
    dir
}

fn asks(range: &str, rest: &str) -> String {
    format!(r#"{{"dependencies":{{"app":"semverx:{range}"}}{rest}}}"#)
}

fn registry() -> Registry {
    Registry::from_lines(LINES, &RegistryOptions::new().clock(1_000)).unwrap()
}

fn lock(registry: &Registry, dir: &TempDir) -> LockReport {
    registry.lock(dir.path(), &LockOptions::new()).unwrap()
}

fn refused(registry: &Registry, dir: &TempDir) -> Error {
    let before = on_disk(dir);
    let error = registry
        .lock(dir.path(), &LockOptions::new())
        .expect_err("refused");
    assert_eq!(on_disk(dir), before, "the lock is what it was");
    error
}

fn on_disk(dir: &TempDir) -> Option<String> {
    fs::read_to_string(dir.path().join(LockFile::FILE_NAME)).ok()
}

fn rewrite(dir: &TempDir, text: &str) {
    fs::write(dir.path().join("package.json"), text).unwrap();
}

fn installed(report: &LockReport) -> Vec<&str> {
    report.installs.iter().map(|p| &*p.name).collect()
}

#[test]
fn what_is_locked_stays_until_it_no_longer_fits() {
    let (registry, dir) = (registry(), project("package.json", &asks("1.0.0", "")));
    let first = lock(&registry, &dir);
    assert_eq!(first.status, LockStatus::Written);
    assert_eq!(installed(&first), ["app", "core", "log"]);
    assert_eq!(first.solution["core"], "1.stable.1.stable.0.stable");
    assert_eq!(first.gates.len(), 3);
    let text = on_disk(&dir).unwrap();
    assert_eq!(LockFile::parse(&text).unwrap().to_text(), text);

    registry
        .publish(r#"{"name":"core","version":"1.2.0","deps":{}}"#)
        .unwrap();
    let second = lock(&registry, &dir);
    assert_eq!(second.status, LockStatus::Current);
    assert_eq!(
        on_disk(&dir).unwrap(),
        text,
        "a newer snapshot is no reason"
    );
    let newer = &second.available[0];
    assert_eq!(
        (&*newer.name, &*newer.newer),
        ("core", "1.stable.2.stable.0.stable")
    );

    rewrite(&dir, &asks("^2", ""));
    let check = LockOptions::new().check(true);
    assert_eq!(
        registry.lock(dir.path(), &check).unwrap().status,
        LockStatus::Stale
    );
    assert_eq!(on_disk(&dir).unwrap(), text, "a check writes nothing");
    let third = lock(&registry, &dir);
    assert_eq!(third.updates[0].new, "2.stable.0.stable.0.stable");
    assert_eq!(
        (&*third.removes[0].name, third.removes[0].orphan),
        ("log", true)
    );
    assert_eq!(third.solution["core"], "1.stable.1.stable.0.stable");

    let fourth = registry
        .lock(dir.path(), &LockOptions::new().update(["core"]))
        .unwrap();
    assert_eq!(fourth.solution["core"], "1.stable.2.stable.0.stable");
    assert!(fourth.available.is_empty());
}

#[test]
fn a_policy_says_what_becomes_of_locked_versions() {
    for (auto, moves, offered) in [
        ("off", false, 0),
        ("opt-in", false, 1),
        ("mandatory", true, 0),
    ] {
        let rest = format!(r#","semverx":{{"policy":{{"auto_update":"{auto}"}}}}"#);
        let (registry, dir) = (registry(), project("package.json", &asks("2.0.0", &rest)));
        lock(&registry, &dir);
        registry
            .publish(r#"{"name":"core","version":"1.2.0","deps":{}}"#)
            .unwrap();
        registry.set_fault("core", "1.1.0", 9).unwrap();
        let report = lock(&registry, &dir);
        assert_eq!(report.updates.len(), usize::from(moves), "{auto}");
        assert_eq!(report.available.len(), offered, "{auto}");
    }
}

#[test]
fn what_only_the_lock_still_allows_stays() {
    let (registry, dir) = (registry(), project("package.json", &asks("~1.0", "")));
    lock(&registry, &dir);
    registry.yank("app", "1.0.0").unwrap();
    let second = lock(&registry, &dir);
    assert_eq!(
        (second.status, second.available),
        (LockStatus::Current, vec![])
    );
    fs::remove_file(dir.path().join(LockFile::FILE_NAME)).unwrap();
    assert_eq!(refused(&registry, &dir).code(), Code::NoSolution);
}

#[test]
fn nothing_that_does_not_fit_is_written() {
    let (registry, dir) = (registry(), project("package.json", &asks("^9", "")));
    let error = refused(&registry, &dir);
    assert_eq!(error.code(), Code::NoSolution);
    assert!(error.to_string().contains("app"), "{error}");
    rewrite(&dir, r#"{"dependencies":{"ap":"semverx:*"}}"#);
    assert_eq!(refused(&registry, &dir).details()["near"][0], "app");
}

#[test]
fn gates_refuse_what_contradicts_itself_and_a_strict_policy_what_is_unknown() {
    let lines = r#"{"name":"app","version":"1.0.0","deps":{},"fault":13}"#;
    let options = RegistryOptions::new().clock(1_000);
    let broken = Registry::from_lines(lines, &options).unwrap();
    let rest = r#","semverx":{"policy":{"max_fault":17}}"#;
    let dir = project("package.json", &asks("1.0.0", rest));
    let error = refused(&broken, &dir);
    assert!(
        matches!(error.code(), Code::Gate | Code::NoSolution),
        "{error}"
    );

    let rest = r#","semverx":{"policy":{"strict":true}}"#;
    let dir = project("package.json", &asks("1.0.0", rest));
    let error = refused(&registry(), &dir);
    assert_eq!(error.code(), Code::Gate);
    assert!(error.to_string().contains("checksum"), "{error}");
}

#[test]
fn a_locked_version_that_is_other_bytes_now_is_refused() {
    let with = |sum: char| {
        let sum: String = std::iter::repeat_n(sum, 64).collect();
        let line = format!(r#"{{"name":"app","version":"1.0.0","deps":{{}},"sha256":"{sum}"}}"#);
        Registry::from_lines(&line, &RegistryOptions::new()).unwrap()
    };
    let dir = project("package.json", &asks("^1", ""));
    lock(&with('a'), &dir);
    let error = refused(&with('b'), &dir);
    assert_eq!(error.code(), Code::Gate, "{error}");
    for part in ["checksum", "aaaa", "bbbb"] {
        assert!(error.to_string().contains(part), "{error}");
    }
    fs::remove_file(dir.path().join(LockFile::FILE_NAME)).unwrap();
    assert_eq!(lock(&with('b'), &dir).status, LockStatus::Written);
}

#[test]
fn a_begun_lock_is_refused_when_its_world_changed() {
    let (registry, dir) = (registry(), project("package.json", &asks("^2", "")));
    let begin = || {
        registry
            .begin_lock(dir.path(), &LockOptions::new())
            .unwrap()
    };
    let harmless = begin();
    registry
        .publish(r#"{"name":"log","version":"9.0.0","deps":{}}"#)
        .unwrap();
    let faulty = begin();
    registry.set_fault("core", "1.1.0", 14).unwrap();
    let error = faulty.commit(Vec::new()).unwrap_err();
    assert_eq!(error.code(), Code::State);
    assert!(error.to_string().contains("core 1.1.0"), "{error}");
    assert_eq!(harmless.commit(Vec::new()).unwrap_err().code(), Code::State);
    registry.set_fault("core", "1.1.0", 0).unwrap();
    let rewritten = begin();
    rewrite(&dir, &asks("^1", ""));
    let error = rewritten.commit(Vec::new()).unwrap_err();
    assert_eq!(error.code(), Code::LockFile);
    assert!(error.to_string().contains("package.json"), "{error}");
    assert!(on_disk(&dir).is_none());

    let newer = begin();
    registry
        .publish(r#"{"name":"log","version":"9.1.0","deps":{}}"#)
        .unwrap();
    newer.commit(Vec::new()).unwrap();
}

#[test]
fn names_and_labels_may_move_and_no_others() {
    let rest = r#","semverx":{"policy":{"lines":"major"}}"#;
    let (registry, dir) = (registry(), project("package.json", &asks("^2", rest)));
    lock(&registry, &dir);
    registry
        .publish(r#"{"name":"core","version":"1.2.0","deps":{}}"#)
        .unwrap();
    let offered = lock(&registry, &dir).available.remove(0).name;
    assert_eq!(offered, "core@1");
    let unknown = LockOptions::new().update(["cor"]);
    let error = registry.lock(dir.path(), &unknown).unwrap_err();
    assert_eq!(error.code(), Code::Argument, "{error}");
    let report = registry
        .lock(dir.path(), &LockOptions::new().update([offered]))
        .unwrap();
    assert_eq!(report.updates[0].new, "1.stable.2.stable.0.stable");
}
