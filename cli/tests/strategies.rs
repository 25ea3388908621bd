//! `diram plan` and `diram check`: ways, verdicts, pictures, exit codes.

mod common;

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use common::{expect, expect_error, expect_json, run, stderr};
use serde_json::{Value, json};
use tempfile::TempDir;

const REGISTRY: &str = r#"{"name":"core","version":"1.0.0","deps":{}}
{"name":"core","version":"2.0.0","deps":{},"fault":6}
{"name":"core","version":"2.1.0","deps":{}}
{"name":"core","version":"3.2.0","deps":{"log":"^1"}}
{"name":"core","version":"9.0.0","deps":{}}
{"name":"log","version":"1.0.0","deps":{},"fault":3}
{"name":"app","version":"1.0.0","deps":{"core":"<3"}}
{"name":"app","version":"2.0.0","deps":{"core":"^3","log":"*","tool":"1.*.*.legacy"}}
{"name":"tool","version":"1.0.0.legacy","deps":{"core":"*"}}
{"name":"left","version":"1.0.0","deps":{}}
{"name":"pair","version":"1.0.0","deps":{"left":"*","log":"*"}}
{"name":"a","version":"1.0.0","deps":{"b":"*"}}
{"name":"b","version":"1.0.0","deps":{"a":"*"}}
"#;
const RUNNING: &str = r#"{"app":"1.0.0","core":"1.0.0"}"#;

fn here() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("reg.ndjson"), REGISTRY).unwrap();
    fs::write(dir.path().join("running.json"), RUNNING).unwrap();
    dir
}

fn over<'a>(verb: &'a str, args: &[&'a str]) -> Vec<&'a str> {
    [&[verb, "-r", "reg.ndjson"], args].concat()
}

fn picture(dir: &Path, args: &[&str], code: i32) -> String {
    let args = over("check", args);
    expect(code, dir, args.iter().chain(&["--svg", "g.svg"]));
    fs::read_to_string(dir.join("g.svg")).unwrap()
}

#[test]
fn a_plan_is_a_line_a_hop() {
    let dir = here();
    let text = expect(0, dir.path(), over("plan", &["core", "1.0.0", "3.2.0"]));
    let wanted = "\
WARNING   core 1.0.0 -> 3.2.0: 2 hops, cost 223
  SAFE_SWAP 1.0.0 -> 2.1.0  cost 110
  WARNING   2.1.0 -> 3.2.0  cost 113
";
    assert_eq!(text, wanted);
    let args = ["core", "1.0.0", "3.2.0", "--running", "running.json"];
    let text = expect(0, dir.path(), over("plan", &args));
    assert!(
        text.ends_with("cost 143  needs app, log changed\n"),
        "{text}"
    );
    let text = expect(0, dir.path(), over("plan", &["core", "1.0.0", "1.0.0"]));
    assert_eq!(text, "SAFE_SWAP core 1.0.0 -> 1.0.0: 0 hops, cost 0\n");
    // Back, too.
    let text = expect(0, dir.path(), over("plan", &["core", "2.1.0", "1.0.0"]));
    assert!(text.contains("1 hop, cost 110"), "{text}");
}

#[test]
fn no_safe_path_is_an_answer() {
    let dir = here();
    let text = expect(2, dir.path(), over("plan", &["core", "1.0.0", "2.0.0"]));
    let wanted = "PANIC     core 1.0.0 -> 2.0.0: NO_SAFE_PATH: 2.0.0 has fault 6\n";
    assert_eq!(text, wanted);
    let args = over("plan", &["core", "1.0.0", "9.0.0"]);
    let plan = expect_json(2, dir.path(), &args);
    assert_eq!((&plan["found"], &plan["hops"]), (&json!(false), &json!([])));
    let reason = plan["reason"].as_str().unwrap();
    assert!(reason.starts_with("NO_SAFE_PATH"), "{reason}");
}

#[test]
fn plans_that_cannot_be_made_say_why() {
    let dir = here();
    fs::write(dir.path().join("list.json"), "[]").unwrap();
    fs::write(dir.path().join("short.json"), r#"{"core":"1"}"#).unwrap();
    let running = ["core", "1.0.0", "3.2.0", "--running"];
    for (args, sentence, hint) in [
        (
            &["core", "1.0.0", "8.0.0"][..],
            "core 8.0.0",
            "version that the registry has",
        ),
        (
            &["ghost", "1.0.0", "2.0.0"],
            "ghost 1.0.0",
            "version that the registry has",
        ),
        (&["core", "1.0", "2.1.0"], "has 2", "write"),
        (&["Core", "1.0.0", "2.1.0"], "Core", "write"),
        (
            &[&running[..], &["list.json"]].concat(),
            "list.json",
            "a lock is",
        ),
        (&[&running[..], &["short.json"]].concat(), "1", "write"),
    ] {
        expect_error(&run(dir.path(), over("plan", args)), 1, sentence, hint);
    }
}

#[test]
fn a_check_makes_one_report_or_all() {
    let dir = here();
    let checked = expect_json(0, dir.path(), &over("check", &["app"]));
    let strategies = |checked: &Value| -> Vec<String> {
        let reports = checked["reports"].as_array().unwrap().iter();
        let names = reports.map(|report| report["strategy"].as_str().unwrap());
        names.map(str::to_owned).collect()
    };
    assert_eq!(strategies(&checked), ["eulerian", "hamiltonian", "astar"]);
    assert_eq!(
        (&checked["verdict"], &checked["fault"]),
        (&json!("SAFE_SWAP"), &json!(0))
    );
    assert_eq!(
        checked["reports"][1]["install"]["order"],
        json!(["log", "core", "tool", "app"])
    );
    for strategy in ["eulerian", "hamiltonian", "astar"] {
        let args = over("check", &["app", "--strategy", strategy]);
        assert_eq!(strategies(&expect_json(0, dir.path(), &args)), [strategy]);
    }
    let one = expect_json(0, dir.path(), &over("check", &["app@1.0.0"]));
    assert_eq!(one["solution"]["app"], "1.stable.0.stable.0.stable");
}

#[test]
fn a_swap_that_panics_exits_with_2() {
    let dir = here();
    // core gains log; app gains log and tool, tool gains core: log and tool are even.
    let args = ["app", "--strategy", "eulerian", "--running", "running.json"];
    let checked = expect_json(0, dir.path(), &over("check", &args));
    let parity = &checked["reports"][0]["parity"];
    assert_eq!(
        (&checked["verdict"], &parity["odd"]),
        (&json!("SAFE_SWAP"), &json!([]))
    );
    assert_eq!(parity["added"].as_array().unwrap().len(), 4);

    let text = expect(2, dir.path(), over("check", &["a"]));
    assert!(text.contains("a, b need each other in a cycle"), "{text}");
    let text = expect(2, dir.path(), over("check", &["pair", "--literal"]));
    assert!(text.contains("no path along links"), "{text}");

    fs::write(dir.path().join("old.json"), r#"{"core":"2.1.0"}"#).unwrap();
    let args = ["core@9.0.0", "--strategy", "astar", "--running", "old.json"];
    let text = expect(2, dir.path(), over("check", &args));
    assert!(text.contains("no safe path for core"), "{text}");
}

#[test]
fn what_does_not_resolve_is_explained() {
    let dir = here();
    let text = expect(2, dir.path(), over("check", &["app@7"]));
    assert!(text.contains("No set of versions fits"), "{text}");
    let checked = expect_json(2, dir.path(), &over("check", &["app@7"]));
    assert_eq!(
        (&checked["verdict"], &checked["reports"]),
        (&json!("PANIC"), &json!([]))
    );
    let svg = picture(dir.path(), &["app@7"], 2);
    assert!(svg.contains("PANIC") && svg.contains("No set of versions fits"));
    for (args, sentence, hint) in [
        (&["app@~>1"][..], "column", "write"),
        (
            &["app", "--strategy", "dijkstra"],
            "dijkstra",
            "diram check --help",
        ),
    ] {
        expect_error(&run(dir.path(), over("check", args)), 1, sentence, hint);
    }
    let output = run(dir.path(), over("check", &["app", "--svg", "no/g.svg"]));
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("no/g.svg"), "{}", stderr(&output));
}

#[test]
fn a_picture_shows_every_package_with_its_marks() {
    let dir = here();
    let svg = picture(dir.path(), &["app", "--running", "running.json"], 0);
    assert_eq!(
        svg,
        picture(dir.path(), &["app", "--running", "running.json"], 0)
    );
    for word in [
        "<title>app: WARNING</title>",
        ">core</text>",
        ">1.0.0 → 3.2.0</text>",
        ">fault 3</text>",
        ">new</text>",
        ">legacy</text>",
        ">tool</text>",
        ">eulerian</text>",
        ">every package that changes has a way to its new version</text>",
    ] {
        assert!(svg.contains(word), "{word} is missing:\n{svg}");
    }
    assert!(!svg.contains(">custom</text>"), "a state that nothing has");
    assert_eq!(svg.matches("<g>").count(), 4);
    let mode = |file: &str| fs::metadata(dir.path().join(file)).unwrap().mode();
    assert_eq!(mode("g.svg"), mode("reg.ndjson"));
    let cycle = picture(dir.path(), &["a"], 2);
    assert!(cycle.contains(">cycle</text>") && cycle.contains("stroke-dasharray"));
}

#[test]
fn a_line_of_what_was_asked_is_in_the_title() {
    let dir = here();
    fs::write(dir.path().join("policy.json"), r#"{"lines":"major"}"#).unwrap();
    let svg = picture(dir.path(), &["core@2.1.0", "--policy", "policy.json"], 0);
    assert!(
        svg.contains(">core 2.1.0</text>") && svg.contains(">core@2</text>"),
        "{svg}"
    );
}

/// Two hundred packages, each of which needs a few others.
#[test]
fn large_graphs_are_drawn_too() {
    let dir = here();
    let line = |n: usize| {
        let deps = [n / 2, n / 3, n.saturating_sub(7)].map(|d| format!("p{d}"));
        let deps: serde_json::Map<String, Value> = deps
            .into_iter()
            .filter(|dep| *dep != format!("p{n}"))
            .map(|dep| (dep, "*".into()))
            .collect();
        json!({"name": format!("p{n}"), "version": "1.0.0", "deps": deps}).to_string() + "\n"
    };
    let all: serde_json::Map<_, _> = (0..200).map(|n| (format!("p{n}"), json!("*"))).collect();
    let top = json!({"name": "top", "version": "1.0.0", "deps": all}).to_string();
    let lines: String = (0..200).map(line).chain([top]).collect();
    fs::write(dir.path().join("reg.ndjson"), lines).unwrap();
    let svg = picture(dir.path(), &["top"], 0);
    assert_eq!(svg.matches("<g>").count(), 201);
    assert!(
        !svg.contains("NaN") && !svg.contains("inf"),
        "a place that is none"
    );
}
