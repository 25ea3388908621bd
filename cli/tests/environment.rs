//! Where the registry comes from: `-r`, else `DIRAM_REGISTRY`; files, folders, pipes.

mod common;

use std::fs::{self, OpenOptions};
use std::path::Path;
use std::process::{Output, Stdio};

use common::{diram, expect, expect_error, registry, run, run_with, stderr, stdout};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

fn here() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    registry(dir.path());
    dir
}

fn run_in(dir: &Path, registry: &str, args: &[&str]) -> Output {
    let mut command = diram(dir);
    command.args(args).env("DIRAM_REGISTRY", registry);
    command.output().unwrap()
}

/// The verbs that ask a registry.
const ASKING: [&[&str]; 3] = [
    &["resolve", "app", "1.0"],
    &["check", "app@1.0"],
    &["plan", "core", "1.0.0", "2.0.0"],
];

#[test]
fn the_environment_names_the_registry() {
    let dir = here();
    for args in ASKING {
        let named = [args, &["-r", "reg.ndjson"]].concat();
        let wanted = expect(0, dir.path(), named);
        let output = run_in(dir.path(), "reg.ndjson", args);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        assert_eq!(stdout(&output), wanted);
        // -r wins.
        let output = run_in(dir.path(), "none", &[args, &["-r", "reg.ndjson"]].concat());
        assert_eq!(stdout(&output), wanted);
        let output = run_in(dir.path(), "none.ndjson", args);
        assert!(stderr(&output).starts_with("error: none.ndjson: "));
    }
}

#[test]
fn without_a_registry_both_ways_to_name_one_are_told() {
    let dir = here();
    for args in ASKING {
        let (unset, empty) = (run(dir.path(), args), run_in(dir.path(), "", args));
        for output in [unset, empty] {
            expect_error(
                &output,
                1,
                "neither -r nor DIRAM_REGISTRY names a registry",
                "a registry file (.ndjson) or a folder of them with -r or in DIRAM_REGISTRY",
            );
        }
        let output = run_in(dir.path(), "https://me:pw@r.obinexus.org/live", args);
        let text = stderr(&output);
        assert!(
            text.starts_with("error: https://r.obinexus.org/live: "),
            "{text}"
        );
    }
}

#[test]
fn the_tier_holds_for_the_environment_too() {
    let dir = here();
    fs::create_dir(dir.path().join("regs")).unwrap();
    fs::rename(
        dir.path().join("reg.ndjson"),
        dir.path().join("regs/b.ndjson"),
    )
    .unwrap();
    fs::write(dir.path().join("regs/live.ndjson"), "").unwrap();
    let ask = |tier: &str| run_in(dir.path(), "regs", &["resolve", "log", "--tier", tier]);
    assert_eq!(stdout(&ask("b")), "core  2.0.0\nlog   1.0.0\n");
    assert_eq!(ask("live").status.code(), Some(2));
    expect_error_of_tier(&ask("c"));
}

#[track_caller]
fn expect_error_of_tier(output: &Output) {
    let text = stderr(output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("there is b, live"), "{text}");
}

#[test]
fn a_proof_is_held_against_the_registry_of_the_environment() {
    let dir = here();
    let args = [
        "resolve",
        "-r",
        "reg.ndjson",
        "app",
        "--certificate",
        "c.json",
        "--json",
    ];
    let answer: serde_json::Value = serde_json::from_str(&expect(0, dir.path(), args)).unwrap();
    let verify = ["verify-resolution", "c.json"];
    expect(3, dir.path(), verify);
    let output = run_in(dir.path(), "reg.ndjson", &verify);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    // Another anchor was asked for: the environment is not looked at.
    let root = answer["snapshot"]["root"].as_str().unwrap();
    let output = run_in(
        dir.path(),
        "none",
        &[&verify[..], &["--root", root]].concat(),
    );
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let output = run_in(
        dir.path(),
        "reg.ndjson",
        &[&verify[..], &["--tier", "b"]].concat(),
    );
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
}

#[test]
fn a_registry_may_come_through_a_pipe() {
    let dir = here();
    let lines = fs::read(dir.path().join("reg.ndjson")).unwrap();
    let args = ["resolve", "-r", "/dev/stdin", "app", "1.0"];
    let output = run_with(dir.path(), &args, &lines);
    assert_eq!(
        stdout(&output),
        "app   1.0.0\ncore  1.4.0\n",
        "{}",
        stderr(&output)
    );

    let bash = std::process::Command::new("bash")
        .args(["-c", "\"$0\" resolve -r <(cat reg.ndjson) app 1.0"])
        .arg(env!("CARGO_BIN_EXE_diram"))
        .current_dir(dir.path())
        .output()
        .unwrap();
    assert_eq!(stdout(&bash), stdout(&output), "{}", stderr(&bash));

    let broken = run_with(dir.path(), &args, b"\xef\xbb\xbf{}\n");
    expect_error(
        &broken,
        1,
        "/dev/stdin: line 1, column 1",
        "without a byte order mark",
    );
}

#[test]
fn ctrl_c_ends_the_wait_for_a_registry() {
    let dir = here();
    let pipe = dir.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    let mut command = diram(dir.path());
    command.args(["resolve", "-r", "pipe", "app"]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.spawn().unwrap();
    // This waits until the command reads, which begins after it listens to signals.
    let writer = OpenOptions::new().write(true).open(&pipe).unwrap();
    kill_process(Pid::from_child(&child), Signal::INT).unwrap();
    let output = child.wait_with_output().unwrap();
    drop(writer);
    assert_eq!(
        (output.status.code(), stderr(&output).as_str()),
        (
            Some(130),
            "error: interrupted; nothing half-written is left\n"
        )
    );
}
