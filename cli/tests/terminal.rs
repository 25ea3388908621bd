//! On a terminal: colours, progress, and no package bytes. `script` (util-linux) plays terminal.

mod common;

use std::path::Path;
use std::process::{Command, Stdio};

use common::packed;

/// Runs a command line in a terminal; gives everything that appears on it, and the exit code.
fn on_terminal(dir: &Path, command: &str) -> (String, Option<i32>) {
    let binary = env!("CARGO_BIN_EXE_diram");
    let output = Command::new("script")
        .args([
            "--quiet",
            "--return",
            "--command",
            &format!("'{binary}' {command}"),
            "typescript",
        ])
        .current_dir(dir)
        .env("TERM", "xterm")
        .env_remove("NO_COLOR")
        .stdin(Stdio::null())
        .output()
        .expect("`script` of util-linux is installed");
    (
        String::from_utf8_lossy(&output.stdout).into_owned(),
        output.status.code(),
    )
}

#[test]
fn a_terminal_gets_colours_and_progress_and_a_pipe_does_not() {
    let dir = tempfile::tempdir().unwrap();
    packed(dir.path());
    let (text, code) = on_terminal(dir.path(), "verify p.zip");
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("\x1b[32mintact"), "{text:?}");
    assert!(text.contains("verify  "), "no progress bar: {text:?}");
    let (text, _) = on_terminal(dir.path(), "verify p.zip --json 2>errors | cat");
    assert!(!text.contains('\x1b'), "{text:?}");
    assert_eq!(
        std::fs::read_to_string(dir.path().join("errors")).unwrap(),
        ""
    );
}

#[test]
fn no_color_is_obeyed() {
    let dir = tempfile::tempdir().unwrap();
    let (text, code) = on_terminal(dir.path(), "verify no.zip");
    assert!(text.contains("\x1b[1m\x1b[31merror"), "{text:?}");
    assert_eq!(code, Some(1));
    let binary = env!("CARGO_BIN_EXE_diram");
    let output = Command::new("script")
        .args([
            "-qec",
            &format!("NO_COLOR=1 '{binary}' verify no.zip"),
            "typescript",
        ])
        .current_dir(dir.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        text.contains("error: no.zip") && !text.contains("\x1b[31m"),
        "{text:?}"
    );
}

#[test]
fn a_package_is_not_written_to_a_terminal() {
    let dir = tempfile::tempdir().unwrap();
    packed(dir.path());
    for command in ["pack in -o -", "heal p.zip -o -"] {
        let (text, code) = on_terminal(dir.path(), command);
        assert_eq!(code, Some(1), "{text}");
        assert!(
            text.contains("a package is not written to a terminal"),
            "{text}"
        );
        assert!(!text.contains("PK\x03"), "{command}");
    }
}
