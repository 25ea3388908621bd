//! Pipes and Ctrl-C.

mod common;

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Stdio};

use common::{diram, expect, noise, packed, run, run_with, stderr, stdout};
use rustix::process::{Pid, Signal, kill_process};

#[test]
fn a_stream_is_packed_and_unpacked_through_pipes() {
    let dir = tempfile::tempdir().unwrap();
    let data = noise(3_000_000);
    let packed = run_with(
        dir.path(),
        &["pack", "-", "--name", "s.bin", "-o", "-"],
        &data,
    );
    assert_eq!(packed.status.code(), Some(0), "{}", stderr(&packed));
    assert!(packed.stdout.starts_with(b"PK") && stderr(&packed).contains("packed standard input"));
    for verb in [
        &["verify", "-"][..],
        &["inspect", "-"],
        &["unpack", "-", "-C", "out"],
    ] {
        let output = run_with(dir.path(), verb, &packed.stdout);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{verb:?}: {}",
            stderr(&output)
        );
    }
    assert!(fs::read(dir.path().join("out/s.bin")).unwrap() == data);
    let healed = run_with(dir.path(), &["heal", "-", "-o", "-"], &packed.stdout);
    assert!(healed.stdout == packed.stdout, "{}", stderr(&healed));
}

#[test]
fn standard_output_and_a_file_get_the_same_package() {
    let dir = tempfile::tempdir().unwrap();
    packed(dir.path());
    let piped = run(dir.path(), ["pack", "in", "-o", "-", "--codec", "stored"]);
    assert!(
        piped.stdout == fs::read(dir.path().join("p.zip")).unwrap(),
        "{}",
        stderr(&piped)
    );
    let data = fs::read(dir.path().join("in/sub/noise")).unwrap();
    run_with(dir.path(), &["pack", "-", "-o", "file.zip"], &data);
    let piped = run_with(dir.path(), &["pack", "-", "-o", "-"], &data);
    assert!(piped.stdout == fs::read(dir.path().join("file.zip")).unwrap());
}

#[test]
fn json_stands_aside_when_the_package_is_on_standard_output() {
    let dir = tempfile::tempdir().unwrap();
    let output = run_with(dir.path(), &["pack", "-", "-o", "-", "--json"], b"text");
    assert!(output.stdout.starts_with(b"PK"));
    let report: serde_json::Value = serde_json::from_str(&stderr(&output)).unwrap();
    assert_eq!(report["input_bytes"], 4);
}

#[test]
fn a_reader_that_has_enough_is_no_error() {
    let dir = tempfile::tempdir().unwrap();
    packed(dir.path());
    let mut child = diram(dir.path());
    child
        .args(["inspect", "p.zip", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = child.spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        (output.status.code(), stderr(&output).as_str()),
        (Some(0), "")
    );
}

#[test]
fn a_package_cut_off_by_its_reader_is_an_error() {
    let dir = tempfile::tempdir().unwrap();
    packed(dir.path());
    let mut child = diram(dir.path());
    child
        .args(["pack", "in", "-o", "-"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = child.spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).starts_with("error: standard output: "),
        "{}",
        stderr(&output)
    );
}

#[test]
fn an_unreadable_stream_end_is_not_a_package() {
    let dir = tempfile::tempdir().unwrap();
    let output = run_with(dir.path(), &["verify", "-"], b"");
    assert_eq!(output.status.code(), Some(1), "{}", stdout(&output));
}

/// Starts the binary and feeds it until it is certainly at work: a pipe holds 64 KiB, so a
/// megabyte is only taken by a process that reads.
fn at_work(dir: &Path, args: &[&str]) -> Child {
    let mut child = diram(dir);
    child
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = child.spawn().unwrap();
    child
        .stdin
        .as_mut()
        .unwrap()
        .write_all(&noise(1 << 20))
        .unwrap();
    child
}

fn interrupt(child: &Child, signal: Signal) {
    kill_process(Pid::from_child(child), signal).unwrap();
}

/// Waits for the end; standard input stays open, so only the signal can have ended it.
fn ended(mut child: Child) -> (Option<i32>, String) {
    let input = child.stdin.take();
    let mut text = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    let code = child.wait().unwrap().code();
    drop(input);
    (code, text)
}

#[test]
fn ctrl_c_leaves_nothing_behind() {
    for args in [
        &["pack", "-", "-o", "p.zip"][..],
        &["unpack", "-", "-C", "out"],
        &["heal", "-", "-o", "h.zip"],
        &["verify", "-"],
    ] {
        for signal in [Signal::INT, Signal::TERM] {
            let dir = tempfile::tempdir().unwrap();
            let child = at_work(dir.path(), args);
            interrupt(&child, signal);
            let (code, text) = ended(child);
            assert_eq!(code, Some(130), "{args:?}: {text}");
            assert_eq!(text, "error: interrupted; nothing half-written is left\n");
            assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0, "{args:?}");
        }
    }
}

#[test]
fn ctrl_c_keeps_the_old_output() {
    let dir = tempfile::tempdir().unwrap();
    packed(dir.path());
    let before = fs::read(dir.path().join("p.zip")).unwrap();
    let child = at_work(dir.path(), &["pack", "-", "-o", "p.zip"]);
    interrupt(&child, Signal::INT);
    assert_eq!(ended(child).0, Some(130));
    assert!(fs::read(dir.path().join("p.zip")).unwrap() == before);
    expect(0, dir.path(), ["verify", "p.zip"]);
}

#[test]
fn ctrl_c_stops_work_in_progress() {
    let dir = tempfile::tempdir().unwrap();
    let fifo = dir.path().join("fifo");
    let made = std::process::Command::new("mkfifo")
        .arg(&fifo)
        .status()
        .unwrap();
    assert!(made.success());
    let mut child = diram(dir.path());
    child
        .args(["pack", "fifo", "-o", "p.zip"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let child = child.spawn().unwrap();
    let mut feed = fs::OpenOptions::new().write(true).open(&fifo).unwrap();
    let data = noise(1 << 20);
    feed.write_all(&data).unwrap();
    interrupt(&child, Signal::INT);
    // It takes what comes until it sees the signal, then nobody reads any more.
    while feed.write_all(&data).is_ok() {}
    assert_eq!(ended(child).0, Some(130));
    let left: Vec<_> = fs::read_dir(dir.path())
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .collect();
    assert_eq!(left, ["fifo"]);
}
