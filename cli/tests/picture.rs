//! `diram check --svg` and its tree: what the README shows, and that nothing lies upon another.

mod common;

use std::fs;
use std::os::unix::fs::FileTypeExt;
use std::path::{Path, PathBuf};

use common::{expect, expect_json};
use serde_json::{Map, Value, json};

/// The registry that the README's picture is about, and what runs there.
fn shop() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/shop")
}

const SWAP: [&str; 8] = [
    "check",
    "-r",
    "registry.ndjson",
    "shop@2.0.0",
    "--running",
    "running.json",
    "--lock",
    "running.json",
];

fn swap(more: &[&str]) -> String {
    expect(0, &shop(), [&SWAP[..], more].concat())
}

#[test]
fn the_picture_of_the_readme_is_what_the_command_draws() {
    let dir = tempfile::tempdir().unwrap();
    let made = dir.path().join("check.svg");
    swap(&["--svg", made.to_str().unwrap()]);
    let made = fs::read_to_string(made).unwrap();
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/check.svg");
    if std::env::var_os("DIRAM_BLESS").is_some() {
        fs::write(&kept, &made).unwrap();
    }
    assert!(
        fs::read_to_string(&kept).unwrap() == made,
        "docs/check.svg is stale; DIRAM_BLESS=1 rewrites it"
    );
    for word in [
        ">shop 1.4.0 → 2.0.0</text>",
        ">9 packages, numbered in install order; 2 changed, 1 new, 1 gone</text>",
        ">yanked</text>",
        ">frozen: fault 7</text>",
        ">fault 3</text>",
        ">legacy</text>",
        ">experimental</text>",
        ">pay 1.2.0 → 2.0.0, cost 153, together with shop</text>",
        ">fax</text>",
        r#"text-decoration="line-through">1.0.0</text>"#,
        r#"fill="url(#frozen)""#,
    ] {
        assert!(made.contains(word), "{word} is missing:\n{made}");
    }
}

#[test]
fn a_link_stays_a_link_and_a_pipe_a_pipe() {
    let dir = tempfile::tempdir().unwrap();
    let [made, link, pipe] = ["made.svg", "link.svg", "pipe"].map(|name| dir.path().join(name));
    fs::write(&made, "old").unwrap();
    std::os::unix::fs::symlink(&made, &link).unwrap();
    swap(&["--svg", link.to_str().unwrap()]);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    let picture = fs::read_to_string(&made).unwrap();
    assert!(picture.starts_with("<svg"), "{picture}");

    let fifo = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(fifo.unwrap().success());
    let path = pipe.clone();
    let reader = std::thread::spawn(move || fs::read_to_string(path).unwrap());
    swap(&["--svg", pipe.to_str().unwrap()]);
    let kind = fs::symlink_metadata(&pipe).unwrap().file_type();
    assert!(kind.is_fifo(), "{kind:?}");
    assert!(reader.join().unwrap() == picture);
}

#[test]
fn the_tree_says_what_the_picture_shows() {
    let wanted = "\
WARNING   shop 1.4.0 -> 2.0.0: 9 packages

shop 1.4.0 -> 2.0.0  WARNING  [odd]
├── find 0.9.0.experimental  [new]
│   └── log 1.1.0
├── log 1.1.0
├── pay 1.2.0 -> 2.0.0  WARNING
│   ├── crypto 1.9.0  [frozen: fault 7]
│   │   └── bytes 1.0.0  [yanked]
│   ├── log 1.1.0
│   └── money 1.0.3
│       └── bytes 1.0.0  [yanked]
└── ui 2.3.0  [fault 3]
    ├── icons 1.0.0.legacy
    └── log 1.1.0
gone: fax

WARNING   eulerian: ";
    let text = swap(&[]);
    assert!(text.starts_with(wanted), "{text}");
}

/// Packages each of which needs a few of those before; the last one needs all that nothing needs.
fn grown(count: usize) -> String {
    let states = ["", ".legacy", "", ".experimental"];
    let range = |n: usize| format!("* || 1.x.x{}", states[n % 4]);
    let line = |n: usize| {
        let needs = [n / 2, n / 3, n.saturating_sub(7)].into_iter();
        let needs = needs.filter(|need| *need != n);
        let deps: Map<String, Value> = needs
            .map(|need| (format!("part-{need}"), range(need).into()))
            .collect();
        let version = format!("1.{n}.0{}", states[n % 4]);
        let fault = if n % 5 == 3 { n % 6 } else { 0 };
        json!({"name": format!("part-{n}"), "version": version, "deps": deps, "fault": fault})
            .to_string()
            + "\n"
    };
    let all: Map<String, Value> = (0..count)
        .map(|n| (format!("part-{n}"), range(n).into()))
        .collect();
    let top = json!({"name": "top", "version": "1.0.0", "deps": all}).to_string();
    (0..count).map(line).chain([top]).collect()
}

/// Left, top, right, bottom.
type Place = [f64; 4];

fn places(svg: &str, is: impl Fn(&str) -> bool) -> Vec<Place> {
    let lines = svg.lines();
    let rects = lines.filter(|line| line.starts_with("<rect x=") && is(line));
    let number = |line: &str, key: &str| -> f64 {
        let (_, rest) = line.split_once(&format!(" {key}=\"")).unwrap();
        rest.split('"').next().unwrap().parse().unwrap()
    };
    let place = |line: &str| {
        let (x, y) = (number(line, "x"), number(line, "y"));
        [x, y, x + number(line, "width"), y + number(line, "height")]
    };
    rects.map(place).collect()
}

fn meet(a: &Place, b: &Place) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

#[track_caller]
fn apart(places: &[Place]) {
    for (at, a) in places.iter().enumerate() {
        for b in &places[at + 1..] {
            assert!(!meet(a, b), "{a:?} lies upon {b:?}");
        }
    }
}

#[test]
fn nothing_lies_upon_another() {
    for count in [2, 11, 39] {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("reg.ndjson"), grown(count)).unwrap();
        let running = json!({"top": "1.0.0", "part-1": "1.1.0.legacy"});
        fs::write(dir.path().join("run.json"), running.to_string()).unwrap();
        let ask = ["check", "-r", "reg.ndjson", "top", "--svg", "g.svg"];
        let running = ["--running", "run.json"];
        for more in [&[][..], &running] {
            let checked = common::run(dir.path(), [&ask[..], more].concat());
            assert!(
                matches!(checked.status.code(), Some(0 | 2)),
                "{}",
                common::stderr(&checked)
            );
            let svg = fs::read_to_string(dir.path().join("g.svg")).unwrap();
            let boxes = places(&svg, |line| line.contains(r#"rx="7.0" fill="none""#));
            assert_eq!(boxes.len(), count + 1);
            apart(&boxes);
            // Pills, wherever they are.
            apart(&places(&svg, |line| {
                line.contains(r#"height="14.0""#) || line.contains(r#"height="15.0""#)
            }));
        }
    }
}

/// Draws what is asked; gives the picture and the places of its boxes.
fn drawn(lines: &str, more: &[&str]) -> (String, Vec<Place>) {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("reg.ndjson"), lines).unwrap();
    fs::write(
        dir.path().join("run.json"),
        r#"{"part-7":"1.7.0.experimental"}"#,
    )
    .unwrap();
    let ask = ["check", "-r", "reg.ndjson", "--svg", "g.svg"];
    let checked = common::run(dir.path(), [&ask[..], more].concat());
    let code = checked.status.code();
    assert!(matches!(code, Some(0 | 2)), "{}", common::stderr(&checked));
    let svg = fs::read_to_string(dir.path().join("g.svg")).unwrap();
    let boxes = places(&svg, |line| line.contains(r#"rx="7.0" fill="none""#));
    (svg, boxes)
}

#[test]
fn of_many_packages_those_that_matter_are_drawn() {
    let line = |n: usize| {
        let deps = match n {
            0 => json!({}),
            n => json!({format!("p{}", n - 1): "*"}),
        };
        let fault = if n == 500 { 3 } else { 0 };
        json!({"name": format!("p{n}"), "version": "1.0.0", "deps": deps, "fault": fault})
            .to_string()
            + "\n"
    };
    let lines = (0..1000).map(line).collect::<String>();
    let (svg, boxes) = drawn(&lines, &["p999"]);
    assert_eq!(boxes.len(), 5);
    for name in ["p998", "p999", "p499", "p500", "p501"] {
        assert!(svg.contains(&format!(">{name}</text>")), "{name}");
    }
    assert!(svg.contains(">1000 packages, numbered in install order</text>"));
    assert!(svg.contains(
        "here: 5 that were asked for, change, are marked, or are linked to those; and 995 more<"
    ));
    // As many as are drawn whole.
    let (svg, boxes) = drawn(&lines, &["p399"]);
    assert_eq!(boxes.len(), 400);
    assert!(!svg.contains(" more<"));
}

#[test]
fn no_picture_is_large() {
    for more in [&["top"][..], &["top", "--running", "run.json"]] {
        let (svg, boxes) = drawn(&grown(3000), more);
        assert!(svg.len() < 2_000_000, "{}", svg.len());
        assert!((50..=400).contains(&boxes.len()), "{}", boxes.len());
        apart(&boxes);
        assert!(svg.contains(">top</text>") && svg.contains(">fault 3</text>"));
        assert!(svg.contains(&format!("and {} more<", 3001 - boxes.len())));
    }
}

/// A chain is longer than any line: what is too deep begins again at the left.
#[test]
fn a_deep_tree_tells_every_package() {
    let dir = tempfile::tempdir().unwrap();
    let line = |n: usize| {
        let deps = match n {
            0 => json!({}),
            n => json!({format!("p{}", n - 1): "*"}),
        };
        json!({"name": format!("p{n}"), "version": "1.0.0", "deps": deps}).to_string() + "\n"
    };
    fs::write(
        dir.path().join("reg.ndjson"),
        (0..1000).map(line).collect::<String>(),
    )
    .unwrap();
    let args = ["check", "-r", "reg.ndjson", "p999", "--strategy", "astar"];
    let text = expect(0, dir.path(), args);
    let longest = text.lines().map(|line| line.chars().count()).max();
    assert!(longest.unwrap() < 150, "{longest:?}");
    for n in 0..1000 {
        assert!(text.contains(&format!("p{n} 1.0.0")), "p{n} is missing");
    }
    assert_eq!(
        text.matches("(below)").count(),
        text.matches("\np").count() - 1
    );
    let all = expect_json(0, dir.path(), &args);
    assert_eq!(all["solution"].as_object().unwrap().len(), 1000);
}
