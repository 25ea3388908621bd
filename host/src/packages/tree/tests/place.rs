//! The staging folder and its ways to the target.

use std::fs;
use std::os::unix::fs::{MetadataExt, symlink};
use std::path::Path;

use super::snapshot::{set, snapshot};
use crate::Error;
use crate::packages::tree::Staging;

fn names(dir: &Path) -> Vec<String> {
    snapshot(dir)
        .0
        .into_keys()
        .map(|n| String::from_utf8(n).unwrap())
        .collect()
}

fn refused(target: &Path, force: bool) -> Error {
    Staging::new(target, force)
        .err()
        .expect("this target should be refused")
}

#[test]
fn a_new_target_appears_at_commit_with_its_parents() {
    let dir = tempfile::tempdir().unwrap();
    let target = dir.path().join("x/y/z");
    let staging = Staging::new(&target, false).unwrap();
    fs::write(staging.path().join("f"), b"1").unwrap();
    assert!(!target.exists());
    staging.commit().unwrap();
    assert_eq!(names(dir.path()), ["x", "x/y", "x/y/z", "x/y/z/f"]);
}

#[test]
fn nobody_else_looks_in_before_commit() {
    let dir = tempfile::tempdir().unwrap();
    let (target, plain) = (dir.path().join("t"), dir.path().join("plain"));
    fs::create_dir(&plain).unwrap();
    let staging = Staging::new(&target, false).unwrap();
    assert_eq!(fs::metadata(staging.path()).unwrap().mode() & 0o777, 0o700);
    staging.commit().unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().mode();
    assert_eq!(mode(&target), mode(&plain));
}

#[test]
fn dropping_leaves_nothing_not_even_parents() {
    let dir = tempfile::tempdir().unwrap();
    let staging = Staging::new(&dir.path().join("x/y/z"), false).unwrap();
    fs::create_dir(staging.path().join("d")).unwrap();
    fs::write(staging.path().join("d/f"), b"1").unwrap();
    set(&staging.path().join("d"), 0o500, 0);
    drop(staging);
    assert_eq!(names(dir.path()), [""; 0]);
}

#[test]
fn an_empty_target_is_replaced_and_keeps_its_mode() {
    let dir = tempfile::tempdir().unwrap();
    let target = dir.path().join("t");
    fs::create_dir(&target).unwrap();
    set(&target, 0o750, 0);
    let staging = Staging::new(&target, false).unwrap();
    fs::write(staging.path().join("f"), b"1").unwrap();
    staging.commit().unwrap();
    assert_eq!(names(dir.path()), ["t", "t/f"]);
    assert_eq!(fs::metadata(&target).unwrap().mode() & 0o777, 0o750);
}

#[test]
fn a_full_target_needs_force() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("mine"), b"1").unwrap();
    assert!(matches!(refused(dir.path(), false), Error::Exists { .. }));
    assert!(matches!(
        refused(&dir.path().join("mine"), true),
        Error::Io { .. }
    ));
    let staging = Staging::new(dir.path(), true).unwrap();
    drop(staging);
    assert_eq!(names(dir.path()), ["mine"]);
}

#[test]
fn a_target_that_fills_meanwhile_is_kept() {
    let dir = tempfile::tempdir().unwrap();
    let target = dir.path().join("t");
    let staging = Staging::new(&target, false).unwrap();
    fs::write(staging.path().join("f"), b"new").unwrap();
    fs::create_dir(&target).unwrap();
    fs::write(target.join("f"), b"old").unwrap();
    assert!(matches!(staging.commit(), Err(Error::Exists { .. })));
    assert_eq!(names(dir.path()), ["t", "t/f"]);
    assert_eq!(fs::read(target.join("f")).unwrap(), b"old");
}

#[test]
fn force_merges_folders_and_replaces_files() {
    let dir = tempfile::tempdir().unwrap();
    let target = dir.path();
    fs::create_dir(target.join("d")).unwrap();
    fs::write(target.join("d/keep"), b"keep").unwrap();
    fs::write(target.join("d/f"), b"old").unwrap();
    fs::write(target.join("g"), b"old").unwrap();
    let staging = Staging::new(target, true).unwrap();
    let from = staging.path().to_owned();
    fs::create_dir_all(from.join("d/new")).unwrap();
    fs::create_dir(from.join("g")).unwrap();
    fs::write(from.join("d/f"), b"new").unwrap();
    fs::write(from.join("g/h"), b"new").unwrap();
    set(&from.join("d"), 0o500, 1_000);
    staging.commit().unwrap();
    assert_eq!(names(target), ["d", "d/f", "d/keep", "d/new", "g", "g/h"]);
    assert_eq!(fs::read(target.join("d/f")).unwrap(), b"new");
    let merged = fs::metadata(target.join("d")).unwrap();
    assert_eq!((merged.mode() & 0o777, merged.mtime()), (0o500, 1_000));
    set(&target.join("d"), 0o700, 0);
}

#[test]
fn force_replaces_links_and_never_follows_them() {
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("f"), b"theirs").unwrap();
    let dir = tempfile::tempdir().unwrap();
    symlink(outside.path(), dir.path().join("d")).unwrap();
    symlink(outside.path().join("f"), dir.path().join("f")).unwrap();
    let staging = Staging::new(dir.path(), true).unwrap();
    fs::create_dir(staging.path().join("d")).unwrap();
    fs::write(staging.path().join("d/f"), b"mine").unwrap();
    fs::write(staging.path().join("f"), b"mine").unwrap();
    staging.commit().unwrap();
    assert_eq!(fs::read(outside.path().join("f")).unwrap(), b"theirs");
    assert_eq!(names(outside.path()), ["f"]);
    assert_eq!(names(dir.path()), ["d", "d/f", "f"]);
}

#[test]
fn a_file_does_not_replace_a_full_folder_and_nothing_is_moved_then() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("z")).unwrap();
    fs::write(dir.path().join("z/f"), b"1").unwrap();
    let staging = Staging::new(dir.path(), true).unwrap();
    fs::write(staging.path().join("a"), b"1").unwrap();
    fs::write(staging.path().join("z"), b"1").unwrap();
    let error = staging.commit().unwrap_err();
    assert!(
        matches!(&error, Error::Exists { path } if path.ends_with("z")),
        "{error}"
    );
    assert_eq!(names(dir.path()), ["z", "z/f"]);
}
