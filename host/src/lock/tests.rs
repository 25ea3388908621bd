//! Projects in folders, locked again and again.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use tempfile::TempDir;

use super::*;
use crate::plugins::{Ballot, Call, Error as Veto, Hook, Package, Proposal, RegistryPlugin};
use crate::registry::{Committed, RegistryOptions};
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

/// Notes what it is asked, and refuses one hook.
struct Notary {
    refuses: Option<Hook>,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Notary {
    fn hear(&self, hook: Hook, what: String) -> Result<(), Veto> {
        self.heard.lock().unwrap().push(what);
        match self.refuses == Some(hook) {
            true => Err(Veto::Refused(format!("no {}", hook.name()))),
            false => Ok(()),
        }
    }
}

impl RegistryPlugin for Notary {
    fn on_install(&self, package: &Package) -> Result<(), Veto> {
        self.hear(Hook::OnInstall, format!("+{}", package.name))
    }

    fn on_update(&self, old: &Package, new: &Package) -> Result<(), Veto> {
        let what = format!("{} {}>{}", new.name, old.compact, new.compact);
        self.hear(Hook::OnUpdate, what)
    }

    fn on_remove(&self, package: &Package) -> Result<(), Veto> {
        self.hear(Hook::OnRemove, format!("-{}", package.name))
    }

    fn on_resolve(&self, proposal: &Proposal) -> Result<(), Veto> {
        let what = format!(
            "{} of {}",
            proposal.packages.len(),
            proposal.requirements["app"]
        );
        self.hear(Hook::OnResolve, what)
    }
}

#[test]
fn plugins_hear_what_comes_changes_and_goes_and_any_of_it_may_be_refused() {
    let dir = project("package.json", &asks("^1", ""));
    lock(&registry(), &dir);
    rewrite(
        &dir,
        r#"{"dependencies":{"app":"semverx:^2","new":"semverx:*"}}"#,
    );
    let lines = format!("{LINES}{}", r#"{"name":"new","version":"0.1.0","deps":{}}"#);
    let hooks = [
        Hook::OnResolve,
        Hook::OnRemove,
        Hook::OnUpdate,
        Hook::OnInstall,
    ];
    for refuses in hooks.map(Some).into_iter().chain([None]) {
        let registry = Registry::from_lines(&lines, &RegistryOptions::new()).unwrap();
        let heard = Arc::default();
        let plugin = Notary {
            refuses,
            heard: Arc::clone(&heard),
        };
        registry.plug(Arc::new(plugin)).unwrap();
        match refuses {
            Some(hook) => {
                let error = refused(&registry, &dir);
                assert_eq!(error.code(), Code::Plugin);
                assert_eq!(error.details()["votes"][0]["hook"], hook.name());
            }
            None => assert_eq!(lock(&registry, &dir).votes.len(), 4),
        }
        let heard = heard.lock().unwrap();
        assert_eq!(*heard, ["3 of ^2", "-log", "app 1.0.0>2.0.0", "+new"]);
    }
}

#[test]
fn a_check_and_a_lock_that_is_right_ask_nobody() {
    let (registry, dir) = (registry(), project("package.json", &asks("^1", "")));
    lock(&registry, &dir);
    let heard = Arc::default();
    let refuses = Some(Hook::OnResolve);
    registry
        .plug(Arc::new(Notary {
            refuses,
            heard: Arc::clone(&heard),
        }))
        .unwrap();
    assert_eq!(lock(&registry, &dir).status, LockStatus::Current);
    rewrite(&dir, &asks("^2", ""));
    registry
        .lock(dir.path(), &LockOptions::new().check(true))
        .unwrap();
    assert!(heard.lock().unwrap().is_empty());
}

#[test]
fn of_two_writers_the_second_is_refused() {
    let (registry, dir) = (registry(), project("package.json", &asks("^1", "")));
    let begin = || {
        registry
            .begin_lock(dir.path(), &LockOptions::new())
            .unwrap()
    };
    let (first, second) = (begin(), begin());
    let calls = first.calls().len();
    assert!(matches!(first.calls()[0], Call::OnResolve { .. }));
    let yes = || {
        vec![Ballot::new(
            "script",
            vec![crate::plugins::Answer::Yes; calls],
        )]
    };
    let Committed::Locked(report) = first.commit(yes()).unwrap() else {
        panic!("no lock");
    };
    assert_eq!(report.status, LockStatus::Written);
    let text = on_disk(&dir);
    let error = second.commit(yes()).unwrap_err();
    assert_eq!(error.code(), Code::LockFile);
    assert!(error.hint().is_some());
    assert_eq!(on_disk(&dir), text);
}

#[test]
fn many_writers_at_once_leave_one_whole_lock() {
    let dir = project("package.json", &asks("*", ""));
    let done: Vec<_> = std::thread::scope(|scope| {
        let work = || registry().lock(dir.path(), &LockOptions::new());
        let all: Vec<_> = (0..8).map(|_| scope.spawn(work)).collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let written = done.iter().filter(|done| {
        done.as_ref()
            .is_ok_and(|report| report.status == LockStatus::Written)
    });
    assert_eq!(written.count(), 1);
    for error in done.iter().filter_map(|done| done.as_ref().err()) {
        assert_eq!(error.code(), Code::LockFile);
    }
    LockFile::parse(&on_disk(&dir).unwrap()).unwrap();
}

#[test]
fn every_manifest_gives_the_same_lock() {
    let manifests = [
        ("package.json", asks("^1", "")),
        (
            "pyproject.toml",
            "[tool.semverx.dependencies]\napp = \"^1\"\n".into(),
        ),
        (
            "Cargo.toml",
            "[package.metadata.semverx.dependencies]\napp = \"semverx:^1\"\n".into(),
        ),
    ];
    let texts = manifests.map(|(file, text)| {
        let dir = project(file, &text);
        let report = lock(&registry(), &dir);
        assert_eq!(Path::new(&report.manifest).file_name(), Some(file.as_ref()));
        on_disk(&dir)
    });
    assert!(texts[0].is_some());
    assert_eq!(texts[0], texts[1]);
    assert_eq!(texts[0], texts[2]);
}

#[test]
fn a_folder_speaks_of_semverx_once() {
    let registry = registry();
    let dir = project("package.json", &asks("^1", ""));
    fs::write(dir.path().join("Cargo.toml"), "[package]\nname = \"x\"\n").unwrap();
    lock(&registry, &dir);
    fs::write(
        dir.path().join("Cargo.toml"),
        "[semverx.dependencies]\napp = \"^1\"\n",
    )
    .unwrap();
    let error = refused(&registry, &dir);
    assert!(
        error.to_string().contains("package.json and Cargo.toml"),
        "{error}"
    );
    let named = dir.path().join("Cargo.toml");
    assert_eq!(
        registry.lock(&named, &LockOptions::new()).unwrap().manifest,
        named.display().to_string()
    );

    let empty = TempDir::new().unwrap();
    for path in [
        empty.path().to_owned(),
        dir.path().join("semverx-lock.json"),
    ] {
        let error = registry.lock(&path, &LockOptions::new()).unwrap_err();
        assert_eq!(error.code(), Code::Argument, "{error}");
    }
    let gone: PathBuf = empty.path().join("no/package.json");
    assert_eq!(
        registry
            .lock(&gone, &LockOptions::new())
            .unwrap_err()
            .code(),
        Code::Io
    );
}

#[test]
fn a_broken_lock_is_said_and_kept() {
    let (registry, dir) = (registry(), project("package.json", &asks("^1", "")));
    let path = dir.path().join(LockFile::FILE_NAME);
    for broken in ["", "{", "{\"lock_version\": 9}", "[]"] {
        fs::write(&path, broken).unwrap();
        let error = refused(&registry, &dir);
        assert!(
            matches!(error.code(), Code::LockFile | Code::Unsupported),
            "{error}"
        );
        assert!(error.to_string().contains("semverx-lock.json"), "{error}");
    }
    fs::write(&path, b"\xff").unwrap();
    assert_eq!(
        registry
            .lock(dir.path(), &LockOptions::new())
            .unwrap_err()
            .code(),
        Code::Utf8
    );
    let mut broken = fs::OpenOptions::new()
        .write(true)
        .truncate(true)
        .open(dir.path().join("package.json"))
        .unwrap();
    std::io::Write::write_all(&mut broken, b"{\"semverx\":{\"polcy\":{}}}").unwrap();
    fs::remove_file(&path).unwrap();
    let error = refused(&registry, &dir);
    assert!(error.to_string().contains("package.json"), "{error}");
}

#[test]
fn a_pipe_in_place_of_a_file_is_refused_and_not_waited_for() {
    let (registry, dir) = (registry(), project("package.json", &asks("^1", "")));
    let pipe = |name: &str| {
        let path = dir.path().join(name);
        let mode = rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR;
        let kind = rustix::fs::FileType::Fifo;
        rustix::fs::mknodat(rustix::fs::CWD, &path, kind, mode, 0).unwrap();
        path
    };
    let refused = |project: &Path| {
        let error = registry.lock(project, &LockOptions::new()).unwrap_err();
        assert_eq!(error.code(), Code::Argument, "{error}");
        assert!(error.to_string().contains("neither a file"), "{error}");
    };
    pipe(LockFile::FILE_NAME);
    refused(dir.path());
    refused(&pipe("Cargo.toml"));
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

/// Answers a question only when it is let go.
struct Slow(Mutex<std::sync::mpsc::Receiver<()>>);

impl RegistryPlugin for Slow {
    fn on_resolve(&self, _: &Proposal) -> Result<(), Veto> {
        let gone = |_| Veto::Failed("gone".into());
        self.0.lock().unwrap().recv().map_err(gone)
    }
}

#[test]
fn the_manifest_says_how_strict_a_lock_is_and_who_waits_may_give_up() {
    for (strict, second) in [("true", false), ("false", true)] {
        let rest = format!(r#","semverx":{{"policy":{{"strict":{strict}}}}}"#);
        let sum = "ab".repeat(32);
        let line = format!(r#"{{"name":"app","version":"1.0.0","deps":{{}},"sha256":"{sum}"}}"#);
        let registry = Registry::from_lines(&line, &RegistryOptions::new()).unwrap();
        let dir = project("package.json", &asks("*", &rest));
        let (go, gate) = std::sync::mpsc::channel();
        let slow = Arc::new(Slow(Mutex::new(gate)));
        let short = std::time::Duration::from_millis(1);
        registry.plug_within(slow, short).unwrap();
        assert_eq!(refused(&registry, &dir).code(), Code::Plugin);
        let again = registry.lock(dir.path(), &LockOptions::new());
        assert_eq!(again.is_ok(), second, "strict {strict}");
        drop(go);
    }
    let (registry, dir) = (registry(), project("package.json", &asks("*", "")));
    let (go, gate) = std::sync::mpsc::channel();
    registry.plug(Arc::new(Slow(Mutex::new(gate)))).unwrap();
    let op = crate::Op::new();
    op.timeout(std::time::Duration::from_millis(1));
    let error = registry
        .lock(dir.path(), &LockOptions::new().op(&op))
        .unwrap_err();
    assert_eq!(error.code(), Code::Deadline);
    drop(go);
}

#[test]
fn the_report_of_orphans_agrees_with_that_of_the_lock() {
    let (registry, dir) = (registry(), project("package.json", &asks("^1", "")));
    lock(&registry, &dir);
    let orphans = crate::plugins::OrphanReport::new();
    registry.plug(Arc::new(orphans.clone())).unwrap();
    rewrite(&dir, &asks("^2", ""));
    let report = lock(&registry, &dir);
    assert!(report.removes[0].orphan);
    assert_eq!(orphans.orphans(), [report.removes[0].name.clone()]);
    let plugins = report
        .gates
        .iter()
        .map(|gate| gate.verdict(crate::registry::Gate::Plugins));
    assert!(plugins.clone().count() > 0);
    assert!(
        plugins
            .into_iter()
            .all(|v| v == crate::registry::GateVerdict::Valid)
    );
}
