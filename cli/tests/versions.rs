//! `diram version`: single questions, lines of questions, exit codes.

mod common;

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Output, Stdio};

use common::{diram, expect, expect_error, expect_json, run, run_with, stderr, stdout};
use serde_json::json;

fn here() -> &'static Path {
    Path::new(".")
}

fn ask(args: &[&str]) -> Output {
    run(here(), [&["version"], args].concat())
}

/// (arguments, exit code, standard output)
#[rustfmt::skip]
const SINGLE: &[(&[&str], i32, &str)] = &[
    (&["parse", "2.1.0.experimental-rc"], 0, "2.experimental.1.experimental.0.experimental-rc\n"),
    (&["compare", "1.9.0", "1.10.0"], 0, "-1\n"),
    (&["compare", "1.0.0+a", "1.0.0+b"], 0, "0\n"),
    (&["compare", "1.0.0", "1.0.0.legacy"], 0, "1\n"),
    (&["sort", "1.10.0", "1.9.0", "1.10.0-rc.1"], 0, "1.9.0\n1.10.0-rc.1\n1.10.0\n"),
    (&["sort", "--reverse", "1.0.0+b", "2.0.0", "1.0.0+a"], 0, "2.0.0\n1.0.0+b\n1.0.0+a\n"),
    (&["satisfies", "2.stable.1.stable.0.stable", "semverx:2.*.*.stable"], 0, "true\n"),
    (&["satisfies", "3.0.0", "2.*.*.stable"], 2, "false\n"),
    (&["satisfies", "1.3.0-rc", "^1.2", "--allow-prerelease"], 0, "true\n"),
    (&["satisfies", "1.stable.3.legacy.0.stable", "^1.2", "--allow-legacy"], 0, "true\n"),
    (&["satisfies", "1.0.0.experimental", "1.*.*.experimental", "--allow-experimental=false"], 2, "false\n"),
    (&["max", "^1.2", "1.2.3", "1.4.0+b", "2.0.0"], 0, "1.4.0+b\n"),
    (&["max", "^3", "1.2.3"], 2, ""),
    (&["explain", "1.3.0", "^1.2"], 0, "1.3.0 is in `^1.2`\n"),
    (&["explain", "1.3.0-rc.1", "^1.2"], 2,
     "1.3.0-rc.1 is within the bounds of `^1.2`, but is a pre-release that it does not name\n\
      hint: write `^1.2 || 1.3.0-rc.1`\n"),
];

#[test]
fn single_questions() {
    for (args, code, text) in SINGLE {
        let output = ask(args);
        assert_eq!(
            output.status.code(),
            Some(*code),
            "{args:?}: {}",
            stderr(&output)
        );
        assert_eq!(stdout(&output), *text, "{args:?}");
    }
}

#[test]
fn wrong_questions_say_what_to_write() {
    for (args, sentence, hint) in [
        (&["parse", "v1.2.3"][..], "column 1", "write 1.2.3"),
        (
            &["compare", "1.2", "1.2.0"],
            "has 2",
            "write 1.stable.2.stable.0.stable",
        ),
        (&["sort", "1.0.0", "01.0.0"], "column 1", "write 1.0.0"),
        (&["satisfies", "1.0.0", "~>1"], "column 2", "write ~1.*.*"),
        (&["max", "^1", "1.0.0rc1"], "column 5", "write 1.0.0-rc1"),
        (
            &["explain", "1.0.0", "1.stable"],
            "column 1",
            "write 1.stable.*.*.*.*",
        ),
        (&["satisfies", "1.0.0"], "alone", "two arguments"),
    ] {
        expect_error(&ask(args), 1, sentence, hint);
    }
}

#[test]
fn json_answers() {
    let view = expect_json(0, here(), &["version", "parse", "1.2.3-rc.1+b"]);
    let wanted = json!({
        "text": "1.stable.2.stable.3.stable-rc.1+b", "major": 1, "minor": 2, "patch": 3,
        "states": ["stable", "stable", "stable"], "pre": "rc.1", "build": "b", "stable": false,
        "sort_key": "A13A23A331rc 0A1", "semver": "1.2.3-3.rc.1+b", "plain": "1.2.3-rc.1+b",
    });
    assert_eq!(view, wanted);
    let order = expect_json(0, here(), &["version", "compare", "1.0.0", "0.1.0"]);
    assert_eq!(order, json!({"order": 1}));
    let sorted = expect_json(0, here(), &["version", "sort", "1.0.0", "0.1.0"]);
    assert_eq!(sorted, json!({"versions": ["0.1.0", "1.0.0"]}));
    let none = expect_json(2, here(), &["version", "max", "2", "1.0.0"]);
    assert_eq!(none, json!({"max": null}));
    let verdict = expect_json(2, here(), &["version", "explain", "2.0.0", "1"]);
    assert_eq!(
        (&verdict["admitted"], &verdict["reason"]),
        (&json!(false), &json!("outside"))
    );
    let error = expect_json(1, here(), &["version", "parse", "1.2"]);
    assert_eq!(error["error"]["name"], "VERSION");
    assert_eq!(error["error"]["details"]["column"], 1);
}

#[test]
fn a_policy_comes_from_a_file_and_flags_stand_above_it() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("p.json"), r#"{"allow_experimental":true}"#).unwrap();
    let question = [
        "version",
        "satisfies",
        "1.stable.3.experimental.0.stable",
        "^1",
        "--policy",
    ];
    assert_eq!(
        expect(0, dir.path(), question.iter().chain(&["p.json"])),
        "true\n"
    );
    let over = ["p.json", "--allow-experimental=false"];
    assert_eq!(
        expect(2, dir.path(), question.iter().chain(&over)),
        "false\n"
    );
    std::fs::write(dir.path().join("p.json"), r#"{"allow_experimentel":true}"#).unwrap();
    let output = run(dir.path(), question.iter().chain(&["p.json"]));
    expect_error(&output, 1, "allow_experimentel", "write allow_experimental");
    let output = run(dir.path(), question.iter().chain(&["none.json"]));
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).starts_with("error: none.json: "),
        "{}",
        stderr(&output)
    );
}

#[test]
fn lines_are_answered_in_order() {
    let lines =
        b"1.2.3\t^1\r\n2.0.0\t^1\n1.0.0\t\nv1\t1\n1.0.0\t1\t2\n\xff\n1.0.0\t1.stable\n9.9.9\t*";
    let output = run_with(here(), &["version", "satisfies", "-"], lines);
    let text = stdout(&output);
    let answers: Vec<&str> = text.lines().collect();
    assert_eq!(answers.len(), 8, "{text}");
    assert_eq!(&answers[..3], ["true", "false", "true"]);
    for (answer, code) in answers[3..7]
        .iter()
        .zip(["VERSION", "ARGUMENT", "UTF8", "RANGE"])
    {
        assert!(answer.starts_with(&format!("error\t{code}\t")), "{answer}");
        assert_eq!(answer.split('\t').count(), 3, "{answer}");
    }
    assert_eq!((answers[7], output.status.code()), ("true", Some(1)));

    for (verb, lines, answers) in [
        ("parse", "1.2.3\n", "1.stable.2.stable.3.stable\n"),
        ("compare", "1.2.3\t1.2.4\n", "-1\n"),
        ("max", "^1\t1.0.0\t1.1.0\n^2\t1.0.0\n", "1.1.0\n\n"),
        ("sort", "1.1.0\n\n1.0.0\n", "1.0.0\n1.1.0\n"),
        ("explain", "1.0.0\t1\n", "admitted\t1.0.0 is in `1`\t\n"),
    ] {
        let output = run_with(here(), &["version", verb, "-"], lines.as_bytes());
        assert_eq!(
            (stdout(&output).as_str(), output.status.code()),
            (answers, Some(0)),
            "{verb}"
        );
    }
    let output = run_with(here(), &["version", "max", "^1"], b"1.0.0\n1.2.0\n2.0.0\n");
    assert_eq!(stdout(&output), "1.2.0\n");
    let output = run_with(
        here(),
        &["version", "satisfies", "-", "--json"],
        b"1.0.0\t1\nx\t1\n",
    );
    let objects: Vec<serde_json::Value> = stdout(&output)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(objects[0], json!({"satisfies": true}));
    assert_eq!(objects[1]["error"]["name"], "VERSION");
}

/// An answer comes before the next question, so that a program can hold a conversation.
#[test]
fn an_answer_does_not_wait_for_more_questions() {
    let mut command = diram(here());
    command.args(["version", "compare", "-"]);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut questions = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap());
    for (question, answer) in [("1.0.0\t2.0.0\n", "-1\n"), ("2.0.0\t1.0.0\n", "1\n")] {
        questions.write_all(question.as_bytes()).unwrap();
        let mut line = String::new();
        answers.read_line(&mut line).unwrap();
        assert_eq!(line, answer);
    }
    drop(questions);
    assert!(child.wait().unwrap().success());
}
