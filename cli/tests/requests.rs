//! `diram resolve -`: a request a line, an answer a line.

mod common;

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Output, Stdio};

use common::{diram, expect_error, registry, run, run_with, stderr, stdout};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};

const ASK: [&str; 4] = ["resolve", "-r", "reg.ndjson", "-"];

/// The longest line, without its line feed.
const LONGEST: usize = 1 << 20;

fn here() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    registry(dir.path());
    dir
}

fn request(name: &str, range: &str) -> String {
    format!("{}\n", json!({"name": name, "range": range}))
}

/// Answers to lines that may stay unread.
fn ask(dir: &Path, more: &[&str], lines: &[u8]) -> Output {
    fs::write(dir.join("lines"), lines).unwrap();
    diram(dir)
        .args(ASK)
        .args(more)
        .stdin(File::open(dir.join("lines")).unwrap())
        .output()
        .unwrap()
}

#[test]
fn ten_thousand_lines_are_as_many_single_answers() {
    let dir = here();
    let names = ["app", "core", "log", "web", "ap"];
    let ranges = ["*", "^1", "^2", "1.0 || 2", "1.*.*.stable"];
    let kinds = names
        .iter()
        .flat_map(|name| ranges.map(|range| (*name, range)));
    let mut known = Vec::new();
    for (name, range) in kinds {
        let single = run(
            dir.path(),
            ["resolve", "-r", "reg.ndjson", name, range, "--json"],
        );
        assert!(
            matches!(single.status.code(), Some(0 | 2)),
            "{}",
            stderr(&single)
        );
        known.push((request(name, range), stdout(&single)));
    }
    // 7 and 25 have no divisor in common: every kind comes, and never two alike in a row.
    let order = (0..10_000).map(|at| &known[at * 7 % known.len()]);
    let (mut lines, mut wanted) = (String::new(), String::new());
    for (line, answer) in order {
        lines += line;
        wanted += answer;
    }
    let args = [&ASK[..], &["--json"]].concat();
    let first = run_with(dir.path(), &args, lines.as_bytes());
    let second = run_with(dir.path(), &args, lines.as_bytes());
    assert_eq!(
        first.stdout.iter().filter(|byte| **byte == b'\n').count(),
        10_000
    );
    assert!(
        stdout(&first) == wanted,
        "an answer differs from the single one"
    );
    assert!(first.stdout == second.stdout, "the second run differs");
    assert_eq!(
        (first.status.code(), second.status.code()),
        (Some(2), Some(2))
    );
}

#[test]
fn a_bad_line_is_answered_in_its_place() {
    let dir = here();
    let lines = [
        &request("app", "^1.1")[..],
        "{\"name\": \"app\"}\n",
        "\n",
        &request("App", "*"),
        &request("app", "~>1"),
        "{\"name\": \"app\", \"range\": \"*\", \"rage\": 1}\r\n",
        &request("web", "*"),
        request("core", "^1").trim_end(),
    ]
    .concat();
    let output = run_with(dir.path(), &ASK, lines.as_bytes());
    let text = stdout(&output);
    let answers: Vec<&str> = text.lines().collect();
    assert_eq!(answers.len(), 7, "{text}");
    assert_eq!(answers[0], "yes\tapp 1.1.0, core 2.0.0, log 1.0.0");
    assert!(
        answers[5].starts_with("no\tNo set of versions fits"),
        "{text}"
    );
    assert_eq!(answers[6], "yes\tcore 1.4.0");
    for (answer, name) in answers[1..5]
        .iter()
        .zip(["ARGUMENT", "ARGUMENT", "RANGE", "ARGUMENT"])
    {
        let object = answer.strip_prefix("error\t").unwrap();
        let object: Value = serde_json::from_str(object).unwrap();
        assert_eq!(object["error"]["name"], name, "{answer}");
    }
    for (at, word) in [(1, "`range`"), (2, "App"), (3, "~>1"), (4, "`rage`")] {
        assert!(answers[at].contains(word), "{}", answers[at]);
    }
    assert_eq!(
        (output.status.code(), stderr(&output).as_str()),
        (Some(1), "")
    );

    let output = run_with(dir.path(), &[&ASK[..], &["--json"]].concat(), b"{}\n\xff\n");
    for line in stdout(&output).lines() {
        let object: Value = serde_json::from_str(line).unwrap();
        assert_eq!(object["error"]["details"]["argument"], "request", "{line}");
    }
    assert_eq!(stdout(&output).lines().count(), 2);
}

/// The values alone, in the order of the keys, are no request.
#[test]
fn a_list_is_no_request() {
    let dir = here();
    let output = ask(dir.path(), &[], b"[\"app\",\"*\"]\n\xef\xbb\xbf{}\n");
    let text = stdout(&output);
    let answers: Vec<&str> = text.lines().collect();
    assert_eq!(
        (answers.len(), output.status.code()),
        (2, Some(1)),
        "{text}"
    );
    for (answer, why) in answers.iter().zip(["no JSON object", "byte order mark"]) {
        assert!(
            answer.contains("\"ARGUMENT\"") && answer.contains(why),
            "{answer}"
        );
    }
}

#[test]
fn the_exit_code_is_that_of_the_worst_answer() {
    let dir = here();
    fs::write(dir.path().join("one.json"), r#"{"budget":1}"#).unwrap();
    let (yes, no) = (request("app", "*"), request("nobody", "*"));
    let one = ["--policy", "one.json"];
    for (more, lines, code) in [
        (&[][..], String::new(), 0),
        (&[], "\n \n".to_owned(), 0),
        (&[], yes.repeat(2), 0),
        (&[], format!("{yes}{no}{yes}"), 2),
        (&one, format!("{no}{yes}{no}"), 4),
        (&one, format!("{yes}?\n{no}"), 1),
    ] {
        let output = ask(dir.path(), more, lines.as_bytes());
        assert_eq!(
            output.status.code(),
            Some(code),
            "{lines}: {}",
            stderr(&output)
        );
    }
    let output = ask(dir.path(), &one, yes.as_bytes());
    assert!(
        stdout(&output).contains("\"BUDGET\""),
        "{}",
        stdout(&output)
    );
}

#[test]
fn what_came_before_an_over_long_line_is_answered() {
    let dir = here();
    let longest = format!(
        "{}{}",
        request("core", "^1").trim_end(),
        " ".repeat(LONGEST)
    );
    let fits = &longest[..LONGEST];
    let lines = [
        &request("app", "1.0"),
        fits,
        "\n",
        &longest,
        "\n",
        &request("log", "*"),
    ]
    .concat();
    let output = ask(dir.path(), &[], lines.as_bytes());
    assert_eq!(
        stdout(&output),
        "yes\tapp 1.0.0, core 1.4.0\nyes\tcore 1.4.0\n"
    );
    let text = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(
        text.starts_with("error: a request of more than 1 MiB"),
        "{text}"
    );

    let output = ask(dir.path(), &["--json"], lines.as_bytes());
    let text = stdout(&output);
    let objects: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(objects.len(), 3, "{text}");
    assert_eq!(objects[1]["solution"]["core"], "1.stable.4.stable.0.stable");
    assert_eq!(objects[2]["error"]["name"], "ARGUMENT");

    // The last line needs no line feed, however long it is.
    let output = ask(dir.path(), &[], fits.as_bytes());
    assert_eq!(
        (stdout(&output).as_str(), output.status.code()),
        ("yes\tcore 1.4.0\n", Some(0))
    );
    let output = ask(dir.path(), &[], &longest.as_bytes()[..=LONGEST]);
    expect_error(&output, 1, "more than 1 MiB", "line feed");
}

#[test]
fn a_reader_that_has_enough_learns_the_worst_so_far() {
    let dir = here();
    let (yes, no) = (request("app", "*"), request("web", "*"));
    for (lines, code) in [
        (yes.repeat(2), 0),
        (format!("{yes}{no}"), 2),
        (format!("{yes}?\n"), 1),
    ] {
        fs::write(dir.path().join("lines"), &lines).unwrap();
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = diram(dir.path());
        command.args(ASK).stdout(writer).stderr(Stdio::piped());
        command.stdin(File::open(dir.path().join("lines")).unwrap());
        let output = command.spawn().unwrap().wait_with_output().unwrap();
        assert_eq!(
            (output.status.code(), stderr(&output).as_str()),
            (Some(code), ""),
            "{lines}"
        );
    }
}

/// A lock and a policy hold for every line.
#[test]
fn flags_hold_for_every_line() {
    let dir = here();
    fs::write(dir.path().join("lock.json"), r#"{"core":"1.0.0"}"#).unwrap();
    let lines = request("core", "^1") + &request("app", "1.0");
    let output = ask(dir.path(), &["--lock", "lock.json"], lines.as_bytes());
    assert_eq!(
        stdout(&output),
        "yes\tcore 1.0.0\nyes\tapp 1.0.0, core 1.0.0\n"
    );
}

/// An answer comes before the next request, so that a program can hold a conversation.
#[test]
fn an_answer_does_not_wait_for_more_requests() {
    let dir = here();
    let mut command = diram(dir.path());
    command
        .args(ASK)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut requests = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap());
    for (range, answer) in [("^1", "yes\tcore 1.4.0\n"), ("^2", "yes\tcore 2.0.0\n")] {
        requests
            .write_all(request("core", range).as_bytes())
            .unwrap();
        let mut line = String::new();
        answers.read_line(&mut line).unwrap();
        assert_eq!(line, answer);
    }
    drop(requests);
    assert!(child.wait().unwrap().success());
}

#[test]
fn ctrl_c_ends_the_wait_for_a_request() {
    let dir = here();
    let mut command = diram(dir.path());
    command.args(ASK).stdin(Stdio::piped());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut requests = child.stdin.take().unwrap();
    requests
        .write_all(request("core", "^1").as_bytes())
        .unwrap();
    let mut line = String::new();
    let mut answers = BufReader::new(child.stdout.take().unwrap());
    answers.read_line(&mut line).unwrap();
    assert_eq!(line, "yes\tcore 1.4.0\n");
    kill_process(Pid::from_child(&child), Signal::INT).unwrap();
    // Standard input is still open: only the signal can have ended it.
    let output = child.wait_with_output().unwrap();
    drop(requests);
    assert_eq!(
        (output.status.code(), stderr(&output).as_str()),
        (
            Some(130),
            "error: interrupted; nothing half-written is left\n"
        )
    );
}
