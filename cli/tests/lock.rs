//! `diram lock`: from a manifest to a lock, by the command.

mod common;

use std::fs;
use std::path::Path;

use common::{diram, expect, expect_json, run, stderr};
use tempfile::TempDir;

const REGISTRY: &str = r#"
{"name":"app","version":"1.0.0","deps":{"core":"^1","log":"*"}}
{"name":"app","version":"2.0.0","deps":{"core":"^1"}}
{"name":"core","version":"1.1.0","deps":{}}
{"name":"log","version":"1.0.0","deps":{}}
"#;

const ADVISORY: &str = r#"{"id":"DIR-2026-1","modified":"2026-01-01T00:00:00Z","affected":[
{"package":{"ecosystem":"SemVerX","name":"core"},
"ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"1.2.0"}]}]}]}"#;

/// A project that asks for this range of app, beside its registry.
fn project(range: &str) -> TempDir {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("reg.ndjson"), REGISTRY).unwrap();
    ask(dir.path(), range, "");
    dir
}

fn ask(dir: &Path, range: &str, rest: &str) {
    let text = format!(r#"{{"dependencies":{{"app":"semverx:{range}"}}{rest}}}"#);
    fs::write(dir.join("package.json"), text).unwrap();
}

const LOCK: [&str; 3] = ["lock", "-r", "reg.ndjson"];

#[test]
fn a_project_is_locked_checked_and_moved() {
    let dir = project("1.0.0");
    let check = ["lock", "-r", "reg.ndjson", "--check"];
    expect(2, dir.path(), check);
    assert!(!dir.path().join("semverx-lock.json").exists());
    let text = expect(0, dir.path(), LOCK);
    assert!(
        text.starts_with("written ./semverx-lock.json: 3 packages\n"),
        "{text}"
    );
    assert!(text.contains("+ core 1.1.0\n"), "{text}");
    assert!(
        text.contains("! no checksum was published: app, core, log\n"),
        "{text}"
    );
    assert!(expect(0, dir.path(), check).starts_with("current "));

    ask(dir.path(), "^2", "");
    assert!(expect(2, dir.path(), check).starts_with("stale "));
    let text = expect(0, dir.path(), LOCK);
    assert!(text.contains("~ app 1.0.0 -> 2.0.0\n"), "{text}");
    assert!(
        text.contains("- log 1.0.0  nobody needs it any more\n"),
        "{text}"
    );
    let lock = [
        "resolve",
        "-r",
        "reg.ndjson",
        "app",
        "*",
        "--lock",
        "semverx-lock.json",
    ];
    expect(0, dir.path(), lock);
}

#[test]
fn the_report_is_one_object_and_so_is_a_refusal() {
    let dir = project("^2");
    let report = expect_json(0, dir.path(), &LOCK);
    assert_eq!(report["status"], "written");
    assert_eq!(report["installs"][0]["name"], "app");
    assert_eq!(
        report["gates"][0]["gates"].as_array().map(Vec::len),
        Some(8)
    );

    ask(dir.path(), "^9", "");
    let refused = expect_json(2, dir.path(), &LOCK);
    assert_eq!(refused["error"]["name"], "NO_SOLUTION");
}

#[test]
fn an_advisory_keeps_a_package_out() {
    let dir = project("*");
    fs::create_dir(dir.path().join("osv")).unwrap();
    fs::write(dir.path().join("osv/one.json"), ADVISORY).unwrap();
    let output = run(dir.path(), ["lock", "-r", "reg.ndjson", "--osv", "osv"]);
    assert_eq!(output.status.code(), Some(2));
    let said = stderr(&output);
    assert!(said.contains("refused to install core 1.1.0"), "{said}");
    assert!(said.contains("DIR-2026-1"), "{said}");
    assert!(!dir.path().join("semverx-lock.json").exists());
}

#[test]
fn a_strict_policy_wants_checksums() {
    let dir = project("*");
    ask(dir.path(), "*", r#","semverx":{"policy":{"strict":true}}"#);
    let output = run(dir.path(), LOCK);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("no checksum"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn the_registry_is_named_by_argument_environment_or_manifest() {
    let dir = project("*");
    let output = run(dir.path(), ["lock"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("neither an argument nor the manifest"));

    let mut command = diram(dir.path());
    command.env("DIRAM_REGISTRY", "reg.ndjson").arg("lock");
    assert!(command.output().unwrap().status.success());
    ask(dir.path(), "*", r#","semverx":{"registry":"reg.ndjson"}"#);
    let elsewhere = TempDir::new().unwrap();
    let project = dir.path().to_str().unwrap();
    expect(0, elsewhere.path(), ["lock", project]);
    ask(
        dir.path(),
        "*",
        r#","semverx":{"registry":"https://r.obinexus.org"}"#,
    );
    let output = run(elsewhere.path(), ["lock", project]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("URL"), "{}", stderr(&output));
}

#[test]
fn a_wrong_manifest_says_where() {
    let dir = project("*");
    for (rest, told) in [
        (r#","semverx":{"policy":{"max_faults":3}}"#, "max_fault"),
        (
            r#","semverx":{"policy":{"max_fault":"3"}}"#,
            "semverx.policy.max_fault",
        ),
        (r#","semverx":{"regsitry":"x"}"#, "registry"),
        (r#","dependencies":{}"#, "dependencies"),
    ] {
        ask(dir.path(), "*", rest);
        let output = run(dir.path(), LOCK);
        assert_eq!(output.status.code(), Some(1), "{rest}");
        let said = stderr(&output);
        assert!(
            said.contains("package.json") && said.contains(told),
            "{said}"
        );
    }
}
