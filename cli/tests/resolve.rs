//! `diram resolve`: one question at a time.

mod common;

use std::fs;
use std::path::Path;

use common::{expect, expect_error, expect_json, registry, run, stderr, stdout};
use serde_json::{Value, json};

fn here() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    registry(dir.path());
    dir
}

/// `diram resolve -r reg.ndjson …`
fn question<'a>(args: &[&'a str]) -> Vec<&'a str> {
    [&["resolve", "-r", "reg.ndjson"], args].concat()
}

#[track_caller]
fn ask(code: i32, dir: &Path, args: &[&str]) -> String {
    expect(code, dir, question(args))
}

#[test]
fn yes_no_and_too_much_have_exit_codes_of_their_own() {
    let dir = here();
    let (dir, one) = (dir.path(), r#"{"budget":1}"#);
    assert_eq!(
        ask(0, dir, &["app"]),
        "app   1.1.0\ncore  2.0.0\nlog   1.0.0\n"
    );
    assert_eq!(ask(0, dir, &["app", "1.0"]), "app   1.0.0\ncore  1.4.0\n");
    let no = ask(2, dir, &["web", "*"]);
    assert!(
        no.starts_with("No set of versions fits") && no.contains("app 1.1.0 needs core ^2."),
        "{no}"
    );
    fs::write(dir.join("one.json"), one).unwrap();
    let output = run(dir, question(&["app", "--policy", "one.json"]));
    expect_error(&output, 4, "within 1 step", "raise the policy's budget");
}

#[test]
fn wrong_use_says_where_and_what_to_write() {
    let dir = here();
    fs::write(dir.path().join("broken.ndjson"), "{\"name\":\"app\"}\n").unwrap();
    for (args, sentence, hint) in [
        (
            &["-r", "reg.ndjson", "App"][..],
            "column 1",
            "write \"app\"",
        ),
        (
            &["-r", "reg.ndjson", "app", "~>1"],
            "range of app",
            "write ~1",
        ),
        (&["-r", "reg.ndjson"], "<NAME>", "diram resolve --help"),
        (
            &["-r", "reg.ndjson", "app", "--now", "soon"],
            "soon",
            "diram resolve --help",
        ),
        (
            &["-r", "reg.ndjson", "-", "^1"],
            "no RANGE",
            "one request at a time",
        ),
        (
            &["-r", "reg.ndjson", "-", "--certificate", "c"],
            "--certificate",
            "one request at a time",
        ),
        (&["-r", "broken.ndjson", "app"], "broken.ndjson", "version"),
        (
            &["-r", "https://r.obinexus.org", "app"],
            "URL",
            "with -r or in DIRAM_REGISTRY",
        ),
    ] {
        let output = run(dir.path(), [&["resolve"], args].concat());
        expect_error(&output, 1, sentence, hint);
    }
    let output = run(dir.path(), ["resolve", "-r", "none.ndjson", "app"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).starts_with("error: none.ndjson: "),
        "{}",
        stderr(&output)
    );
}

#[test]
fn json_is_one_object_without_the_certificate() {
    let dir = here();
    let answer = expect_json(0, dir.path(), &question(&["app", "^1"]));
    assert_eq!(
        answer["solution"],
        json!({
            "app": "1.stable.1.stable.0.stable",
            "core": "2.stable.0.stable.0.stable",
            "log": "1.stable.0.stable.0.stable",
        })
    );
    assert_eq!(answer["order"], json!(["core", "log", "app"]));
    assert_eq!(
        (&answer["feasible"], &answer["explanation"]),
        (&json!(true), &Value::Null)
    );
    assert_eq!(answer.get("certificate"), None);
    let args = ["app", "^1", "--certificate", "c.json"];
    assert_eq!(expect_json(0, dir.path(), &question(&args)), answer);

    let no = expect_json(2, dir.path(), &question(&["web"]));
    assert_eq!(
        (&no["feasible"], &no["solution"]),
        (&json!(false), &json!({}))
    );
    assert!(no["explanation"].as_str().unwrap().contains("web 1.0.0"));

    let wrong = expect_json(1, dir.path(), &question(&["app", "1.stable"]));
    assert_eq!(wrong["error"]["name"], "RANGE");
    assert_eq!(wrong["error"]["details"]["name"], "app");
}

#[test]
fn equal_questions_have_equal_bytes() {
    let dir = here();
    for args in [&["app", "--json"][..], &["web", "--json"]] {
        let asked = question(&[args, &["--certificate", "a.json"]].concat());
        let again = question(&[args, &["--certificate", "b.json"]].concat());
        let (first, second) = (run(dir.path(), &asked), run(dir.path(), &again));
        assert_eq!(stdout(&first), stdout(&second));
        assert_eq!(
            fs::read(dir.path().join("a.json")).unwrap(),
            fs::read(dir.path().join("b.json")).unwrap()
        );
    }
}

#[test]
fn a_name_that_nobody_published_has_near_names() {
    let dir = here();
    assert!(ask(2, dir.path(), &["ap"]).contains("names like it: app."));
    let answer = expect_json(2, dir.path(), &question(&["ap"]));
    assert_eq!(answer["near_names"], json!({"ap": ["app"]}));
}

#[test]
fn a_lock_is_preferred_in_both_its_forms() {
    let dir = here();
    let dir = dir.path();
    assert_eq!(ask(0, dir, &["core", "^1"]), "core  1.4.0\n");
    fs::write(dir.join("plain.json"), r#"{"core":"1.0.0","else":"9.0.0"}"#).unwrap();
    let answer = ask(0, dir, &["core", "1.0.0", "--json"]);
    fs::write(dir.join("answer.json"), answer).unwrap();
    for lock in ["plain.json", "answer.json"] {
        let asked = ["core", "^1", "--lock", lock];
        assert_eq!(ask(0, dir, &asked), "core  1.0.0\n", "{lock}");
        // It is a wish: what does not fit is passed over.
        let asked = ["core", "^2", "--lock", lock];
        assert_eq!(ask(0, dir, &asked), "core  2.0.0\n", "{lock}");
    }
    fs::write(dir.join("list.json"), "[]").unwrap();
    let output = run(dir, question(&["core", "--lock", "list.json"]));
    expect_error(&output, 1, "list.json", "{\"name\": \"version\"}");
}

#[test]
fn the_time_decides_what_is_old_enough() {
    let dir = here();
    let dir = dir.path();
    fs::write(dir.join("age.json"), r#"{"min_release_age":600}"#).unwrap();
    let asked = ["core", "^1", "--policy", "age.json"];
    for (now, version) in [("5599", "1.0.0"), ("5600", "1.4.0")] {
        let asked = [&asked[..], &["--now", now]].concat();
        assert_eq!(ask(0, dir, &asked), format!("core  {version}\n"), "{now}");
    }
    assert_eq!(ask(0, dir, &asked), "core  1.4.0\n");
}

#[test]
fn a_policy_that_cannot_be_read_is_said() {
    let dir = here();
    let dir = dir.path();
    fs::write(dir.join("typo.json"), r#"{"bugdet":1}"#).unwrap();
    fs::write(dir.join("latin.json"), b"{\"budget\":\xff}").unwrap();
    let satisfies = ["version", "satisfies", "1.0.0", "1", "--policy"];
    for asked in [question(&["core", "--policy"]), satisfies.to_vec()] {
        let with = |file| [&asked[..], &[file]].concat();
        expect_error(&run(dir, with("typo.json")), 1, "bugdet", "write budget");
        let error = &expect_json(1, dir, &with("latin.json"))["error"];
        assert_eq!(error["name"], "UTF8");
        assert_eq!(error["message"], "latin.json is not UTF-8 from byte 11 on");
        let error = &expect_json(1, dir, &with("none.json"))["error"];
        assert_eq!(error["name"], "IO");
        assert_eq!(error["details"]["path"], "none.json");
    }
}

#[test]
fn a_folder_has_one_source_a_file() {
    let dir = here();
    let dir = dir.path();
    let folder = dir.join("regs");
    fs::create_dir(&folder).unwrap();
    fs::copy(dir.join("reg.ndjson"), folder.join("live.ndjson")).unwrap();
    let ours = "{\"name\":\"core\",\"version\":\"7.0.0\",\"deps\":{}}\n";
    fs::write(folder.join("ours.ndjson"), ours).unwrap();
    let core = |code, more: &[&str]| {
        expect(
            code,
            dir,
            [&["resolve", "-r", "regs", "core"], more].concat(),
        )
    };
    assert_eq!(core(0, &[]), "core  2.0.0\n");
    assert_eq!(core(0, &["--tier", "ours"]), "core  7.0.0\n");
    fs::write(dir.join("p.json"), r#"{"sources":{"core":"ours"}}"#).unwrap();
    assert_eq!(core(0, &["--policy", "p.json"]), "core  7.0.0\n");
    let answer: Value = serde_json::from_str(&core(0, &["--tier", "ours", "--json"])).unwrap();
    assert_eq!(answer["packages"][0]["source"], "ours");

    let error = &expect_json(1, dir, &["resolve", "-r", "regs", "core", "--tier", "mine"])["error"];
    assert_eq!(error["details"]["argument"], "tier");
    let why = error["message"].as_str().unwrap();
    assert!(why.contains("mine") && why.contains("live, ours"), "{why}");
    fs::write(dir.join("p.json"), r#"{"sources":{"core":"mine"}}"#).unwrap();
    let output = run(dir, ["resolve", "-r", "regs", "core", "--policy", "p.json"]);
    expect_error(&output, 1, "no source \"mine\"", "one of these sources");
}
