//! Locks and manifests on disk: several writers, several manifests, broken ones.

use super::*;
use crate::plugins::{Ballot, Call};
use crate::registry::Committed;

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
