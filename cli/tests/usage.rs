//! Help, version, completions, manual pages, and wrong use.

mod common;

use std::path::Path;

use common::{diram, expect, expect_error, run, stderr, stdout};

const VERBS: [&str; 12] = [
    "pack",
    "verify",
    "inspect",
    "heal",
    "unpack",
    "version",
    "resolve",
    "check",
    "plan",
    "verify-resolution",
    "completions",
    "man",
];

fn here() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn help_lists_every_verb_examples_and_exit_codes() {
    let help = expect(0, here().path(), ["--help"]);
    for word in VERBS.into_iter().chain(["Examples:", "Exit codes:", "130"]) {
        assert!(help.contains(word), "{word} is missing:\n{help}");
    }
    assert!(!help.contains('\x1b'), "colours in a pipe");
}

#[test]
fn every_verb_has_help_with_examples() {
    for verb in VERBS {
        let help = expect(0, here().path(), [verb, "--help"]);
        assert!(help.contains("Example"), "{verb}:\n{help}");
        assert!(help.contains(&format!("diram {verb}")), "{verb}:\n{help}");
    }
}

#[test]
fn help_names_the_documented_flags() {
    for (verb, flags) in [
        (
            "pack",
            "--output --name --version --codec --quality --redundancy --service --operation \
             --division --country --no-mtime --json",
        ),
        ("verify", "--json"),
        ("inspect", "--files --json"),
        (
            "check",
            "--registry --strategy --running --lock --literal --svg --json",
        ),
        ("plan", "--registry --running --json"),
        ("heal", "--output --salvage --json"),
        (
            "unpack",
            "-C --components --salvage --best-effort --force --json",
        ),
        (
            "resolve",
            "--registry --tier --policy --lock --now --certificate --signing-key --json",
        ),
        ("verify-resolution", "--key --root --registry --tier --json"),
    ] {
        let help = expect(0, here().path(), [verb, "--help"]);
        for flag in flags.split_whitespace() {
            assert!(help.contains(flag), "{verb} {flag}:\n{help}");
        }
    }
}

#[test]
fn version_is_that_of_the_library() {
    let text = expect(0, here().path(), ["--version"]);
    assert_eq!(text, format!("diram {}\n", diram::VERSION));
}

#[test]
fn nothing_at_all_is_wrong_use_and_shows_help() {
    let output = run(here().path(), [""; 0]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("Usage: diram"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn wrong_use_is_one_sentence_and_a_hint() {
    let dir = here();
    for (args, sentence, hint) in [
        (&["verfy", "x"][..], "verfy", "verify"),
        (&["verify", "--jsn", "x"], "--jsn", "--json"),
        (&["verify"], "PKG.zip", "diram verify --help"),
        (&["heal", "x"], "--output", "diram heal --help"),
        (&["pack", "x", "--codec", "zip"], "zip", "diram pack --help"),
        (&["pack", "x", "--quality", "12"], "12", "diram pack --help"),
        (
            &["pack", "x", "--redundancy", "50"],
            "within 6.25 and 44",
            "diram pack --help",
        ),
        (
            &["pack", "x", "--redundancy", "much"],
            "not a number",
            "diram pack --help",
        ),
        (&["unpack", "x"], "--directory", "diram unpack --help"),
        (
            &["unpack", "x", "-C", "d", "--salvage", "--best-effort"],
            "--best-effort",
            "--help",
        ),
        (
            &["unpack", "x", "--components", "d", "-C", "d"],
            "--components",
            "--help",
        ),
    ] {
        expect_error(&run(dir.path(), args), 1, sentence, hint);
    }
}

#[test]
fn a_wrong_source_date_epoch_is_said() {
    let dir = here();
    std::fs::write(dir.path().join("f"), "x").unwrap();
    let output = diram(dir.path())
        .env("SOURCE_DATE_EPOCH", "now")
        .args(["pack", "f"])
        .output()
        .unwrap();
    expect_error(&output, 1, "SOURCE_DATE_EPOCH", "seconds since 1970");
    assert!(!dir.path().join("diram-package.zip").exists());
}

#[test]
fn colours_can_be_forced_and_are_off_in_a_pipe() {
    let dir = here();
    let plain = run(dir.path(), ["verfy"]);
    assert!(!stderr(&plain).contains('\x1b'));
    let forced = diram(dir.path())
        .env("CLICOLOR_FORCE", "1")
        .arg("verfy")
        .output()
        .unwrap();
    assert!(stderr(&forced).contains("\x1b["), "{:?}", stderr(&forced));
}

#[test]
fn completions_are_scripts_their_shell_accepts() {
    let dir = here();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = expect(0, dir.path(), ["completions", shell]);
        assert!(
            script.contains("unpack") && script.contains("best-effort"),
            "{shell}"
        );
    }
    let script = expect(0, dir.path(), ["completions", "bash"]);
    std::fs::write(dir.path().join("diram.bash"), script).unwrap();
    let mut bash = std::process::Command::new("bash");
    assert!(
        bash.arg("-n")
            .arg(dir.path().join("diram.bash"))
            .status()
            .unwrap()
            .success()
    );
}

#[test]
fn manual_pages_are_one_per_verb() {
    let dir = here();
    expect(0, dir.path(), ["man", "man/man1"]);
    for verb in VERBS {
        let page = dir.path().join(format!("man/man1/diram-{verb}.1"));
        let text = std::fs::read_to_string(&page).unwrap_or_else(|e| panic!("{page:?}: {e}"));
        assert!(text.contains(".TH"), "{verb}");
    }
    assert!(dir.path().join("man/man1/diram.1").exists());
    let output = run(Path::new("/"), ["man", "/dev/null/x"]);
    assert_eq!(output.status.code(), Some(1), "{}", stdout(&output));
}
